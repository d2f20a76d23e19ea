package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.hub.care.Interaction;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** From what happened to a parcel to a mailbox on a real mail server. One hub for all, each with a parcel and a customer of its own. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NoticesTest {
    private static final GreenMail MAIL = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @SuppressWarnings("NullAway.Init") // opened before the tests of a database
    private static NoticeBench bench;

    private static int customers;

    private String customer;
    private String email;
    private String number;

    NoticesTest(TestDatabase database) {
        assertThat(database).isNotNull();
    }

    @BeforeParameterizedClassInvocation
    static void open(TestDatabase database) throws Exception {
        MAIL.start();
        bench = new NoticeBench(database, Files.createTempDirectory("tagline-notices"));
    }

    @AfterParameterizedClassInvocation
    static void close() {
        bench.close();
        MAIL.stop();
    }

    @BeforeEach
    void order() throws Exception {
        MAIL.purgeEmailFromAllMailboxes();
        bench.open(MAIL.getSmtp().getPort(), QuietHours.NONE);
        customers++;
        customer = "C-" + customers;
        email = "ada" + customers + "@example.org";
        number = bench.order(customer, email);
    }

    private static List<String> subjects() throws Exception {
        List<String> subjects = new ArrayList<>();
        for (MimeMessage message : MAIL.getReceivedMessages()) {
            subjects.add(message.getSubject());
        }
        return subjects;
    }

    private static String body(MimeMessage message) throws Exception {
        return String.valueOf(message.getContent());
    }

    private List<NoticeState> states() {
        return bench.kept(number).stream().map(Notice::state).toList();
    }

    private String parcel(String what) {
        return "Parcel " + number + ": " + what;
    }

    @Test
    void whatHappenedIsToldOnceWithoutNameOrAddressAndIsOnTheCustomersLine() throws Exception {
        bench.happens(number, EventKind.OUT_FOR_DELIVERY);
        bench.makeAndSend();

        assertThat(subjects()).containsExactly(parcel("out for delivery"));
        MimeMessage mail = MAIL.getReceivedMessages()[0];
        assertThat(body(mail))
                .contains(
                        "Your parcel " + number + " is out for delivery.",
                        "https://track.example.org/track/" + bench.link(number))
                .doesNotContain("This was on");
        assertThat(GreenMailUtil.getWholeMessage(mail)).doesNotContain("Ada", "Example");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Unsubscribe")[0]).startsWith("<https://track.example.org/notices/stop/");
        assertThat(states()).containsExactly(NoticeState.SENT);

        var whom = bench.hub.core.customers().byReference("shop", customer).orElseThrow();
        List<Interactions.Kept> said = bench.hub
                .core
                .care()
                .interactions()
                .of(
                        new Interactions.About(Optional.of(whom.id()), Optional.empty(), Optional.empty()),
                        Optional.empty(),
                        10);
        assertThat(said).hasSize(1);
        Interaction told = said.get(0).interaction();
        assertThat(told.channel()).isEqualTo(io.tagline.hub.care.Channel.EMAIL);
        assertThat(told.direction()).isEqualTo(Interaction.Direction.OUT);
        assertThat(told.parcel()).contains(bench.parcel(number));
        assertThat(told.summary().value()).contains("is out for delivery").doesNotContain(email);
    }

    @Test
    void depotThatCatchesUpIsOneMessageWithTheNewestState() throws Exception {
        bench.report(number, EventKind.ACCEPTED, Duration.ofHours(9));
        bench.make();
        bench.hub.pass(Duration.ofMinutes(1));
        bench.report(number, EventKind.DEPARTED, Duration.ofHours(7));
        bench.report(number, EventKind.OUT_FOR_DELIVERY, Duration.ofHours(5));
        bench.make();
        bench.send();
        assertThat(subjects()).as("more may come").isEmpty();
        bench.report(number, EventKind.DELIVERED, Duration.ofHours(2));
        Instant at = bench.hub.now().minus(Duration.ofHours(2));
        bench.makeAndSend();

        assertThat(subjects()).containsExactly(parcel("delivered"));
        String moment = DateTimeFormatter.ofPattern("EEEE, d MMMM, HH:mm", Locale.ENGLISH)
                .format(at.atZone(NoticeBench.ZONE));
        assertThat(body(MAIL.getReceivedMessages()[0]))
                .contains("This was on " + moment + "; the news reached us only later.");
        assertThat(states()).containsOnlyOnce(NoticeState.SENT).containsOnly(NoticeState.SENT, NoticeState.SUPERSEDED);
    }

    @Test
    void whatIsNotSoAnyMoreIsNotTold() throws Exception {
        bench.report(number, EventKind.OUT_FOR_DELIVERY, Duration.ofMinutes(1));
        bench.make();
        // moved on, to something that nobody is told by default
        bench.hub.pass(Duration.ofMinutes(1));
        bench.happens(number, EventKind.ARRIVED);

        assertThat(subjects()).isEmpty();
        assertThat(states()).containsExactly(NoticeState.OVERTAKEN);
    }

    @Test
    void nobodyIsWokenUpAtNight() throws Exception {
        LocalTime local = bench.hub
                .now()
                .atZone(NoticeBench.ZONE)
                .toLocalTime()
                .withSecond(0)
                .withNano(0);
        bench.open(MAIL.getSmtp().getPort(), new QuietHours(local.minusHours(6), local.plusHours(5)));
        bench.happens(number, EventKind.OUT_FOR_DELIVERY);
        assertThat(subjects()).isEmpty();

        bench.pass(Duration.ofHours(5));
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void consumerThatIsSetBackTellsNobodyTwice() throws Exception {
        bench.make();
        long before = bench.read(tx -> tx.sql("SELECT seq FROM happening_consumers WHERE name = 'notify'")
                .query(Long.class)
                .single());
        bench.happens(number, EventKind.DELIVERED);
        boolean unused = bench.hub.store.transactions().write(tx -> {
            tx.execute("UPDATE happening_consumers SET seq = ? WHERE name = 'notify'", before);
            return true;
        });
        bench.makeAndSend();

        assertThat(subjects()).containsExactly(parcel("delivered"));
        assertThat(states()).hasSize(1);
    }

    @Test
    void whoChoseIsToldOfThatOnly() throws Exception {
        bench.happens(number, EventKind.ACCEPTED);
        boolean unused = bench.hub.store.transactions().write(tx -> {
            Contact ada =
                    ContactsTable.byAddress(tx, Channel.EMAIL, List.of(email)).get(0);
            ChoicesTable.put(tx, ada.id(), Map.of(Milestone.OUT_FOR_DELIVERY, false, Milestone.ON_ITS_WAY, true));
            return true;
        });
        bench.happens(number, EventKind.DEPARTED);
        bench.happens(number, EventKind.OUT_FOR_DELIVERY);

        assertThat(subjects()).containsExactly(parcel("we have it"), parcel("on its way"));
    }

    @Test
    void newsOfManyParcelsAtOnceIsOneMessage() throws Exception {
        List<String> numbers = new ArrayList<>(List.of(number));
        for (int i = 0; i < 3; i++) {
            numbers.add(bench.order(customer, email));
        }
        for (String each : numbers) {
            bench.report(each, each.equals(number) ? EventKind.ATTEMPT_FAILED : EventKind.ACCEPTED, Duration.ZERO);
        }
        bench.makeAndSend();

        assertThat(subjects()).containsExactly("News of 4 parcels");
        String body = body(MAIL.getReceivedMessages()[0]);
        assertThat(body).contains(numbers).contains("https://track.example.org/\r\n");
        assertThat(body.lines().filter(line -> line.startsWith("*")).findFirst())
                .as("first what may have to be acted on")
                .hasValue("* " + parcel("we could not deliver it"));
        assertThat(numbers).allSatisfy(each -> {
            assertThat(bench.kept(each)).extracting(Notice::state).containsExactly(NoticeState.SENT);
            assertThat(bench.kept(each).get(0).text().orElseThrow().body()).contains(each);
        });
        bench.happens(number, EventKind.DELIVERED);
        assertThat(subjects()).contains(parcel("delivered"));
    }

    @Test
    void whatIsYoungIsKept() {
        bench.happens(number, EventKind.ACCEPTED);
        bench.hub.pass(Duration.ofDays(60));
        int unused = new NoticePruning(bench.hub.store.transactions(), bench.hub::now).look();
        assertThat(states()).containsExactly(NoticeState.SENT);
        bench.hub.pass(Duration.ofDays(60));
        int pruned = new NoticePruning(bench.hub.store.transactions(), bench.hub::now).look();
        assertThat(pruned).isPositive();
        assertThat(states()).isEmpty();
    }

    @Test
    void mailboxThatIsNotThereIsNotTriedAgain() throws Exception {
        try (FakeMailServer refusing = new FakeMailServer()) {
            bench.open(refusing.port(), QuietHours.NONE);
            refusing.reply("RCPT", "550 5.1.1 <" + email + ">: no such user");
            bench.happens(number, EventKind.OUT_FOR_DELIVERY);
            assertThat(states()).containsExactly(NoticeState.BOUNCED);
            assertThat(bench.kept(number).get(0).reason().orElseThrow())
                    .contains("5.1.1")
                    .doesNotContain("ada");

            refusing.normal();
            bench.happens(number, EventKind.DELIVERED);
            assertThat(refusing.taken).isEmpty();
            assertThat(states()).as("nothing is made for it").hasSize(1);
        }
    }

    @Test
    void mailThatMayHaveArrivedIsSentAgainUnderTheSameName() throws Exception {
        try (FakeMailServer flaky = new FakeMailServer()) {
            bench.open(flaky.port(), QuietHours.NONE);
            flaky.reply(".", FakeMailServer.HANG_UP);
            bench.happens(number, EventKind.DELIVERED);
            assertThat(states()).containsExactly(NoticeState.WAITING);
            assertThat(bench.kept(number).get(0).unsure()).isTrue();

            flaky.normal();
            bench.pass(Duration.ofMinutes(2));
            assertThat(states()).containsExactly(NoticeState.SENT);
            assertThat(bench.kept(number).get(0).unsure())
                    .as("it says that it may be there twice")
                    .isTrue();
            assertThat(flaky.taken).hasSize(2);
            assertThat(messageId(flaky.taken.get(0))).isEqualTo(messageId(flaky.taken.get(1)));
        }
    }

    @Test
    void newsOfManyThatMayHaveArrivedIsSentAgainUnderTheSameNameUnlessItIsOther() throws Exception {
        List<String> numbers = new ArrayList<>(List.of(number));
        for (int i = 0; i < 4; i++) {
            numbers.add(bench.order(customer, email));
        }
        try (FakeMailServer flaky = new FakeMailServer()) {
            bench.open(flaky.port(), QuietHours.NONE);
            flaky.reply(".", FakeMailServer.HANG_UP);
            numbers.forEach(each -> bench.report(each, EventKind.ACCEPTED, Duration.ZERO));
            bench.makeAndSend();
            bench.pass(Duration.ofMinutes(2));
            assertThat(flaky.taken).hasSize(2);
            assertThat(messageId(flaky.taken.get(0))).isEqualTo(messageId(flaky.taken.get(1)));

            flaky.normal();
            bench.report(number, EventKind.OUT_FOR_DELIVERY, Duration.ZERO);
            bench.make();
            bench.pass(Duration.ofMinutes(10));
            assertThat(messageId(flaky.taken.get(2)))
                    .as("other words, another name")
                    .isNotEqualTo(messageId(flaky.taken.get(1)));
            assertThat(flaky.taken).hasSize(3);
        }
    }

    @Test
    void serverThatIsAwayCostsNoTry() throws Exception {
        try (FakeMailServer busy = new FakeMailServer()) {
            bench.open(busy.port(), QuietHours.NONE);
            busy.reply("MAIL", "421 4.3.2 shutting down");
            bench.happens(number, EventKind.DELIVERED);
            assertThat(states()).containsExactly(NoticeState.WAITING);
            assertThat(bench.kept(number).get(0).attempts()).isZero();

            busy.normal();
            bench.pass(Duration.ofMinutes(1));
            assertThat(states()).containsExactly(NoticeState.SENT);
        }
    }

    private static String messageId(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }
}
