package io.tagline.hub.crm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.Cases;
import io.tagline.hub.care.Channel;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Incoming;
import io.tagline.hub.crm.OperationKey;
import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.Pull;
import io.tagline.hub.crm.Record;
import io.tagline.hub.crm.Target;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.wire.Direction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileMappingTest {
    private static final String NUMBER = "RR123456785CA";
    private static final String EPC = "3034257BF7194E4000001A85";
    private static final UUID JOURNAL = new UUID(1, 2);
    private static final Viewer ANA = new Viewer("ana", Set.of(Role.ADMIN), Optional.empty());

    @TempDir
    Path folder;

    private static Record record(TestHub hub, FileMapping mapping, Target target) {
        return found(hub, mapping, target).orElseThrow();
    }

    private static Optional<Record> found(TestHub hub, FileMapping mapping, Target target) {
        return hub.store.transactions().read(tx -> mapping.record(tx, target));
    }

    private static List<Target> planned(TestHub hub, FileMapping mapping) {
        return hub.store.transactions().read(tx -> Mappings.planned(tx, mapping));
    }

    private static Target one(List<Target> targets, String place) {
        return targets.stream()
                .filter(target -> target.place().equals(place))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    private static Value text(String text) {
        return new Value.Text(text);
    }

    private static void passes(TestHub hub, long seq, String door, Direction direction) {
        hub.pass(Duration.ofMinutes(10));
        hub.accept(TestHub.message(JOURNAL, TestHub.scan(seq, door, EPC, direction, hub.now())));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatAParcelPassedIsOnTheTimelinesOfCustomerAndOrderAndInTheirRecords(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            passes(hub, 1, "door-1", Direction.IN);
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            List<Target> targets = planned(hub, mapping);

            assertThat(targets.stream().map(Target::place).distinct())
                    .containsExactly("customer", "order", "parcel", "event-on-customer", "event-on-order");
            Target customer = one(targets, "customer");
            assertThat(targets).allMatch(target -> target.partition().value().equals(customer.id()));

            Record party = record(hub, mapping, customer);
            assertThat(party.model()).isEqualTo("party");
            assertThat(party.key()).isEqualTo(customer.id().toString());
            assertThat(party.fields())
                    .containsEntry("name", text("Ada"))
                    .containsEntry("mail", new Value.Nothing())
                    .containsEntry("erased", new Value.Flag(false));
            assertThat(party.owners()).isEqualTo(Map.of("name", Owner.CRM, "mail", Owner.BOTH, "segment", Owner.CRM));

            Record order = record(hub, mapping, one(targets, "order"));
            assertThat(order.fields())
                    .containsEntry("party", new Value.Link("party", party.key(), Optional.empty()))
                    .containsEntry("number", text("shop/A-1"))
                    .containsEntry("status", text("moving"))
                    .containsEntry("expected", new Value.Nothing());

            Record parcel = record(hub, mapping, one(targets, "parcel"));
            assertThat(parcel.fields())
                    .containsEntry("number", text(NUMBER))
                    .containsEntry("status", text("arrived"))
                    .containsEntry("said", text("Arrived at a facility"));
            assertThat(parcel.fields().get("link"))
                    .isInstanceOfSatisfying(Value.Text.class, link -> assertThat(link.text())
                            .startsWith("https://track.example.org/track/"));

            Target event = one(targets, "event-on-order");
            Record note = record(hub, mapping, event);
            assertThat(note.appended()).isTrue();
            assertThat(note.key())
                    .isEqualTo(OperationKey.of(event.id(), "crm-1", "event-on-order")
                            .toString());
            assertThat(note.fields())
                    .containsEntry("on", new Value.Link("sale", order.key(), Optional.empty()))
                    // 2026-11-22 03:10 EST does not fit
                    .containsEntry("text", text("Arrived at Ottawa (2026-11-22…".substring(0, 29) + "…"))
                    .containsEntry("at", new Value.Moment(hub.now()))
                    .containsEntry("day", new Value.Day(java.time.LocalDate.of(2026, 11, 22)));
        }
    }

    @Test
    void whatCustomersDoNotSeeGoesOnlyWhereAPlaceNamesIt() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            hub.core.parcels().record(NUMBER, reported(EventKind.SORTED, hub.now(), "s-1", Optional.empty()));
            List<Target> targets = planned(hub, Mappings.of(Mappings.WHOLE));
            // registered is not in the list of the order's place, sorted is not for customers
            assertThat(targets.stream()
                            .filter(target -> target.entity() == Entity.EVENT)
                            .map(Target::place))
                    .containsExactly("event-on-customer", "event-on-order");
        }
    }

    private static ReportedEvent reported(EventKind kind, Instant at, String ref, Optional<UUID> corrects) {
        return new ReportedEvent(
                kind,
                at,
                Optional.empty(),
                Optional.empty(),
                new Report(Origin.REPORTED, ref, Optional.empty(), Optional.empty(), corrects, Optional.empty()));
    }

    @Test
    void anEventThatWasUndoneBeforeItWasSentIsNotSent() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            hub.core.parcels().record(NUMBER, reported(EventKind.ACCEPTED, hub.now(), "a-1", Optional.empty()));
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            Target event = one(planned(hub, mapping), "event-on-order");
            assertThat(found(hub, mapping, event)).isPresent();
            hub.pass(Duration.ofMinutes(1));
            hub.core.parcels().record(NUMBER, reported(EventKind.CORRECTED, hub.now(), "c-1", Optional.of(event.id())));
            assertThat(found(hub, mapping, event)).isEmpty();
        }
    }

    @Test
    void anEventIsFoundWhenItsHappeningHasLongGone() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            Target event = one(planned(hub, mapping), "event-on-customer");
            hub.store.transactions().write(tx -> tx.execute("DELETE FROM happenings"));
            assertThat(found(hub, mapping, event)).isPresent();
        }
    }

    @Test
    void anOrderOfAnotherDepotIsNoneOfThePilotsBusinessUntilItComesThere() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER + "=" + EPC);
            hub.core.parcels().record(NUMBER, reported(EventKind.ACCEPTED, hub.now(), "a-1", Optional.empty()));
            FileMapping pilot = Mappings.of(Mappings.WHOLE, "ott-1");
            assertThat(planned(hub, pilot)).isEmpty();
            assertThat(all(hub, pilot, Entity.CUSTOMER)).isEmpty();
            assertThat(all(hub, pilot, Entity.ORDER)).isEmpty();

            passes(hub, 1, "door-1", Direction.IN);
            List<Target> targets = planned(hub, pilot);
            assertThat(targets).extracting(Target::place).contains("customer", "order", "parcel");
            // with what was before
            assertThat(targets.stream()
                            .filter(target -> target.place().equals("event-on-customer"))
                            .map(target -> record(hub, pilot, target).fields().get("text")))
                    .containsExactlyInAnyOrder(
                            text(NUMBER + ": Label created. We are waiting for your parcel."),
                            text(NUMBER + ": We have your parcel"),
                            text(NUMBER + ": Arrived at Ottawa"));
            assertThat(all(hub, pilot, Entity.ORDER)).hasSize(1);
            assertThat(planned(hub, Mappings.of(Mappings.WHOLE, "mtl-1"))).isEmpty();
        }
    }

    private static List<Target> all(TestHub hub, FileMapping mapping, Entity entity) {
        return hub.store.transactions().read(tx -> mapping.all(tx, entity, Optional.empty(), 100));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void aFirstSyncComesToEachOnceByPagesWhateverTheirSize(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            for (int i = 0; i < 7; i++) {
                String json = new String(TestHub.orderJson(), StandardCharsets.UTF_8).replace("C-1", "C-" + i);
                hub.core
                        .orders()
                        .put(
                                "shop",
                                "A-" + i,
                                io.tagline.hub.order.OrderReader.read(json.replace(
                                                "\"parcels\":[]",
                                                "\"parcels\":[{\"trackingNumber\":\"PKG00000000" + i + "\"}]")
                                        .getBytes(StandardCharsets.UTF_8)));
            }
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            for (Entity entity : List.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL)) {
                Set<UUID> seen = new HashSet<>();
                Optional<UUID> after = Optional.empty();
                while (true) {
                    Optional<UUID> from = after;
                    List<Target> page = hub.store.transactions().read(tx -> mapping.all(tx, entity, from, 3));
                    if (page.isEmpty()) {
                        break;
                    }
                    page.forEach(target -> assertThat(seen.add(target.id())).isTrue());
                    after = Optional.of(page.get(page.size() - 1).id());
                }
                assertThat(seen).as(entity.code()).hasSize(7);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void mergedCustomersAreOneRecordAndTheirOrdersLinkToIt(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            CustomerView ada = hub.core.customers().byReference("shop", "C-1").orElseThrow();
            CustomerView kept = hub.core
                    .customers()
                    .create(
                            ANA,
                            "desk",
                            "K-1",
                            new CustomerDocument(
                                    ada.name(),
                                    ada.segment(),
                                    ada.roles(),
                                    ada.stage(),
                                    ada.contacts(),
                                    ada.preferences()))
                    .customer();
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            hub.core.customerMerges().merge(ANA, kept.id(), ada.id());
            Target gone = new Target("customer", Entity.CUSTOMER, ada.id().value(), ada.id());
            assertThat(found(hub, mapping, gone)).isEmpty();
            List<Target> targets = planned(hub, mapping);
            assertThat(targets.stream()
                            .filter(target -> target.entity() == Entity.CUSTOMER)
                            .map(Target::id))
                    .as("what waits in the name of the one who is gone has to be looked at, too")
                    .containsOnly(kept.id().value(), ada.id().value());
            assertThat(record(hub, mapping, one(targets, "order")).fields())
                    .containsEntry("party", new Value.Link("party", kept.id().toString(), Optional.empty()));
            assertThat(all(hub, mapping, Entity.CUSTOMER)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void ofAnErasedCustomerOnlyThePseudonymGoesAndAllThatWasTheirsIsSentAnew(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            CustomerId ada = hub.core
                    .customers()
                    .byReference("shop", "C-1")
                    .orElseThrow()
                    .id();
            openCase(hub, CaseKind.COMPLAINT);
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            int before = hub.store.transactions().read(Mappings::happenings).size();
            hub.core.customerPrivacy().erase(ANA, ada);
            List<Target> targets = hub.store.transactions().read(tx -> Mappings.happenings(tx).stream()
                    .skip(before)
                    .flatMap(happening -> mapping.targets(tx, happening).stream())
                    .toList());
            assertThat(targets).extracting(Target::place).contains("customer", "order", "parcel", "case");
            Record party = record(hub, mapping, one(targets, "customer"));
            assertThat(party.fields()).containsEntry("erased", new Value.Flag(true));
            assertThat(targets).allSatisfy(target -> {
                Record record = record(hub, mapping, target);
                assertThat(record.erased())
                        .as(target.place())
                        .isEqualTo(!target.place().equals("parcel"));
                assertThat(record.owners()).isEmpty();
            });
            assertThat(party.fields().get("name"))
                    .isInstanceOfSatisfying(
                            Value.Text.class, name -> assertThat(name.text()).startsWith("Customer erased-"));
            assertThat(record(hub, mapping, one(targets, "case")).fields().get("subject"))
                    .isNotEqualTo(text("Where is it?"));
        }
    }

    private static Cases.Opened openCase(TestHub hub, CaseKind kind) {
        ParcelId parcel =
                hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
        return hub.core
                .care()
                .cases()
                .open(
                        new CaseOpening(
                                "desk",
                                "1",
                                kind,
                                Channel.PHONE,
                                "Where is it?",
                                "It should have been here on Monday.",
                                Optional.empty(),
                                Optional.of(parcel),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        ANA);
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void casesAndWhatCustomersAnsweredGoToo(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            hub.order("A-1", NUMBER);
            Cases.Opened opened = openCase(hub, CaseKind.REQUEST);
            ParcelId parcel =
                    hub.core.parcels().byTrackingNumber(NUMBER).orElseThrow().id();
            hub.core.care().feedback().rate(parcel, 4, Optional.of("Fine."));
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            List<Target> targets = planned(hub, mapping);

            Record ticket = record(hub, mapping, one(targets, "case"));
            assertThat(ticket.key()).isEqualTo(opened.opened().number());
            assertThat(ticket.fields())
                    .containsEntry("state", text("new"))
                    .containsEntry("subject", text("Where is it?"))
                    .containsEntry("amount", new Value.Nothing());
            assertThat(ticket.fields().get("order")).isInstanceOf(Value.Link.class);

            Target given = one(targets, "feedback");
            Record score = record(hub, mapping, given);
            assertThat(score.fields())
                    .containsEntry("score", new Value.Decimal(java.math.BigDecimal.valueOf(4)))
                    .containsEntry("said", text("Fine."));
            assertThat(all(hub, mapping, Entity.FEEDBACK)).containsExactly(given);
            assertThat(all(hub, mapping, Entity.CASE)).containsExactly(one(targets, "case"));
        }
    }

    @Test
    void whatSomeStaffMayNotSeeStaysUnlessTheMappingSaysSo() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            openCase(hub, CaseKind.REQUEST);
            MappingFile file = Mappings.file(Mappings.WHOLE);
            FileMapping careful = FileMapping.of(Mappings.settings(file), Mappings.around("case.text"));
            Target ticket = one(planned(hub, careful), "case");
            assertThat(record(hub, careful, ticket).fields())
                    .doesNotContainKey("subject")
                    .containsKey("state");
            MappingFile open = Mappings.file(
                    Mappings.WHOLE.replace("{ from: case.subject }", "{ from: case.subject, restricted: true }"));
            FileMapping told = FileMapping.of(Mappings.settings(open), Mappings.around("case.text"));
            assertThat(record(hub, told, ticket).fields()).containsEntry("subject", text("Where is it?"));
        }
    }

    @Test
    void textsAreCutToWhatTheCrmTakesButNeverWhatItMayChange() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            PeerSchema.Field narrow = new PeerSchema.Field(PeerSchema.Type.TEXT, true, false, Optional.of(2), Set.of());
            PeerSchema schema = new PeerSchema(Map.of(
                    "party", new PeerSchema.Model(Map.of("name", narrow)),
                    "parcel", new PeerSchema.Model(Map.of("said", narrow))));
            FileMapping mapping = Mappings.of(Mappings.WHOLE).fitted(schema);
            List<Target> targets = planned(hub, mapping);
            assertThat(record(hub, mapping, one(targets, "customer")).fields()).containsEntry("name", text("Ada"));
            assertThat(record(hub, mapping, one(targets, "parcel")).fields()).containsEntry("said", text("L…"));
        }
    }

    @Test
    void aChangeThereComesInByOurNamesAndWhatCanNotBeOursIsLeftOut() {
        FileMapping mapping = Mappings.of(Mappings.WHOLE);
        assertThat(mapping.pulls()).containsExactly(new Pull("party", Entity.CUSTOMER), new Pull("sale", Entity.ORDER));
        assertThat(mapping.fieldsToRead("party")).containsExactlyInAnyOrder("name", "mail", "segment", "erased");
        assertThat(mapping.fieldsToRead("note")).isEmpty();
        TreeMap<String, Value> fields = new TreeMap<>(Map.of(
                "name",
                text(" Ada Lovelace "),
                "mail",
                new Value.Nothing(),
                "segment",
                text("G"),
                "erased",
                new Value.Flag(true)));
        Found found = new Found("party", "7", Optional.of("k-1"), Optional.empty(), Instant.EPOCH, false, fields);
        Incoming incoming = mapping.incoming(found).orElseThrow();
        assertThat(incoming.entity()).isEqualTo(Entity.CUSTOMER);
        assertThat(incoming.key()).isEqualTo("k-1");
        assertThat(incoming.fields())
                .containsOnly(
                        Map.entry("customer.name", text("Ada Lovelace")),
                        Map.entry("customer.email", new Value.Nothing()),
                        Map.entry("customer.segment", text("gold")));

        fields.put("name", new Value.Flag(true));
        fields.put("segment", text("N"));
        Found odd = new Found("party", "7", Optional.empty(), Optional.empty(), Instant.EPOCH, false, fields);
        assertThat(mapping.incoming(odd).orElseThrow())
                .isEqualTo(new Incoming(
                        Entity.CUSTOMER, "7", new TreeMap<>(Map.of("customer.email", new Value.Nothing()))));
    }

    @Test
    void textsComeInTheLanguageOfTheMapping() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", NUMBER);
            FileMapping french = Mappings.of("language: fr\n" + Mappings.WHOLE);
            assertThat(record(hub, french, one(planned(hub, french), "parcel"))
                            .fields()
                            .get("said"))
                    .isNotEqualTo(text("Label created. We are waiting for your parcel."));
        }
    }
}
