package io.tagline.hub.settings;

import io.tagline.hub.access.FieldVisibilities;
import io.tagline.hub.access.OidcProvider;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.notify.NoticeSettings;
import io.tagline.settings.Environment;
import io.tagline.settings.KnownKey;
import io.tagline.settings.Secret;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsNode;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Everything set for this hub, read once at start and by each command.
 *
 * @param dataDir where the hub keeps its database, the broker's journal and the secrets it made
 * @param databaseUrl PostgreSQL ({@code jdbc:postgresql://…} or {@code postgres://user:password@host/db}); SQLite in
 *     the data directory when absent
 * @param timeZone of places that name none
 * @param country ISO 3166-1, whose telephone numbers are written without the code of a country
 * @param adminPassword sets the password of the user {@code admin} at each start
 * @param apiKey is accepted beside the keys in the database
 */
public record HubSettings(
        Path dataDir,
        Optional<Secret> databaseUrl,
        ZoneId timeZone,
        Optional<String> country,
        Optional<Secret> adminPassword,
        Optional<Secret> apiKey,
        HttpSettings http,
        MqttSettings mqtt,
        List<SiteSettings> sites,
        PromiseSettings promises,
        CareSettings care,
        NoticeSettings notices,
        List<CrmSettings> crm,
        LimitSettings limits,
        FieldVisibilities visibility,
        Optional<OidcProvider> oidc) {

    /** What each environment variable that overrides a key begins with. */
    public static final String PREFIX = "TAGLINE_";

    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final int SHORTEST_PASSWORD = 8;
    private static final int SHORTEST_API_KEY = 16;

    public HubSettings {
        sites = List.copyOf(sites);
        crm = List.copyOf(crm);
    }

    /**
     * Reads a file, or the environment alone where there is none.
     *
     * @throws SettingsException with every problem at once
     */
    public static HubSettings read(Optional<Path> file, Map<String, String> environment) throws SettingsException {
        Environment overrides = new Environment(environment, PREFIX);
        SettingsSource source = file.isPresent()
                ? SettingsSource.file(file.get())
                : new SettingsSource(
                        "environment", "", Path.of("").toAbsolutePath().normalize());
        return SettingsFile.read(source, overrides, HubSettings::of);
    }

    /** Every key, for comparing with the documentation. */
    public static List<KnownKey> keys() {
        return SettingsFile.keysOf(HubSettings::of);
    }

    private static HubSettings of(SettingsNode root) {
        Path dataDir = root.path("data-dir").orElse(Path.of("tagline-data"));
        ZoneId zone = SiteSettings.zone(root).orElse(ZoneId.of("UTC"));
        PromiseSettings promises = PromiseSettings.of(root, zone);
        HttpSettings http = HttpSettings.of(root.in("http"));
        List<SiteSettings> sites = SiteSettings.listOf(root, zone);
        return new HubSettings(
                dataDir.isAbsolute() ? dataDir : root.directory().resolve(dataDir),
                databaseUrl(root),
                zone,
                root.text("country", COUNTRY, "a country of ISO 3166-1, e.g. CA")
                        .optional(),
                longEnough(root, "admin-password", SHORTEST_PASSWORD),
                longEnough(root, "api-key", SHORTEST_API_KEY),
                http,
                MqttSettings.of(root.in("mqtt")),
                sites,
                promises,
                CareSettings.of(root, zone, promises.calendars(), http.publicUrl()),
                NoticeSettingsReader.of(
                        root.in("notices"),
                        zone,
                        http.publicUrl(),
                        promises.rules().falseDeparture()),
                CrmSettingsReader.listOf(root, sites),
                LimitSettings.of(root.in("limits")),
                VisibilitySettings.of(root.in("visibility")),
                OidcSettings.of(root.in("oidc")));
    }

    private static Optional<Secret> databaseUrl(SettingsNode root) {
        Optional<Secret> url = root.secret("database-url").optional();
        boolean known = url.map(Secret::reveal)
                .map(text -> text.startsWith("jdbc:postgresql:")
                        || text.startsWith("postgres://")
                        || text.startsWith("postgresql://"))
                .orElse(true);
        if (!known) {
            root.refuse(
                    "database-url",
                    "is not a PostgreSQL URL; expected jdbc:postgresql://host/db or postgres://user:password@host/db,"
                            + " or no such key for SQLite in data-dir");
        }
        return url;
    }

    private static Optional<Secret> longEnough(SettingsNode root, String key, int shortest) {
        Optional<Secret> secret = root.secret(key).optional();
        if (secret.isPresent() && secret.get().reveal().length() < shortest) {
            root.refuse(key, "has " + secret.get().reveal().length() + " characters; expected at least " + shortest);
        }
        return secret;
    }
}
