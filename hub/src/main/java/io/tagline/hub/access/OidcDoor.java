package io.tagline.hub.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.annotation.web.configurers.oauth2.client.OAuth2LoginConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.web.AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.HttpSessionOAuth2AuthorizationRequestRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;

/**
 * Log-in with the company's account: authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1; RFC 7636).
 * What comes back {@link OidcCheck} looks at. Only the ID token is used; no other token is kept.
 */
public final class OidcDoor {

    /** As the paths of the flow name the provider. */
    static final String ID = "oidc";

    /** Where the log-in begins. */
    public static final String START = "/oauth2/authorization/" + ID;

    private static final String RETURN = "/login/oauth2/code/" + ID;
    /** Long enough to find one's second factor. */
    private static final Duration LONGEST_FLOW = Duration.ofMinutes(10);

    private final OidcClients clients;

    /** @param publicUrl how browsers reach the hub; as they came, where it is not set */
    public OidcDoor(OidcProvider provider, Optional<URI> publicUrl) {
        String base = publicUrl.map(url -> url.toString().replaceAll("/+$", "")).orElse("{baseUrl}");
        this.clients = new OidcClients(provider, base + RETURN);
    }

    /** Puts it into the chain of filters for people. */
    public void into(OAuth2LoginConfigurer<?> login) {
        DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(clients);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        login.clientRegistrationRepository(clients)
                .authorizedClientRepository(new NothingKept())
                .authorizationEndpoint(endpoint -> endpoint.authorizationRequestResolver(requests)
                        .authorizationRequestRepository(new ShortFlow()));
    }

    /** Sessions of those who begin and never come back go soon. */
    private static final class ShortFlow implements AuthorizationRequestRepository<OAuth2AuthorizationRequest> {
        private final HttpSessionOAuth2AuthorizationRequestRepository kept =
                new HttpSessionOAuth2AuthorizationRequestRepository();

        @Override
        public @Nullable OAuth2AuthorizationRequest loadAuthorizationRequest(HttpServletRequest request) {
            return kept.loadAuthorizationRequest(request);
        }

        @Override
        public void saveAuthorizationRequest(
                @Nullable OAuth2AuthorizationRequest flow, HttpServletRequest request, HttpServletResponse response) {
            if (flow == null) {
                kept.removeAuthorizationRequest(request, response);
                return;
            }
            boolean first = request.getSession(false) == null;
            kept.saveAuthorizationRequest(flow, request, response);
            HttpSession session = request.getSession(false);
            if (first && session != null) {
                session.setMaxInactiveInterval((int) LONGEST_FLOW.toSeconds());
            }
        }

        @Override
        public @Nullable OAuth2AuthorizationRequest removeAuthorizationRequest(
                HttpServletRequest request, HttpServletResponse response) {
            return kept.removeAuthorizationRequest(request, response);
        }
    }

    /** Tokens for the provider's own API, which nobody here calls. */
    private static final class NothingKept implements OAuth2AuthorizedClientRepository {
        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // Spring's own signature
        public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
                String id, Authentication who, HttpServletRequest request) {
            return null;
        }

        @Override
        public void saveAuthorizedClient(
                OAuth2AuthorizedClient client,
                Authentication who,
                HttpServletRequest request,
                HttpServletResponse response) {
            // not needed
        }

        @Override
        public void removeAuthorizedClient(
                String id, Authentication who, HttpServletRequest request, HttpServletResponse response) {
            // none is there
        }
    }
}
