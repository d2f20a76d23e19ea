package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerPrivacy;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class CareRecordsTest {
    private static final Viewer ANA = new Viewer("ana", Set.of(Role.REP), Optional.empty());
    private static final Viewer ZOE = new Viewer("zoe", Set.of(Role.ADMIN), Optional.empty());

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatIsHeldOnAPersonIsShownAndForgottenWordForWord(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            CustomerId cara = hub.core
                    .orders()
                    .put(
                            "shop",
                            "A-1",
                            OrderReader.read(
                                    """
                                    {"customer":{"reference":"C-7","name":"Cara","email":"Cara@home.example"},"serviceLevel":"standard",
                                     "shipments":[{"parcels":[{"trackingNumber":"RR123456785CA"}]}]}
                                    """
                                            .getBytes(StandardCharsets.UTF_8)))
                    .order()
                    .customer()
                    .id();
            Care care = hub.core.care();
            assertThat(care.mails().take(mail("1", "cara@home.example", "words of Cara")))
                    .isEqualTo(MailDesk.Outcome.OPENED);
            Case opened = all(care).get(0);
            assertThat(opened.customer()).as("known by the address of the mail").contains(cara);
            Case answered = care.mails().answer(opened.number(), opened.version(), "words to Cara", ANA);
            Case solved = care.cases()
                    .change(answered.number(), answered.version(), CaseChange.resolved("words on Cara"), ANA);
            String token =
                    hub.store.transactions().write(tx -> Feedback.ask(tx, About.CASE, opened.id(), cara, hub.now()));
            care.feedback().give(token, 2, Optional.of("words about us"));
            care.mails().take(mail("2", "dan@home.example", "words of Dan"));

            CustomerPrivacy privacy = hub.core.customerPrivacy();
            String export = new JsonMapper()
                    .writeValueAsString(
                            privacy.export(ZOE, cara).orElseThrow().records().get("care"));
            assertThat(export)
                    .contains(solved.number(), "words of Cara", "words to Cara", "words on Cara", "words about us")
                    .contains("cara@home.example")
                    .doesNotContain("Dan");

            assertThat(privacy.erase(ZOE, cara).rows().get("care")).isPositive();
            String after = new JsonMapper()
                    .writeValueAsString(
                            privacy.export(ZOE, cara).orElseThrow().records().get("care"));
            assertThat(after).doesNotContain("words", "Cara", "home.example");
            assertThat(after).contains(solved.number(), "erased", "resolved");
            assertThat(care.mails().toSend(100))
                    .as("what was to go to her does not; what goes to others does")
                    .extracting(out -> out.recipient().value())
                    .containsExactly("dan@home.example");
            assertThat(hub.store.transactions().<Long>read(tx -> tx.sql(
                                    "SELECT COUNT(*) FROM mails_out WHERE in_reply_to LIKE '1@%'")
                            .query(Long.class)
                            .single()))
                    .as("names the mail that she wrote")
                    .isZero();
            assertThat(all(care)).extracting(one -> one.text().value()).contains("words of Dan", "erased");
            assertThat(care.feedback().satisfaction(TestHub.START, hub.now().plusSeconds(1)))
                    .as("scores are of nobody")
                    .contains(new Satisfaction(About.CASE, 1, 1, 2, 0));
        }
    }

    /** Two at one address: whose words a mail from there has is not known, so neither is shown them, nor takes them away. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void whatCameFromASharedAddressIsNotShownToOneOfThem(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            CustomerId ada = sharing(hub, "A-1", "C-1", "RR123456785CA");
            CustomerId ben = sharing(hub, "A-2", "C-2", "RR000000014CA");
            Care care = hub.core.care();
            care.mails().take(mail("1", "home@home.example", "words of one of them"));
            assertThat(all(care).get(0).customer()).isEmpty();
            CustomerPrivacy privacy = hub.core.customerPrivacy();
            assertThat(held(privacy, ada)).doesNotContain("words of one");
            privacy.erase(ZOE, ada);
            assertThat(all(care)).extracting(one -> one.text().value()).containsExactly("words of one of them");
            assertThat(held(privacy, ben))
                    .as("theirs alone, now that the other is forgotten")
                    .contains("words of one of them");
        }
    }

    private static CustomerId sharing(TestHub hub, String order, String reference, String number) throws Exception {
        return hub.core
                .orders()
                .put(
                        "shop",
                        order,
                        OrderReader.read(
                                """
                                {"customer":{"reference":"%s","name":"Somebody","email":"home@home.example"},"serviceLevel":"standard",
                                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                                """
                                        .formatted(reference, number)
                                        .getBytes(StandardCharsets.UTF_8)))
                .order()
                .customer()
                .id();
    }

    private static String held(CustomerPrivacy privacy, CustomerId customer) throws Exception {
        return new JsonMapper()
                .writeValueAsString(
                        privacy.export(ZOE, customer).orElseThrow().records().get("care"));
    }

    private static List<Case> all(Care care) {
        return care.cases()
                .list(
                        new CaseFilter(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                false),
                        Optional.empty(),
                        10);
    }

    private static IncomingMail mail(String id, String from, String text) {
        return new IncomingMail(
                id + "@home.example",
                List.of(),
                new Personal(from),
                new Personal("about " + from),
                new Personal(text),
                false,
                List.of());
    }
}
