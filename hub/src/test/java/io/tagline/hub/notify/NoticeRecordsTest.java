package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerDocument;
import io.tagline.hub.customer.CustomerExport;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.Preference;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.webhook.PublicHosts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told is who {@code customer} knows: at the address kept there, as they prefer, and not once they are forgotten. */
final class NoticeRecordsTest {
    private static final String EVE = "eve@example.org";

    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeMailServer mail;
    private NoticeDesk desk;

    @BeforeEach
    void start() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        mail = new FakeMailServer();
        bench.open(mail.port(), QuietHours.NONE);
        desk = new NoticeDesk(bench.hub.store.transactions(), bench.hub::now);
    }

    @AfterEach
    void stop() {
        bench.close();
        mail.close();
    }

    private CustomerView customer(String reference) {
        return bench.hub.core.customers().byReference("shop", reference).orElseThrow();
    }

    private void prefers(String reference, Preference preference, String value) {
        CustomerView view = customer(reference);
        Map<Preference, String> preferences = new EnumMap<>(Preference.class);
        preferences.putAll(view.preferences());
        preferences.put(preference, value);
        var unused = bench.hub
                .core
                .customers()
                .change(
                        Viewer.system(),
                        view.id(),
                        OptionalInt.empty(),
                        new CustomerDocument(
                                view.name(), view.segment(), view.roles(), view.stage(), view.contacts(), preferences));
    }

    private List<String> recipients() {
        return mail.taken.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("To: "))
                .map(line -> line.substring(4))
                .sorted()
                .toList();
    }

    @Test
    void whoPaysAndWhoGetsItAreToldAtTheAddressThatIsKeptOfThem() throws Exception {
        bench.put(
                "A-1",
                """
                {"customer":{"reference":"payer","name":"Ada","email":"ada@example.org"},"serviceLevel":"standard","shipments":[
                 {"recipient":{"reference":"getter","name":"Bob","email":"Bob@Example.org","city":"Kingston"},
                  "parcels":[{"trackingNumber":"RB123456785GB"}]}]}
                """);
        bench.happens("RB123456785GB", EventKind.DELIVERED);
        assertThat(recipients()).containsExactly("ada@example.org", "bob@example.org");
    }

    @Test
    void whoTurnedOutToBeAnotherIsToldThere() throws Exception {
        String number = bench.order("old", "old@example.org");
        var unusedNumber = bench.order("new", "new@example.org");
        var unused = bench.hub
                .core
                .customerMerges()
                .merge(Viewer.system(), customer("new").id(), customer("old").id());
        bench.happens(number, EventKind.DELIVERED);
        assertThat(recipients()).containsExactly("new@example.org");
        assertThat(bench.kept(number).get(0).customer())
                .contains(customer("new").id());
    }

    @Test
    void whoWantsNotToBeReachedIsNotAndLanguagesAreKept() throws Exception {
        String silent = bench.order("silent", "silent@example.org");
        prefers("silent", Preference.CONTACT, "none");
        String french = bench.order("french", "french@example.org");
        prefers("french", Preference.LANGUAGE, "fr");
        bench.report(silent, EventKind.DELIVERED, Duration.ZERO);
        bench.happens(french, EventKind.DELIVERED);
        assertThat(recipients()).containsExactly("french@example.org");
        assertThat(bench.kept(french).get(0).text().orElseThrow().body()).contains("a été livré");
    }

    @Test
    void allThatIsHeldIsShownToThePerson() throws Exception {
        String number = bench.order("C-1", EVE);
        bench.happens(number, EventKind.ACCEPTED);
        Followers followers = new Followers(bench.hub.store.transactions(), bench.hub::now);
        assertThat(followers.ask(bench.parcel(number), new Personal(EVE), Locale.ENGLISH))
                .isTrue();
        CustomerExport export = bench.hub
                .core
                .customerPrivacy()
                .export(Viewer.system(), customer("C-1").id())
                .orElseThrow();
        List<?> held = export.records().get("notices");
        assertThat(held).hasSize(2);
        assertThat(held).filteredOn(NoticeRecords.Asked.class::isInstance).hasSize(1);
        assertThat(held)
                .filteredOn(NoticeRecords.Held.class::isInstance)
                .singleElement()
                .isInstanceOfSatisfying(NoticeRecords.Held.class, one -> {
                    assertThat(one.address()).contains(new Personal(EVE));
                    assertThat(one.told()).hasSize(1);
                    assertThat(one.told().get(0).text().orElseThrow().value()).contains(number);
                });
    }

    @Test
    void nothingIsLeftOfWhoIsErased() throws Exception {
        String number = bench.order("C-1", EVE);
        bench.happens(number, EventKind.ACCEPTED);
        Followers followers = new Followers(bench.hub.store.transactions(), new PublicHosts(true), bench.hub::now);
        assertThat(followers.ask(bench.parcel(number), new Personal(EVE), Locale.ENGLISH))
                .isTrue();
        NoticeDesk.Chosen eve = desk.byEmail(new Personal(EVE)).orElseThrow();

        var unused = bench.hub
                .core
                .customerPrivacy()
                .erase(Viewer.system(), customer("C-1").id());
        assertThat(desk.byEmail(new Personal(EVE))).isEmpty();
        assertThat(desk.byToken(eve.contact().token().value())).isEmpty();
        assertThat(bench.kept(number).get(0).text()).isEmpty();
        assertThat(bench.kept(number).get(0).customer()).isEmpty();
        assertThat(bench.<Long>read(SignupsTable::all)).isZero();
        mail.taken.clear();
        bench.happens(number, EventKind.DELIVERED);
        assertThat(mail.taken).isEmpty();
    }

    @Test
    void addressOfAFamilyStaysThatOfTheOthers() throws Exception {
        String hers = bench.order("C-1", EVE);
        String his = bench.order("C-2", EVE);
        bench.happens(hers, EventKind.ACCEPTED);
        var unused = bench.hub
                .core
                .customerPrivacy()
                .erase(Viewer.system(), customer("C-1").id());
        assertThat(bench.kept(hers).get(0).text()).isEmpty();
        mail.taken.clear();
        bench.happens(his, EventKind.DELIVERED);
        assertThat(recipients()).containsExactly(EVE);
    }
}
