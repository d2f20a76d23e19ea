package io.tagline.hub.notify;

import java.util.Locale;
import java.util.Optional;

/**
 * What somebody is told, whatever the channel: parcel number and plain words, no name and no address.
 *
 * @param link to the parcel's page
 */
public record NoticeText(Locale language, String subject, String body, Optional<String> link) {}
