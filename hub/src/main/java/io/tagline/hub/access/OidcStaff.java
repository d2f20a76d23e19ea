package io.tagline.hub.access;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Who has logged in with the company's account, by the claims of an ID token that has been checked. */
final class OidcStaff extends DefaultOidcUser {
    private static final long serialVersionUID = 1L;

    private final transient Viewer viewer;

    private OidcStaff(Viewer viewer, OidcIdToken token) {
        super(
                viewer.roles().stream()
                        .map(role -> new SimpleGrantedAuthority("ROLE_" + role.name()))
                        .collect(Collectors.toSet()),
                token);
        this.viewer = viewer;
    }

    /**
     * Who that is here.
     *
     * @throws OAuth2AuthenticationException if the claims make no role
     */
    static OidcStaff of(OidcProvider provider, OidcIdToken token) {
        Map<String, Object> claims = token.getClaims();
        Set<String> groups = Set.copyOf(texts(claims.get(provider.rolesClaim())));
        Set<Role> roles = EnumSet.noneOf(Role.class);
        provider.roles().forEach((role, wanted) -> {
            if (wanted.stream().anyMatch(groups::contains)) {
                roles.add(role);
            }
        });
        if (roles.isEmpty()) {
            throw new OAuth2AuthenticationException(
                    new OAuth2Error("no_role"),
                    "claim \"" + provider.rolesClaim() + "\": expected something that oidc.roles names");
        }
        String name =
                texts(claims.get(provider.nameClaim())).stream().findFirst().orElseGet(token::getSubject);
        Optional<String> post = texts(claims.get(provider.postClaim())).stream().findFirst();
        return new OidcStaff(new Viewer("oidc:" + name, roles, post), token);
    }

    private static List<String> texts(@Nullable Object claim) {
        if (claim instanceof String text) {
            return List.of(text);
        }
        return claim instanceof Collection<?> many
                ? many.stream()
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                        .toList()
                : List.of();
    }

    Viewer viewer() {
        return viewer;
    }

    /** In the audit log. */
    @Override
    public String getName() {
        return viewer.name();
    }
}
