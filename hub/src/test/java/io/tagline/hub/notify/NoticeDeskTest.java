package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ParcelView;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Webhooks, push, followers, bounces and those who want no more. */
final class NoticeDeskTest {
    private static final String NUMBER = "RB123456785GB";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    @TempDir
    Path folder;

    private TestHub hub;
    private FakeReceiver receiver;
    private FakeMailServer mail;
    private Notices notices;
    private NoticeDesk desk;

    @BeforeEach
    void start() throws Exception {
        hub = new TestHub(TestDatabase.SQLITE, folder);
        receiver = new FakeReceiver();
        mail = new FakeMailServer();
        desk = new NoticeDesk(hub.store.transactions(), true, hub::now);
        NoticeRules rules = new NoticeRules(
                Milestone.USUAL, Map.of(), Locale.ENGLISH, ZoneId.of("UTC"), QuietHours.NONE, Optional.empty());
        MailRelay relay = new MailRelay(
                "127.0.0.1", mail.port(), MailRelay.Security.NONE, Optional.empty(), "post@example.org", 600);
        notices = Notices.open(
                hub.store.transactions(),
                new NoticeSettings(rules, Optional.of(relay), Optional.of("mailto:ops@example.org"), true),
                Optional.of(PushIdentity.of(PushIdentity.newKey(), "mailto:ops@example.org")),
                NoticeLog.happenings(),
                new SimpleMeterRegistry(),
                hub::now);
        hub.order("A-1", NUMBER);
    }

    @AfterEach
    void stop() {
        notices.close();
        mail.close();
        receiver.close();
        hub.close();
    }

    private void happens(EventKind kind) {
        var unused = hub.core
                .parcels()
                .record(
                        NUMBER,
                        new ReportedEvent(
                                kind, hub.now(), Optional.of("ott-1"), Optional.empty(), kind + "-" + hub.now()));
        while (notices.make() > 0) {
            // the next 500
        }
        pass(NoticeRules.GATHER.plusSeconds(1));
    }

    private void pass(Duration time) {
        hub.pass(time);
        while (notices.send() > 0) {
            // the next 20
        }
    }

    private String link() {
        return hub.core
                .parcels()
                .byTrackingNumber(NUMBER)
                .map(ParcelView::link)
                .orElseThrow()
                .token();
    }

    private Notice newest() {
        return desk.of(NUMBER).orElseThrow().get(0);
    }

    @Test
    void partnerIsToldWithASignatureOfBothSecrets() {
        NoticeDesk.Webhook webhook = desk.addWebhook(URI.create(receiver.url()), Optional.of("shop"), Viewer.system());
        happens(EventKind.DEPARTED);

        FakeReceiver.Request request = receiver.requests.get(0);
        Instant at = Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp")));
        assertThat(request.headers().get("webhook-signature"))
                .isEqualTo(WebhookSignature.of(
                        request.header("webhook-id"),
                        at,
                        request.body(),
                        List.of(webhook.secret().orElseThrow())));
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .contains("\"trackingNumber\":\"" + NUMBER + "\"", "\"milestone\":\"on_its_way\"")
                .doesNotContain("Ada");

        NoticeDesk.Webhook rotated = desk.rotate(webhook.id(), Viewer.system()).orElseThrow();
        happens(EventKind.DELIVERED);
        FakeReceiver.Request second = receiver.requests.get(1);
        assertThat(second.headers().get("webhook-signature"))
                .isEqualTo(WebhookSignature.of(
                        second.header("webhook-id"),
                        Instant.ofEpochSecond(Long.parseLong(second.header("webhook-timestamp"))),
                        second.body(),
                        List.of(rotated.secret().orElseThrow(), webhook.secret().orElseThrow())));
        assertThat(desk.webhooks().get(0).secret()).as("shown once").isEmpty();
    }

    @Test
    void receiverThatIsBusyIsLeftAloneAndThenToldUnderTheSameId() {
        var unused = desk.addWebhook(URI.create(receiver.url()), Optional.empty(), Viewer.system());
        receiver.status = 429;
        receiver.retryAfter = Optional.of("600");
        happens(EventKind.DELIVERED);
        assertThat(newest().state()).isEqualTo(NoticeState.WAITING);
        pass(Duration.ofMinutes(9));
        assertThat(receiver.requests).hasSize(1);

        receiver.status = 204;
        pass(Duration.ofMinutes(9));
        assertThat(newest().state()).isEqualTo(NoticeState.SENT);
        assertThat(receiver.requests.get(1).headers().get("webhook-id"))
                .isEqualTo(receiver.requests.get(0).headers().get("webhook-id"));
    }

    @Test
    void receiverThatIsGoneIsTriedNoMore() {
        var unused = desk.addWebhook(URI.create(receiver.url()), Optional.empty(), Viewer.system());
        receiver.status = 410;
        happens(EventKind.ACCEPTED);
        happens(EventKind.DELIVERED);
        assertThat(receiver.requests).hasSize(1);
        assertThat(desk.webhooks().get(0).state()).isEqualTo(Contact.State.BOUNCED);
    }

    @Test
    void partnersOfOtherSourcesAndPrivateNetworksAreToldNothing() {
        var unused = desk.addWebhook(URI.create(receiver.url()), Optional.of("other"), Viewer.system());
        happens(EventKind.DELIVERED);
        assertThat(receiver.requests).isEmpty();

        NoticeDesk strict = new NoticeDesk(hub.store.transactions(), false, hub::now);
        assertThatThrownBy(
                        () -> strict.addWebhook(URI.create("http://example.org/"), Optional.empty(), Viewer.system()))
                .hasMessageContaining("https://");
        HttpPost guarded = new HttpPost(new PublicHosts(false));
        assertThatThrownBy(() -> guarded.send(URI.create(receiver.url()), Map.of(), new byte[0]))
                .hasMessageContaining("private network");
        assertThat(receiver.requests).isEmpty();
    }

    @Test
    void browserIsToldInACipherAndForgottenWhenItIsGone() {
        KeyPair browser = PushKeys.generate();
        Personal key = new Personal(BASE64.encodeToString(PushKeys.point((ECPublicKey) browser.getPublic())));
        Personal auth = new Personal(BASE64.encodeToString(new byte[16]));
        assertThat(desk.followByPush(link(), new Personal(receiver.url()), key, auth))
                .isPresent();
        assertThat(desk.followByPush(link(), new Personal(receiver.url()), auth, auth))
                .as("no key")
                .isEmpty();
        receiver.status = 201;
        happens(EventKind.OUT_FOR_DELIVERY);

        FakeReceiver.Request request = receiver.requests.get(0);
        assertThat(request.headers())
                .containsEntry("content-encoding", "aes128gcm")
                .containsKeys("ttl", "topic", "urgency");
        assertThat(request.headers().get("authorization")).startsWith("vapid t=");
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1)).doesNotContain(NUMBER);

        receiver.status = 404;
        happens(EventKind.ATTEMPT_FAILED);
        happens(EventKind.DELIVERED);
        assertThat(receiver.requests).hasSize(2);
        assertThat(newest().state()).isEqualTo(NoticeState.BOUNCED);
    }

    @Test
    void whoWantsNoMoreGetsNoMoreEvenIfSomebodyElseAsks() {
        Personal token =
                desk.followByEmail(link(), new Personal("Eve@EXAMPLE.org")).orElseThrow();
        happens(EventKind.ACCEPTED);
        assertThat(mail.taken).hasSize(1);
        assertThat(desk.stop(token.value())).isTrue();
        assertThat(desk.stop("AAAAAAAAAAAAAAAAAAAAAA")).isFalse();
        assertThat(desk.followByEmail(link(), new Personal("Eve@example.org"))).contains(token);
        happens(EventKind.DELIVERED);

        assertThat(mail.taken).hasSize(1);
        List<AuditEntry> audited =
                hub.store.transactions().read(tx -> Audit.of(tx, "contact:" + newest().contact(), 5));
        assertThat(audited).extracting(AuditEntry::action).containsExactly("notice.stopped");
    }

    @Test
    void mailThatComesBackClosesItsMailbox() {
        var unused = desk.followByEmail(link(), new Personal("eve@example.org"));
        happens(EventKind.ACCEPTED);
        String ref = newest().ref().orElseThrow();

        assertThat(desk.returned(report(ref, "delayed", "4.4.1"))).isEqualTo(NoticeDesk.Report.NOTED);
        assertThat(newest().state()).as("delayed is not failed").isEqualTo(NoticeState.SENT);
        assertThat(desk.returned(report("AAAAAAAAAAAAAAAAAAAAAA", "failed", "5.1.1")))
                .as("nobody can make up a bounce without the name of the mail")
                .isEqualTo(NoticeDesk.Report.NOT_OURS);
        assertThat(desk.returned("Subject: hello\r\n\r\nhello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(NoticeDesk.Report.NOT_OURS);
        assertThat(desk.returned(report(ref, "failed", "5.1.1"))).isEqualTo(NoticeDesk.Report.NOTED);
        assertThat(newest().state()).isEqualTo(NoticeState.BOUNCED);
        assertThat(newest().reason()).contains("5.1.1");

        happens(EventKind.DELIVERED);
        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void nothingIsLeftOfWhoIsErased() {
        Personal email = new Personal("eve@example.org");
        var unused = desk.followByEmail(link(), email);
        happens(EventKind.ACCEPTED);
        boolean done = hub.store.transactions().write(tx -> {
            NoticeDesk.forget(tx, email);
            return true;
        });
        assertThat(done).isTrue();
        assertThat(desk.byEmail(email)).isEmpty();
        assertThat(newest().text()).isEmpty();
        happens(EventKind.DELIVERED);
        assertThat(mail.taken).hasSize(1);
    }

    /** As a mail system writes it (RFC 3464 §5, example). */
    private static byte[] report(String ref, String action, String status) {
        return """
                From: MAILER-DAEMON@mx.example
                To: post@example.org
                Subject: Undelivered Mail Returned to Sender
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

                --b1
                Content-Type: text/plain

                I'm sorry to have to tell you.
                --b1
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; eve@example.org
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; 550 %s no such user
                --b1
                Content-Type: text/rfc822-headers

                From: post@example.org
                Message-ID: <%s@example.org>
                Subject: Parcel
                --b1--
                """
                .formatted(action, status, status, ref)
                .replace("\n", "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
