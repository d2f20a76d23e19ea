package io.tagline.hub.notify;

import java.util.Optional;

/**
 * How notices go out.
 *
 * @param mail empty: nobody is told by e-mail
 * @param pushContact where push services can ask about us, {@code mailto:} or {@code https:}; empty: no browser is told
 * @param allowPrivate whether receivers of webhooks may be in a private network, and without TLS
 */
public record NoticeSettings(
        NoticeRules rules, Optional<MailRelay> mail, Optional<String> pushContact, boolean allowPrivate) {}
