package io.tagline.hub.crm.mapping;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Mapping;
import io.tagline.hub.crm.Target;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.outbox.Numbered;
import io.tagline.hub.store.Tx;
import io.tagline.settings.Environment;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import io.tagline.settings.SettingsSource;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mappings for tests. */
public final class Mappings {
    static final String WHOLE =
            """
            places:
              customer:
                entity: customer
                model: party
                key: "{customer.id}"
                fields:
                  name: { from: customer.name, owner: crm, else: "Customer {customer.reference}" }
                  mail: { from: customer.email, owner: both }
                  segment: { from: customer.segment, map: { gold: G, "*": N }, owner: crm }
                  erased: { from: customer.erased }
              order:
                entity: order
                model: sale
                key: "{order.id}"
                fields:
                  party: { link: customer }
                  number: { text: "{order.source}/{order.reference}" }
                  service: { from: order.service-level, owner: crm }
                  status: { from: order.status, map: { registered: new, under_way: moving, delivered: done, returned: back } }
                  open: { from: order.parcels }
                  expected: { from: order.promise }
              parcel:
                entity: parcel
                model: parcel
                key: "{parcel.id}"
                fields:
                  order: { link: order }
                  number: { from: parcel.tracking-number }
                  status: { from: parcel.status }
                  said: { from: parcel.status-text }
                  by: { from: parcel.promise.by }
                  link: { from: parcel.link }
              event-on-customer:
                entity: event
                model: note
                fields:
                  on: { link: customer }
                  text: { text: "{parcel.tracking-number}: {event.text}" }
              event-on-order:
                entity: event
                model: note
                events: [accepted, arrived, departed, sorted]
                fields:
                  on: { link: order }
                  text: { text: "{event.text} ({event.at})", longest: 30 }
                  at: { from: event.at }
                  day: { from: event.at, as: day }
              case:
                entity: case
                model: ticket
                key: "{case.number}"
                fields:
                  party: { link: customer }
                  order: { link: order }
                  state: { from: case.state }
                  subject: { from: case.subject }
                  amount: { from: case.claimed }
              feedback:
                entity: feedback
                model: score
                appended: true
                fields:
                  party: { link: customer }
                  score: { from: feedback.score }
                  said: { from: feedback.comment }
            """;

    private Mappings() {}

    static MappingFile file(String yaml) {
        try {
            return SettingsFile.read(
                    new SettingsSource("test.yaml", yaml, Path.of("")),
                    Environment.none(),
                    root -> MappingReader.read("test.yaml", root));
        } catch (SettingsException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static CrmSettings settings(MappingFile file, String... sites) {
        CrmLogin nobody = new CrmLogin(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return new CrmSettings(
                "crm-1",
                CrmKind.TRYTON,
                Optional.empty(),
                Optional.empty(),
                nobody,
                file,
                Set.of(sites),
                Set.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL),
                false,
                new CrmBudget(100, Duration.ofSeconds(10), 4),
                Optional.empty(),
                Duration.ofSeconds(30),
                Optional.empty(),
                false,
                Duration.ZERO,
                false,
                false,
                false);
    }

    static MappingSurroundings around(String... hidden) {
        return new MappingSurroundings(
                TestHub.SITES,
                ZoneId.of("America/Toronto"),
                Optional.of("https://track.example.org/track/"),
                Set.of(hidden));
    }

    /** As a mapping file says it, for a hub of {@link TestHub}. */
    public static FileMapping of(String yaml, String... sites) {
        return FileMapping.of(settings(file(yaml), sites), around());
    }

    /** The targets of all that has happened, in turn; those that come again come again. */
    static List<Target> planned(Tx tx, Mapping mapping) {
        return happenings(tx).stream()
                .flatMap(happening -> mapping.targets(tx, happening).stream())
                .distinct()
                .toList();
    }

    static List<Happening> happenings(Tx tx) {
        return Happenings.after(tx, "test-" + System.nanoTime(), 1000).stream()
                .map(Numbered::happening)
                .toList();
    }
}
