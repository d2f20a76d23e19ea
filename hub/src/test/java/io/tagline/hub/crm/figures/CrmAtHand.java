package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.fake.http.DynamicsFake;
import io.tagline.hub.crm.fake.http.HubspotFake;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.SalesforceFake;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmLogin;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.MappingFile;
import io.tagline.hub.crm.mapping.MappingReader;
import io.tagline.hub.crm.tryton.TrytonServer;
import io.tagline.settings.Environment;
import io.tagline.settings.Secret;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A CRM of these tests, as a hub's settings would have it: with the mapping that is shipped.
 *
 * @param firstSync what is sent of what was there before
 * @param longestRequest so long a doubt lasts
 */
record CrmAtHand(CrmKind kind, URI url, CrmBudget budget, Set<Entity> firstSync, Duration longestRequest) {
    static final String ID = "there";
    private static final Duration PULL_EVERY = Duration.ofSeconds(30);
    private static final Duration COMPARE_EVERY = Duration.ofDays(1);

    CrmAtHand(CrmKind kind, URI url, CrmBudget budget, Set<Entity> firstSync) {
        this(kind, url, budget, firstSync, Duration.ofSeconds(1));
    }

    CrmAtHand {
        firstSync = Set.copyOf(firstSync);
    }

    CrmSettings settings() {
        return settings(longestRequest());
    }

    CrmSettings settings(Duration longestRequest) {
        return new CrmSettings(
                ID,
                kind,
                Optional.of(url),
                Optional.empty(),
                login(),
                mapping(),
                Set.of(),
                firstSync,
                false,
                budget,
                Optional.of(longestRequest),
                PULL_EVERY,
                Optional.empty(),
                false,
                COMPARE_EVERY,
                false,
                false,
                true);
    }

    private MappingFile mapping() {
        try (InputStream in = Objects.requireNonNull(CrmKind.class.getResourceAsStream(kind.mapping()))) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String name = kind.code() + ".yaml";
            return SettingsFile.read(
                    new SettingsSource(name, yaml, Path.of("")),
                    Environment.none(),
                    root -> MappingReader.read(name, root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SettingsException e) {
            throw new IllegalStateException(e);
        }
    }

    private CrmLogin login() {
        Optional<String> none = Optional.empty();
        Optional<Secret> noSecret = Optional.empty();
        return switch (kind) {
            case TRYTON -> login(TrytonServer.LOGIN, TrytonServer.PASSWORD, TrytonServer.DATABASE);
            case ODOO ->
                new CrmLogin(
                        none,
                        secret(OdooFake.API_KEY),
                        Optional.of(OdooFake.DATABASE),
                        none,
                        noSecret,
                        none,
                        none,
                        noSecret,
                        noSecret,
                        noSecret,
                        noSecret,
                        none);
            case SALESFORCE ->
                client(SalesforceFake.CLIENT_ID, SalesforceFake.CLIENT_SECRET, Optional.empty(), Optional.empty());
            case DYNAMICS ->
                client(
                        DynamicsFake.CLIENT_ID,
                        DynamicsFake.CLIENT_SECRET,
                        Optional.of(url.toString()),
                        Optional.of(DynamicsFake.TENANT));
            case HUBSPOT ->
                new CrmLogin(
                        none,
                        noSecret,
                        none,
                        none,
                        noSecret,
                        none,
                        none,
                        secret(HubspotFake.TOKEN),
                        noSecret,
                        noSecret,
                        noSecret,
                        none);
            case WEBHOOK, DROP -> throw new IllegalArgumentException(kind + ": expected a CRM that can be asked");
        };
    }

    private static CrmLogin login(String username, String password, String database) {
        return new CrmLogin(
                Optional.of(username),
                secret(password),
                Optional.of(database),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static CrmLogin client(String id, String secret, Optional<String> tokenUrl, Optional<String> tenant) {
        return new CrmLogin(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(id),
                secret(secret),
                tokenUrl,
                tenant,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Secret> secret(String text) {
        return Optional.of(new Secret(text));
    }
}
