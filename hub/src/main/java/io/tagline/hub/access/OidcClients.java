package io.tagline.hub.access;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;

/**
 * What this hub is to the provider, by the provider's own description (OpenID Connect Discovery 1.0 §4). That is asked for when
 * somebody first wants to log in and until it is there, so that the hub starts without the provider. Safe for any thread.
 */
final class OidcClients implements ClientRegistrationRepository {

    private static final Logger log = LoggerFactory.getLogger(OidcClients.class);

    private final OidcProvider provider;
    private final String redirectUri;
    // guarded by this
    private Optional<ClientRegistration> found = Optional.empty();

    OidcClients(OidcProvider provider, String redirectUri) {
        this.provider = provider;
        this.redirectUri = redirectUri;
    }

    @Override
    public synchronized @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(OidcDoor.ID)) {
            return null;
        }
        if (found.isEmpty()) {
            found = discovered();
        }
        return found.orElse(null);
    }

    private Optional<ClientRegistration> discovered() {
        try {
            return Optional.of(
                    ClientRegistrations.fromIssuerLocation(provider.issuer().toString())
                            .registrationId(OidcDoor.ID)
                            .clientId(provider.clientId())
                            .clientSecret(provider.clientSecret().reveal())
                            .redirectUri(redirectUri)
                            .scope("openid", "profile")
                            .build());
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("issuer", provider.issuer())
                    .setCause(e)
                    .log("log-in provider can't be asked, or is another one than oidc.issuer says");
            return Optional.empty();
        }
    }
}
