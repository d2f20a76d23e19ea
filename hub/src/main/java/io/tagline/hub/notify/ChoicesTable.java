package io.tagline.hub.notify;

import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** What was chosen, by contact. */
final class ChoicesTable {
    private ChoicesTable() {}

    static Map<UUID, Map<Milestone, Boolean>> of(Tx tx, Collection<UUID> contacts) {
        Map<UUID, Map<Milestone, Boolean>> found = new HashMap<>();
        tx.forEach(
                "SELECT contact, milestone, wanted FROM notice_choices WHERE contact IN ",
                contacts.stream().map(Uuids::bytes).toList(),
                row -> {
                    UUID contact = Uuids.of(row.getBytes(1));
                    boolean wanted = row.getInt(3) == 1;
                    Milestone.ofCode(row.getString(2))
                            .ifPresent(milestone -> found.computeIfAbsent(contact, id -> new EnumMap<>(Milestone.class))
                                    .put(milestone, wanted));
                });
        return found;
    }

    /** Makes these the whole choice. */
    static void put(Tx tx, UUID contact, Map<Milestone, Boolean> chosen) {
        tx.execute("DELETE FROM notice_choices WHERE contact = ?", Uuids.bytes(contact));
        chosen.forEach((milestone, wanted) -> tx.execute(
                "INSERT INTO notice_choices (contact, milestone, wanted) VALUES (?, ?, ?)",
                Uuids.bytes(contact),
                milestone.code(),
                wanted ? 1 : 0));
    }
}
