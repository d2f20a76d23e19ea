package io.tagline.hub.settings;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmLogin;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.MappingFile;
import io.tagline.hub.crm.mapping.MappingReader;
import io.tagline.settings.Secret;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsNode;
import io.tagline.settings.SettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The CRMs that are kept in step, each with its mapping: what is wrong with that file is said with what is wrong with this one. */
final class CrmSettingsReader {
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern HOST_KEY = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");
    private static final String FIRST = "one of customer, order, parcel, case, feedback";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(31);
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int MOST_CONCURRENT = 32;
    private static final int SHORTEST_HOOK = 32;
    private static final int LONGEST_HOOK = 200;

    private CrmSettingsReader() {}

    static List<CrmSettings> listOf(SettingsNode root, List<SiteSettings> sites) {
        Set<String> known = sites.stream().map(SiteSettings::id).collect(Collectors.toSet());
        Set<String> ids = new HashSet<>();
        return root.list("crm", 0, node -> {
            CrmSettings crm = of(node, known);
            if (!ids.add(crm.id())) {
                node.refuse("id", crm.id() + " names two CRMs; expected an id for each");
            }
            return crm;
        });
    }

    private static CrmSettings of(SettingsNode node, Set<String> known) {
        String id = node.text("id", ID, "an id of up to 40 of a-z, 0-9 and -").required();
        CrmKind kind = node.oneOf("kind", CrmKind.class).required();
        Optional<URI> url = url(node, kind);
        Optional<Path> folder = node.path("folder").optional();
        CrmLogin login = login(node);
        CrmNeeds.require(node, kind, url, folder);
        List<String> activated = node.texts("sites").orElse(List.of());
        activated.stream()
                .filter(site -> !known.contains(site))
                .forEach(site -> node.refuse("sites", site + " is not in sites; expected the id of one that is"));
        SettingsNode budget = node.in("budget");
        return new CrmSettings(
                id,
                kind,
                url,
                folder,
                login,
                mapping(node, kind).orElseGet(MappingFile::empty),
                Set.copyOf(activated),
                Set.copyOf(node.values("first-sync", FIRST, CrmSettingsReader::first)
                        .orElse(List.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL))),
                node.bool("dry-run").orElse(false),
                new CrmBudget(
                        budget.integer("requests", 1, MOST_REQUESTS).orElse(100),
                        budget.duration("window", SECOND, DAY).orElse(Duration.ofSeconds(10)),
                        budget.integer("concurrent", 1, MOST_CONCURRENT).orElse(4)),
                node.duration("longest-request", SECOND, Duration.ofMinutes(15)).optional(),
                node.duration("pull-every", Duration.ZERO, DAY).orElse(Duration.ofSeconds(30)),
                hook(node),
                node.bool("new-customers").orElse(false),
                node.duration("compare-every", Duration.ZERO, MONTH).orElse(DAY),
                node.bool("repair").orElse(false),
                node.bool("paused").orElse(false),
                node.bool("allow-private").orElse(false));
    }

    /** Of events there is none: what is past is no news. */
    private static Optional<Entity> first(String code) {
        return Entity.ofCode(code).filter(entity -> entity != Entity.EVENT);
    }

    private static Optional<URI> url(SettingsNode node, CrmKind kind) {
        Optional<URI> url = node.url("url", "https", "http", "sftp").optional();
        if (url.isEmpty() || !node.has("url")) {
            return url;
        }
        boolean sftp = "sftp".equals(url.get().getScheme());
        if (sftp != (kind == CrmKind.DROP)) {
            node.refuse("url", url.get() + " is for another kind; expected " + (sftp ? "https" : "sftp"));
        } else if ("http".equals(url.get().getScheme())
                && !Hosts.isLoopback(url.get().getHost())
                && !node.bool("allow-private").orElse(false)) {
            node.refuse("url", url.get() + " is not safe on a network; expected https");
        }
        return url;
    }

    private static CrmLogin login(SettingsNode node) {
        return new CrmLogin(
                node.text("username").optional(),
                node.secret("password").optional(),
                node.text("database").optional(),
                node.text("client-id").optional(),
                node.secret("client-secret").optional(),
                node.url("token-url", "https", "http").optional().map(URI::toString),
                node.text("tenant").optional(),
                node.secret("token").optional(),
                node.secret("private-key").optional(),
                signing(node, "secret"),
                signing(node, "previous-secret"),
                node.text("host-key", HOST_KEY, "a fingerprint such as ssh-keygen -l shows: SHA256: and 43 signs")
                        .optional());
    }

    /** As Standard Webhooks 1.0 has it: 24 to 64 bytes in base64, behind {@code whsec_}. */
    private static Optional<Secret> signing(SettingsNode node, String key) {
        Optional<Secret> secret = node.secret(key).optional();
        if (secret.isPresent()
                && (node.has(key + "-file") || node.has(key))
                && !secret.get().reveal().matches("whsec_[A-Za-z0-9+/]{32,88}={0,2}")) {
            node.refuse(key, "is no secret of a webhook; expected whsec_ and 24 to 64 bytes in base64");
        }
        return secret;
    }

    /** What a caller knows: long enough that nobody guesses it. */
    private static Optional<Secret> hook(SettingsNode node) {
        Optional<Secret> secret = node.secret("hook-secret").optional();
        int length = secret.map(Secret::reveal).map(String::length).orElse(SHORTEST_HOOK);
        if (length < SHORTEST_HOOK || length > LONGEST_HOOK) {
            node.refuse(
                    "hook-secret",
                    "has " + length + " signs; expected " + SHORTEST_HOOK + " to " + LONGEST_HOOK
                            + " that nobody guesses, or of HubSpot the app's client secret");
        }
        return secret;
    }

    private static Optional<MappingFile> mapping(SettingsNode node, CrmKind kind) {
        Optional<Path> file = node.path("mapping").optional();
        if (file.isEmpty() || !node.has("mapping")) {
            String name = kind.mapping().substring(1);
            return node.include(
                    new SettingsSource(name, shipped(kind), node.directory()), root -> MappingReader.read(name, root));
        }
        try {
            SettingsSource source = SettingsSource.file(file.get());
            return node.include(source, root -> MappingReader.read(source.name(), root));
        } catch (SettingsException e) {
            node.refuse("mapping", file.get() + " " + e.problems().get(0).message());
            return Optional.empty();
        }
    }

    private static String shipped(CrmKind kind) {
        try (InputStream in = CrmKind.class.getResourceAsStream(kind.mapping())) {
            if (in == null) {
                throw new IllegalStateException("mapping " + kind.mapping() + ": expected it in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
