package io.tagline.hub.access;

import io.tagline.settings.Secret;
import java.net.URI;
import java.util.Map;
import java.util.Set;

/**
 * Where staff may log in with the company's account (OpenID Connect Core 1.0), and what its claims mean here.
 *
 * @param issuer as in its tokens; the rest is asked for at {@code /.well-known/openid-configuration} below it
 * @param nameClaim which claim is the name in the audit log
 * @param rolesClaim which claim has the groups or roles: a text or a list of texts
 * @param postClaim which claim has the named post
 * @param roles what in that claim makes which role; who has none of them does not get in
 */
public record OidcProvider(
        URI issuer,
        String clientId,
        Secret clientSecret,
        String nameClaim,
        String rolesClaim,
        String postClaim,
        Map<Role, Set<String>> roles) {
    public OidcProvider {
        roles = Map.copyOf(roles);
    }
}
