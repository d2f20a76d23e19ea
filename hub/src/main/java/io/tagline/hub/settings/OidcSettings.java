package io.tagline.hub.settings;

import io.tagline.hub.access.OidcProvider;
import io.tagline.hub.access.Role;
import io.tagline.settings.Secret;
import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider of the company's accounts, where there is one. */
final class OidcSettings {

    private OidcSettings() {}

    static Optional<OidcProvider> of(SettingsNode oidc) {
        Optional<URI> issuer = oidc.url("issuer", "https", "http").optional();
        Optional<String> clientId = oidc.text("client-id").optional();
        Optional<Secret> clientSecret = oidc.secret("client-secret").optional();
        String name = oidc.text("name-claim").orElse("preferred_username");
        String claim = oidc.text("roles-claim").orElse("roles");
        String post = oidc.text("post-claim").orElse("post");
        Map<Role, Set<String>> roles = roles(oidc.in("roles"));
        if (issuer.isEmpty() && clientId.isEmpty() && clientSecret.isEmpty() && roles.isEmpty()) {
            return Optional.empty();
        }
        if (issuer.isEmpty() || clientId.isEmpty() || clientSecret.isEmpty() || roles.isEmpty()) {
            oidc.refuse(
                    issuer.isEmpty()
                            ? "issuer"
                            : clientId.isEmpty() ? "client-id" : clientSecret.isEmpty() ? "client-secret" : "roles",
                    "missing; expected issuer, client-id, client-secret-file and roles, or none of them");
            return Optional.empty();
        }
        if (issuer.get().getScheme().equals("http")
                && !Hosts.isLoopback(issuer.get().getHost())) {
            oidc.refuse("issuer", issuer.get() + " is not safe on a network; expected https");
        }
        return Optional.of(
                new OidcProvider(issuer.get(), clientId.get(), clientSecret.get(), name, claim, post, roles));
    }

    private static Map<Role, Set<String>> roles(SettingsNode node) {
        Map<Role, Set<String>> roles = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            List<String> groups = node.texts(role.code()).orElse(List.of());
            if (!groups.isEmpty()) {
                roles.put(role, Set.copyOf(groups));
            }
        }
        return roles;
    }
}
