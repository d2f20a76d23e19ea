package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.AuditEntry;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.webhook.PublicHosts;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who ask on a parcel's page to be told of it, by e-mail and in browsers, and those who want no more. */
final class FollowersTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Personal EVE = new Personal("Eve@EXAMPLE.org");

    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeReceiver receiver;
    private FakeMailServer mail;
    private Followers followers;
    private NoticeDesk desk;
    private String number;

    @BeforeEach
    void start() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        receiver = new FakeReceiver();
        mail = new FakeMailServer();
        bench.open(
                mail.port(),
                QuietHours.NONE,
                Optional.of(PushIdentity.of(PushIdentity.newKey(), "mailto:ops@example.org")));
        followers = new Followers(bench.hub.store.transactions(), new PublicHosts(true), bench.hub::now);
        desk = new NoticeDesk(bench.hub.store.transactions(), bench.hub::now);
        number = bench.order("C-1", "");
    }

    @AfterEach
    void stop() {
        bench.close();
        mail.close();
        receiver.close();
    }

    private boolean ask(Personal email) {
        return followers.ask(bench.parcel(number), email, Locale.ENGLISH);
    }

    /** Of the link in the newest mail. */
    private String token() {
        String body = text(mail.taken.get(mail.taken.size() - 1));
        Matcher link = Pattern.compile("/notices/confirm/([A-Za-z0-9_-]{22})").matcher(body);
        assertThat(link.find()).as(body).isTrue();
        return link.group(1);
    }

    private static String text(String message) {
        // long lines are folded where the mail is sent as quoted-printable
        return message.replace("=\n", "").replace("=3D", "=");
    }

    private void follow(Personal email) {
        assertThat(ask(email)).isTrue();
        bench.send();
        assertThat(followers.confirm(token())).isTrue();
        mail.taken.clear();
    }

    @Test
    void ownerOfAnAddressIsAskedAndOnlyThenTold() {
        assertThat(ask(EVE)).isTrue();
        bench.happens(number, EventKind.ACCEPTED);
        assertThat(mail.taken).as("the question").hasSize(1);
        assertThat(mail.taken.get(0)).contains("Subject: Parcel " + number + ": do you want to be told?");
        assertThat(followers.asked(token())).contains(number);
        assertThat(followers.asked("AAAAAAAAAAAAAAAAAAAAAA")).isEmpty();

        assertThat(followers.confirm(token())).isTrue();
        assertThat(followers.confirm(token())).as("once").isFalse();
        bench.happens(number, EventKind.DELIVERED);
        assertThat(mail.taken).hasSize(2);
        assertThat(mail.taken.get(1)).contains("Subject: Parcel " + number + ": delivered");
    }

    @Test
    void nobodyIsFloodedWithQuestions() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(followers.ask(bench.parcel(bench.order("C-" + i, "")), EVE, Locale.ENGLISH))
                    .as("who typed it in is told nothing of the address")
                    .isTrue();
        }
        bench.send();
        assertThat(mail.taken).hasSize(3);
        for (int i = 0; i < 10; i++) {
            assertThat(ask(new Personal("follower" + i + "@example.org"))).isTrue();
        }
        assertThat(ask(new Personal("one-more@example.org")))
                .as("of one parcel")
                .isFalse();
        assertThat(ask(new Personal("no address"))).isFalse();
    }

    @Test
    void questionThatTheMailServerPutsOffIsAskedLaterUnderTheSameName() {
        mail.reply("RCPT", "451 4.7.1 greylisted");
        assertThat(ask(EVE)).isTrue();
        bench.send();
        assertThat(mail.taken).isEmpty();
        mail.normal();
        bench.pass(Duration.ofMinutes(2));
        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void browserIsToldInACipherAndForgottenWhenItIsGone() {
        KeyPair browser = PushKeys.generate();
        Personal key = new Personal(BASE64.encodeToString(PushKeys.point((ECPublicKey) browser.getPublic())));
        Personal auth = new Personal(BASE64.encodeToString(new byte[16]));
        Personal endpoint = new Personal(receiver.url());
        assertThat(followers.subscribe(bench.parcel(number), endpoint, key, auth, Locale.FRENCH))
                .isTrue();
        assertThat(followers.subscribe(bench.parcel(number), endpoint, auth, auth, Locale.FRENCH))
                .as("no key")
                .isFalse();
        Followers strict = new Followers(bench.hub.store.transactions(), bench.hub::now);
        assertThat(strict.subscribe(bench.parcel(number), endpoint, key, auth, Locale.FRENCH))
                .as("no https")
                .isFalse();
        receiver.status = 201;
        bench.happens(number, EventKind.OUT_FOR_DELIVERY);

        FakeReceiver.Request request = receiver.requests.get(0);
        assertThat(request.headers())
                .containsEntry("content-encoding", "aes128gcm")
                .containsKeys("ttl", "topic", "urgency");
        assertThat(request.header("authorization")).startsWith("vapid t=");
        assertThat(new String(request.body(), StandardCharsets.ISO_8859_1)).doesNotContain(number);
        assertThat(bench.kept(number).get(0).text().orElseThrow().body()).contains("en cours de livraison");

        receiver.status = 404;
        bench.happens(number, EventKind.ATTEMPT_FAILED);
        bench.happens(number, EventKind.DELIVERED);
        assertThat(receiver.requests).hasSize(2);
        assertThat(bench.kept(number).get(0).state()).isEqualTo(NoticeState.BOUNCED);
    }

    @Test
    void noBrowserLeadsTheHubIntoItsOwnNetworkThoughReceiversOfWebhooksMayBeThere() {
        Personal key = new Personal(BASE64.encodeToString(
                PushKeys.point((ECPublicKey) PushKeys.generate().getPublic())));
        Personal auth = new Personal(BASE64.encodeToString(new byte[16]));
        assertThat(followers.subscribe(bench.parcel(number), new Personal(receiver.url()), key, auth, Locale.ENGLISH))
                .isTrue();
        bench.open(
                mail.port(),
                QuietHours.NONE,
                Optional.of(PushIdentity.of(PushIdentity.newKey(), "mailto:ops@example.org")),
                PublicHosts.PUBLIC);

        bench.happens(number, EventKind.DELIVERED);

        assertThat(receiver.requests).isEmpty();
    }

    @Test
    void pushServiceThatIsBusyIsAskedAgainWhenItSaid() {
        KeyPair browser = PushKeys.generate();
        Personal key = new Personal(BASE64.encodeToString(PushKeys.point((ECPublicKey) browser.getPublic())));
        Personal auth = new Personal(BASE64.encodeToString(new byte[16]));
        assertThat(followers.subscribe(bench.parcel(number), new Personal(receiver.url()), key, auth, Locale.ENGLISH))
                .isTrue();
        receiver.status = 429;
        receiver.retryAfter = Optional.of("900");
        bench.happens(number, EventKind.DELIVERED);
        bench.pass(Duration.ofMinutes(10));
        assertThat(receiver.requests).hasSize(1);
        receiver.status = 201;
        bench.pass(Duration.ofMinutes(10));
        assertThat(receiver.requests).hasSize(2);
        assertThat(bench.kept(number).get(0).state()).isEqualTo(NoticeState.SENT);
    }

    /** A CRM that goes on writing to somebody who has said no is worse than one that is late. */
    @Test
    void whoSaysNoAndYesAgainIsACustomerWhoChangedEachTime() throws Exception {
        String own = bench.order("C-2", "eve@example.org");
        follow(EVE);
        bench.happens(number, EventKind.ACCEPTED);
        NoticeDesk.Chosen eve = desk.byEmail(new Personal("eve@example.org")).orElseThrow();
        assertThat(followers.ask(bench.parcel(own), EVE, Locale.ENGLISH)).isTrue();
        bench.send();
        String asked = token();
        long told = bench.customersChanged();
        assertThat(desk.stop(eve.contact().token().value())).isTrue();
        assertThat(desk.stop(eve.contact().token().value())).isTrue();
        assertThat(bench.customersChanged()).as("no").isEqualTo(told + 1);
        assertThat(followers.confirm(asked)).isTrue();
        assertThat(bench.customersChanged()).as("yes").isEqualTo(told + 2);
    }

    @Test
    void whoWantsNoMoreGetsNoMoreEvenIfSomebodyElseAsks() {
        follow(EVE);
        bench.happens(number, EventKind.ACCEPTED);
        assertThat(mail.taken).hasSize(1);
        NoticeDesk.Chosen eve = desk.byEmail(new Personal("eve@example.org")).orElseThrow();
        assertThat(desk.stop(eve.contact().token().value())).isTrue();
        assertThat(desk.stop("AAAAAAAAAAAAAAAAAAAAAA")).isFalse();
        assertThat(ask(EVE)).isTrue();
        bench.happens(number, EventKind.DELIVERED);

        assertThat(mail.taken).as("not even a question").hasSize(1);
        List<AuditEntry> audited = bench.hub
                .store
                .transactions()
                .read(tx -> Audit.of(tx, "contact:" + eve.contact().id(), 5));
        assertThat(audited).extracting(AuditEntry::action).contains("notice.stopped", "notice.followed");
    }
}
