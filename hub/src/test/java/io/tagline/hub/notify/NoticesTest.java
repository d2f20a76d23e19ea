package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.TestHub;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.ParcelId;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** From what happened to a parcel to a mailbox on a real mail server. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class NoticesTest {
    private static final String NUMBER = "RB123456785GB";
    private static final Duration GATHERED = NoticeRules.GATHER_LATE.plusSeconds(1);

    private final TestDatabase database;

    @TempDir
    Path folder;

    private final GreenMail mailServer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private TestHub hub;
    private Notices notices;

    NoticesTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void start() throws Exception {
        mailServer.start();
        hub = new TestHub(database, folder);
        notices = notices(mailServer.getSmtp().getPort(), QuietHours.NONE);
        order("ada@example.org", "");
    }

    @AfterEach
    void stop() {
        notices.close();
        hub.close();
        mailServer.stop();
    }

    private Notices notices(int port, QuietHours quiet) {
        NoticeRules rules = new NoticeRules(
                Milestone.USUAL,
                Map.of("quiet", Set.of(Milestone.DELIVERED)),
                Locale.ENGLISH,
                ZoneId.of("America/Toronto"),
                quiet,
                Optional.of("https://track.example.org"));
        MailRelay relay = new MailRelay(
                "127.0.0.1", port, MailRelay.Security.NONE, Optional.empty(), "Post <post@example.org>", 600);
        return Notices.open(
                hub.store.transactions(),
                new NoticeSettings(rules, Optional.of(relay), Optional.empty(), true),
                Optional.empty(),
                NoticeLog.happenings(),
                new SimpleMeterRegistry(),
                hub::now);
    }

    private void order(String email, String promised) throws Exception {
        String json =
                """
                {"customer":{"reference":"C-1","name":"Ada Example","email":"%s"},"serviceLevel":"standard",%s
                 "shipments":[{"recipient":{"name":"Bob Example","city":"Kingston","postalCode":"K7L 1A1"},
                   "parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(email, promised, NUMBER);
        hub.core.orders().put("shop", "A-1", OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private void report(EventKind kind, Duration ago) {
        var unused = hub.core
                .parcels()
                .record(
                        NUMBER,
                        new ReportedEvent(
                                kind, hub.now().minus(ago), Optional.of("ott-1"), Optional.empty(), kind + "-" + ago));
    }

    private void makeAndSend() {
        make();
        hub.pass(GATHERED);
        send();
    }

    private void make() {
        while (notices.make() > 0) {
            // the next 500
        }
    }

    private void send() {
        while (notices.send() > 0) {
            // the next 20
        }
    }

    private String[] subjects() throws Exception {
        MimeMessage[] messages = mailServer.getReceivedMessages();
        String[] subjects = new String[messages.length];
        for (int i = 0; i < messages.length; i++) {
            subjects[i] = messages[i].getSubject();
        }
        return subjects;
    }

    private static String body(MimeMessage message) throws Exception {
        return String.valueOf(message.getContent());
    }

    private List<Notice> kept() {
        return hub.store.transactions().read(tx -> {
            ParcelId parcel = ParcelFactsTable.byNumber(tx, NUMBER).orElseThrow();
            return NoticesTable.of(tx, parcel, 100);
        });
    }

    @Test
    void whatHappenedIsToldOnceWithoutNameOrAddress() throws Exception {
        report(EventKind.OUT_FOR_DELIVERY, Duration.ofMinutes(1));
        makeAndSend();
        makeAndSend();

        assertThat(subjects()).containsExactly("Parcel RB123456785GB: out for delivery");
        MimeMessage mail = mailServer.getReceivedMessages()[0];
        assertThat(body(mail))
                .contains("Your parcel RB123456785GB is out for delivery.", "https://track.example.org/track/")
                .doesNotContain("This was on");
        assertThat(GreenMailUtil.getWholeMessage(mail)).doesNotContain("Ada", "Bob", "Kingston", "K7L");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        assertThat(mail.getHeader("List-Unsubscribe")[0]).startsWith("<https://track.example.org/notices/stop/");
        assertThat(kept()).extracting(Notice::state).containsExactly(NoticeState.SENT);
    }

    @Test
    void depotThatCatchesUpIsOneMessageWithTheNewestState() throws Exception {
        report(EventKind.ACCEPTED, Duration.ofHours(9));
        make();
        hub.pass(Duration.ofMinutes(1));
        report(EventKind.DEPARTED, Duration.ofHours(7));
        report(EventKind.OUT_FOR_DELIVERY, Duration.ofHours(5));
        make();
        send();
        assertThat(subjects()).as("more may come").isEmpty();
        report(EventKind.DELIVERED, Duration.ofHours(2));
        makeAndSend();

        assertThat(subjects()).containsExactly("Parcel RB123456785GB: delivered");
        assertThat(body(mailServer.getReceivedMessages()[0]))
                // 08:01 in UTC less two hours, in Toronto
                .contains("This was on Sunday, 22 November, 01:01; the news reached us only later.");
        assertThat(kept())
                .extracting(Notice::state)
                .containsOnlyOnce(NoticeState.SENT)
                .containsOnly(NoticeState.SENT, NoticeState.SUPERSEDED);
    }

    @Test
    void whatIsNotSoAnyMoreIsNotTold() throws Exception {
        report(EventKind.OUT_FOR_DELIVERY, Duration.ofMinutes(1));
        make();
        order("ada@example.org", "");
        // moved on, to something that nobody is told by default
        hub.pass(Duration.ofMinutes(1));
        report(EventKind.ARRIVED, Duration.ZERO);
        makeAndSend();

        assertThat(subjects()).isEmpty();
        assertThat(kept()).extracting(Notice::state).containsExactly(NoticeState.OVERTAKEN);
    }

    @Test
    void nobodyIsWokenUpAtNight() throws Exception {
        // 03:00 in Toronto
        notices = notices(mailServer.getSmtp().getPort(), new QuietHours(LocalTime.of(21, 0), LocalTime.of(8, 0)));
        report(EventKind.OUT_FOR_DELIVERY, Duration.ofMinutes(1));
        makeAndSend();
        assertThat(subjects()).isEmpty();

        hub.pass(Duration.ofHours(5));
        send();
        assertThat(subjects()).hasSize(1);
    }

    @Test
    void consumerThatIsSetBackTellsNobodyTwice() throws Exception {
        report(EventKind.DELIVERED, Duration.ofMinutes(1));
        makeAndSend();
        boolean unused = hub.store.transactions().write(tx -> {
            tx.execute("UPDATE happening_consumers SET seq = 0 WHERE name = 'notify'");
            return true;
        });
        makeAndSend();

        assertThat(subjects()).hasSize(1);
        assertThat(kept()).hasSize(1);
    }

    @Test
    void whoChoseIsToldOfThatOnly() throws Exception {
        report(EventKind.ACCEPTED, Duration.ofMinutes(9));
        makeAndSend();
        assertThat(subjects()).hasSize(1);
        boolean unused = hub.store.transactions().write(tx -> {
            Contact ada = ContactsTable.byAddress(tx, Channel.EMAIL, List.of("ada@example.org"))
                    .get(0);
            ChoicesTable.put(tx, ada.id(), Map.of(Milestone.OUT_FOR_DELIVERY, false, Milestone.ON_ITS_WAY, true));
            return true;
        });
        report(EventKind.DEPARTED, Duration.ZERO);
        makeAndSend();
        report(EventKind.OUT_FOR_DELIVERY, Duration.ZERO);
        makeAndSend();

        assertThat(subjects()).containsExactly("Parcel RB123456785GB: we have it", "Parcel RB123456785GB: on its way");
    }

    @Test
    void mailboxThatIsNotThereIsNotTriedAgain() throws Exception {
        try (FakeMailServer refusing = new FakeMailServer()) {
            notices = notices(refusing.port(), QuietHours.NONE);
            refusing.reply("RCPT", "550 5.1.1 <ada@example.org>: no such user");
            report(EventKind.OUT_FOR_DELIVERY, Duration.ofMinutes(1));
            makeAndSend();
            assertThat(kept()).extracting(Notice::state).containsExactly(NoticeState.BOUNCED);
            assertThat(kept().get(0).reason().orElseThrow()).contains("5.1.1").doesNotContain("ada@");

            refusing.normal();
            report(EventKind.DELIVERED, Duration.ZERO);
            makeAndSend();
            assertThat(refusing.taken).isEmpty();
            assertThat(kept()).as("nothing is made for it").hasSize(1);
        }
    }

    @Test
    void mailThatMayHaveArrivedIsSentAgainUnderTheSameName() throws Exception {
        try (FakeMailServer flaky = new FakeMailServer()) {
            notices = notices(flaky.port(), QuietHours.NONE);
            flaky.reply(".", FakeMailServer.HANG_UP);
            report(EventKind.DELIVERED, Duration.ofMinutes(1));
            makeAndSend();
            assertThat(kept().get(0).state()).isEqualTo(NoticeState.WAITING);
            assertThat(kept().get(0).unsure()).isTrue();

            flaky.normal();
            hub.pass(Duration.ofMinutes(2));
            send();
            assertThat(kept().get(0).state()).isEqualTo(NoticeState.SENT);
            assertThat(kept().get(0).unsure())
                    .as("it says that it may be there twice")
                    .isTrue();
            assertThat(flaky.taken).hasSize(2);
            assertThat(messageId(flaky.taken.get(0))).isEqualTo(messageId(flaky.taken.get(1)));
        }
    }

    @Test
    void serverThatIsAwayCostsNoTry() throws Exception {
        try (FakeMailServer busy = new FakeMailServer()) {
            notices = notices(busy.port(), QuietHours.NONE);
            busy.reply("MAIL", "421 4.3.2 shutting down");
            report(EventKind.DELIVERED, Duration.ofMinutes(1));
            makeAndSend();
            assertThat(kept().get(0).state()).isEqualTo(NoticeState.WAITING);
            assertThat(kept().get(0).attempts()).isZero();

            busy.normal();
            hub.pass(Duration.ofMinutes(1));
            send();
            assertThat(kept().get(0).state()).isEqualTo(NoticeState.SENT);
        }
    }

    private static String messageId(String message) {
        return message.lines()
                .filter(line -> line.startsWith("Message-ID:"))
                .findFirst()
                .orElseThrow();
    }
}
