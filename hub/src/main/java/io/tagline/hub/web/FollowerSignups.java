package io.tagline.hub.web;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.notify.Followers;
import io.tagline.hub.notify.NoticeSettings;
import io.tagline.hub.notify.PushIdentity;
import io.tagline.hub.tracking.ParcelId;
import java.util.Locale;
import java.util.Optional;

/**
 * Followers of parcels, by those ways that are set up.
 *
 * @param pushKey what browsers subscribe with
 */
record FollowerSignups(Followers followers, boolean takesEmail, Optional<String> pushKey) implements NoticeSignups {

    /** Empty where nobody can be told. An e-mail needs a link to say yes by, and so a public URL. */
    static Optional<NoticeSignups> of(Followers followers, NoticeSettings settings, Optional<PushIdentity> push) {
        boolean email =
                settings.mail().isPresent() && settings.rules().publicUrl().isPresent();
        return email || push.isPresent()
                ? Optional.of(new FollowerSignups(followers, email, push.map(PushIdentity::publicKey)))
                : Optional.empty();
    }

    @Override
    public boolean ask(ParcelId parcel, String email, Locale language) {
        return takesEmail && followers.ask(parcel, new Personal(email), language);
    }

    @Override
    public boolean subscribe(ParcelId parcel, Subscription browser, Locale language) {
        return pushKey.isPresent()
                && followers.subscribe(parcel, browser.endpoint(), browser.key(), browser.auth(), language);
    }
}
