package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.notify.Webhooks.Webhook;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.timeline.ReportedEvent;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.TrackingEvent.Origin;
import io.tagline.hub.tracking.TrackingEvent.Report;
import io.tagline.hub.webhook.HttpPost;
import io.tagline.hub.webhook.PublicHosts;
import io.tagline.hub.webhook.WebhookSignature;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partners' programs. */
final class WebhooksTest {
    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeReceiver receiver;
    private FakeMailServer mail;
    private Webhooks webhooks;
    private String number;

    @BeforeEach
    void start() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        receiver = new FakeReceiver();
        mail = new FakeMailServer();
        bench.open(mail.port(), QuietHours.NONE);
        webhooks = new Webhooks(bench.hub.store.transactions(), true, bench.hub::now);
        number = bench.order("C-1", "");
    }

    @AfterEach
    void stop() {
        bench.close();
        mail.close();
        receiver.close();
    }

    private Webhook add(String source) {
        return webhooks.add(URI.create(receiver.url()), Optional.of(source).filter(s -> !s.isEmpty()), Viewer.system());
    }

    private Notice newest() {
        return bench.kept(number).get(0);
    }

    @Test
    void partnerIsToldWithASignatureOfBothSecrets() {
        Webhook webhook = add("shop");
        bench.happens(number, EventKind.DEPARTED);
        FakeReceiver.Request request = receiver.requests.get(0);
        assertThat(signature(request)).isEqualTo(expected(request, webhook));
        assertThat(new String(request.body(), StandardCharsets.UTF_8))
                .contains("\"trackingNumber\":\"" + number + "\"", "\"milestone\":\"on_its_way\"")
                .doesNotContain("Ada");

        Webhook rotated = webhooks.rotate(webhook.id(), Viewer.system()).orElseThrow();
        bench.happens(number, EventKind.DELIVERED);
        FakeReceiver.Request second = receiver.requests.get(1);
        assertThat(signature(second)).isEqualTo(expected(second, rotated, webhook));
        assertThat(webhooks.all().get(0).secret()).as("shown once").isEmpty();
    }

    private static String signature(FakeReceiver.Request request) {
        return request.header("webhook-signature");
    }

    private static String expected(FakeReceiver.Request request, Webhook... secrets) {
        return WebhookSignature.of(
                request.header("webhook-id"),
                Instant.ofEpochSecond(Long.parseLong(request.header("webhook-timestamp"))),
                request.body(),
                List.of(secrets).stream()
                        .map(webhook -> webhook.secret().orElseThrow())
                        .toList());
    }

    @Test
    void receiverThatIsBusyIsLeftAloneAndThenToldUnderTheSameId() throws Exception {
        var unused = add("");
        String other = bench.order("C-2", "");
        receiver.status = 429;
        receiver.retryAfter = Optional.of("600");
        bench.report(other, EventKind.DELIVERED, Duration.ZERO);
        bench.happens(number, EventKind.DELIVERED);
        assertThat(receiver.requests)
                .as("the second is not tried where the first was not taken")
                .hasSize(1);
        assertThat(newest().state()).isEqualTo(NoticeState.WAITING);
        bench.pass(Duration.ofMinutes(5));
        assertThat(receiver.requests).hasSize(1);

        receiver.status = 204;
        bench.pass(Duration.ofMinutes(15));
        assertThat(newest().state()).isEqualTo(NoticeState.SENT);
        assertThat(receiver.requests).hasSize(3);
        assertThat(receiver.requests)
                .extracting(request -> request.header("webhook-id"))
                .filteredOn(receiver.requests.get(0).header("webhook-id")::equals)
                .hasSize(2);
    }

    @Test
    void receiverThatIsGoneIsTriedNoMore() {
        var unused = add("");
        receiver.status = 410;
        bench.happens(number, EventKind.ACCEPTED);
        bench.happens(number, EventKind.DELIVERED);
        assertThat(receiver.requests).hasSize(1);
        assertThat(webhooks.all().get(0).state()).isEqualTo(Contact.State.BOUNCED);
    }

    @Test
    void partnersOfOtherSourcesAndPrivateNetworksAreToldNothing() {
        var unused = add("other");
        bench.happens(number, EventKind.DELIVERED);
        assertThat(receiver.requests).isEmpty();

        Webhooks strict = new Webhooks(bench.hub.store.transactions(), false, bench.hub::now);
        assertThatThrownBy(() -> strict.add(URI.create("http://example.org/"), Optional.empty(), Viewer.system()))
                .hasMessageContaining("https://");
        HttpPost guarded = new HttpPost(new PublicHosts(false));
        assertThatThrownBy(() -> guarded.send(URI.create(receiver.url()), Map.of(), new byte[0]))
                .hasMessageContaining("private network");
        assertThat(receiver.requests).isEmpty();
    }

    /** A program reads no words: it must see that what it was told does not hold. */
    @Test
    void programsAreToldWhatWasUndone() {
        var unused = add("");
        bench.happens(number, EventKind.OUT_FOR_DELIVERY);
        bench.happens(number, EventKind.DELIVERED);
        UUID wrong = bench.hub.core.parcels().byTrackingNumber(number).orElseThrow().events().stream()
                .filter(event -> event.kind() == EventKind.DELIVERED)
                .findFirst()
                .orElseThrow()
                .id();
        var unusedToo = bench.hub
                .core
                .parcels()
                .record(
                        number,
                        new ReportedEvent(
                                EventKind.CORRECTED,
                                bench.hub.now(),
                                Optional.empty(),
                                Optional.empty(),
                                new Report(
                                        Origin.REPORTED,
                                        "desk-1",
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(wrong),
                                        Optional.empty())));
        bench.makeAndSend();
        assertThat(receiver.requests).hasSize(3);
        assertThat(new String(receiver.requests.get(1).body(), StandardCharsets.UTF_8))
                .doesNotContain("\"undone\"");
        assertThat(new String(receiver.requests.get(2).body(), StandardCharsets.UTF_8))
                .contains("\"milestone\":\"out_for_delivery\"", "\"undone\":\"delivered\"", "not delivered after all");
    }

    @Test
    void programsAreToldOfEachParcelByItself() throws Exception {
        var unused = add("");
        for (int i = 0; i < 30; i++) {
            bench.report(bench.order("C-3", ""), EventKind.ACCEPTED, Duration.ofHours(5));
        }
        bench.makeAndSend();
        assertThat(receiver.requests).hasSize(30);
    }
}
