package io.tagline.hub.settings;

import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which keys each kind of CRM needs, and which are for others. */
final class CrmNeeds {
    private static final String HOOK = "hook-secret";
    private static final List<String> ALL = List.of(
            "username",
            "password",
            "database",
            "client-id",
            "client-secret",
            "token-url",
            "tenant",
            "token",
            "private-key",
            "secret",
            "previous-secret",
            "host-key",
            "folder",
            "allow-private",
            HOOK);
    private static final Set<String> IN_FILES =
            Set.of("password", "client-secret", "token", "private-key", "secret", "previous-secret", HOOK);

    private CrmNeeds() {}

    static void require(SettingsNode node, CrmKind kind, Optional<URI> url, Optional<Path> folder) {
        if (!node.has("kind")) {
            return;
        }
        switch (kind) {
            case TRYTON -> needs(node, kind, url, List.of("database", "username", "password"), List.of(HOOK));
            case ODOO -> needs(node, kind, url, List.of("database", "password"), List.of("username", HOOK));
            case SALESFORCE -> salesforce(node, kind, url);
            // there is one for all
            case HUBSPOT -> needs(node, kind, Optional.of(URI.create("https:/")), List.of("token"), List.of(HOOK));
            case DYNAMICS ->
                needs(node, kind, url, List.of("tenant", "client-id", "client-secret"), List.of("token-url", HOOK));
            case WEBHOOK -> needs(node, kind, url, List.of("secret"), List.of("previous-secret", "allow-private"));
            case DROP -> drop(node, kind, url, folder);
        }
    }

    /** A token is had for a client's secret, or for one that a user's key has signed (RFC 7523). */
    private static void salesforce(SettingsNode node, CrmKind kind, Optional<URI> url) {
        boolean signed = has(node, "private-key");
        needs(
                node,
                kind,
                url,
                signed ? List.of("client-id", "username", "private-key") : List.of("client-id", "client-secret"),
                List.of("token-url", HOOK));
    }

    private static void drop(SettingsNode node, CrmKind kind, Optional<URI> url, Optional<Path> folder) {
        if (url.isPresent() == folder.isPresent()) {
            node.refuse("folder", "expected either a folder of this machine or the url of an SFTP server");
        }
        if (url.isPresent()) {
            boolean key = has(node, "private-key");
            needs(node, kind, url, List.of("username", key ? "private-key" : "password", "host-key"), List.of());
        } else {
            needs(node, kind, Optional.of(URI.create("file:/")), List.of("folder"), List.of());
        }
    }

    private static void needs(
            SettingsNode node, CrmKind kind, Optional<URI> url, List<String> needed, List<String> allowed) {
        if (url.isEmpty()) {
            node.refuse("url", "missing; expected where the CRM is");
        }
        for (String key : needed) {
            if (!has(node, key)) {
                node.refuse(
                        key, "missing; " + kind.code() + " needs " + (IN_FILES.contains(key) ? key + "-file" : key));
            }
        }
        Set<String> others = new TreeSet<>(ALL);
        needed.forEach(others::remove);
        allowed.forEach(others::remove);
        others.stream()
                .filter(key -> has(node, key))
                .forEach(key -> node.refuse(
                        key, "is not for " + kind.code() + "; expected " + String.join(", ", needed) + " only"));
    }

    private static boolean has(SettingsNode node, String key) {
        return node.has(key) || (IN_FILES.contains(key) && node.has(key + "-file"));
    }
}
