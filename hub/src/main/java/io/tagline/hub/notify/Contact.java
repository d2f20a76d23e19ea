package io.tagline.hub.notify;

import io.tagline.hub.customer.Personal;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * Where somebody can be told.
 *
 * @param address an e-mail address, or a URL
 * @param language empty: as the settings say, and so for the zone and the quiet hours
 * @param token opens what its owner may change without a log-in
 * @param keyOne of push: the browser's public key; of webhooks: the newest secret
 * @param keyTwo of push: the browser's authentication secret; of webhooks: the secret before
 * @param source of webhooks: whose orders it is told of; all where it is empty
 */
public record Contact(
        UUID id,
        Channel channel,
        Personal address,
        Optional<Locale> language,
        Optional<ZoneId> zone,
        Optional<QuietHours> quiet,
        State state,
        Personal token,
        int softBounces,
        Optional<Personal> keyOne,
        Optional<Personal> keyTwo,
        Optional<String> source,
        long version) {

    /** Whether it may be used. */
    public enum State {
        OPEN,
        /** Its owner wants no more. */
        STOPPED,
        /** There is nobody at this address. */
        BOUNCED,
        /** Its owner is not known any more. */
        ERASED;

        /** Stable word in the store and the API. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is reached through it, for limits on how much one host gets at a time: a mail domain, or a host name. */
    String host() {
        String text = address.value();
        if (channel == Channel.EMAIL) {
            return text.substring(text.indexOf('@') + 1);
        }
        String host = java.net.URI.create(text).getHost();
        return host == null ? "" : host;
    }
}
