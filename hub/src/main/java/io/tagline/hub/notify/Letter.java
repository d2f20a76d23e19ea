package io.tagline.hub.notify;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A message on its way to one contact.
 *
 * @param ref 128 random bits, the same each time it is tried
 * @param topic of which the newest message takes the place of those that were not fetched yet
 * @param text as all channels say it
 * @param mail the same as mail programs show it
 * @param stopLink where its owner ends these notices without a log-in; empty where the hub has no public address
 * @param items what it tells of, oldest first; none where it asks whether somebody wants to be told
 */
record Letter(
        String ref, Contact to, UUID topic, NoticeText text, String mail, Optional<String> stopLink, List<Item> items) {
    Letter {
        items = List.copyOf(items);
    }
}
