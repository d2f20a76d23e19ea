package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tracking.EventKind;
import io.tagline.hub.tracking.Expected;
import io.tagline.hub.webhook.PublicHosts;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that notices keep grows for ever, and nobody who wanted no more is forgotten to have. */
final class NoticePruningTest {
    @TempDir
    Path folder;

    private static long rows(NoticeBench bench, String table) {
        return bench.hub.store.transactions().read(tx -> tx.sql("SELECT COUNT(*) FROM " + table)
                .query(Long.class)
                .single());
    }

    private static void prune(NoticeBench bench) {
        NoticePruning pruning = new NoticePruning(bench.hub.store.transactions(), bench.hub::now);
        while (pruning.look() > 0) {
            // another 500 of each
        }
    }

    @Test
    void allOfItGoesInTime() throws Exception {
        try (NoticeBench bench = new NoticeBench(TestDatabase.SQLITE, folder);
                FakeMailServer mail = new FakeMailServer();
                FakeReceiver receiver = new FakeReceiver()) {
            bench.open(
                    mail.port(),
                    QuietHours.NONE,
                    Optional.of(PushIdentity.of(PushIdentity.newKey(), "mailto:ops@example.org")));
            Followers followers = new Followers(bench.hub.store.transactions(), new PublicHosts(true), bench.hub::now);
            NoticeDesk desk = new NoticeDesk(bench.hub.store.transactions(), bench.hub::now);
            String number = bench.order("C-1", "eve@example.org");
            subscribe(followers, bench, number, receiver.url());
            assertThat(followers.ask(bench.parcel(number), new Personal("mia@example.org"), Locale.ENGLISH))
                    .isTrue();
            String other = bench.order("C-2", "gone@example.org");
            receiver.status = 410;
            bench.report(other, EventKind.DELIVERED, Duration.ZERO);
            bench.happens(number, EventKind.DELIVERED);
            NoticeDesk.Chosen gone =
                    desk.byEmail(new Personal("gone@example.org")).orElseThrow();
            assertThat(desk.stop(gone.contact().token().value())).isTrue();
            chooses(bench, "eve@example.org");

            prune(bench);
            assertThat(rows(bench, "notices")).isEqualTo(3);
            assertThat(rows(bench, "notice_contacts")).isEqualTo(3);
            assertThat(rows(bench, "notice_signups")).isEqualTo(1);

            bench.hub.pass(Duration.ofDays(8));
            prune(bench);
            assertThat(rows(bench, "notice_signups")).isZero();
            assertThat(rows(bench, "notice_contacts")).as("the browser is gone").isEqualTo(2);
            assertThat(rows(bench, "notice_follows")).isZero();

            bench.hub.pass(Duration.ofDays(400));
            prune(bench);
            assertThat(rows(bench, "notices")).isZero();
            assertThat(desk.byEmail(new Personal("gone@example.org")))
                    .as("wanted no more")
                    .isPresent();
            assertThat(rows(bench, "notice_contacts")).as("and one who chose").isEqualTo(2);
        }
    }

    private static void subscribe(Followers followers, NoticeBench bench, String number, String url) {
        KeyPair browser = PushKeys.generate();
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        assertThat(followers.subscribe(
                        bench.parcel(number),
                        new Personal(url),
                        new Personal(base64.encodeToString(PushKeys.point((ECPublicKey) browser.getPublic()))),
                        new Personal(base64.encodeToString(new byte[16])),
                        Locale.ENGLISH))
                .isTrue();
    }

    private static void chooses(NoticeBench bench, String email) {
        boolean unused = bench.hub.store.transactions().write((Tx tx) -> {
            Contact eve =
                    ContactsTable.byAddress(tx, Channel.EMAIL, List.of(email)).get(0);
            ChoicesTable.put(tx, eve.id(), Map.of(Milestone.DELIVERED, true));
            return true;
        });
    }

    @Test
    void nothingMoreIsMadeWhileTooMuchWaitsAndNothingIsLost() throws Exception {
        try (NoticeBench bench = new NoticeBench(TestDatabase.SQLITE, folder);
                FakeMailServer mail = new FakeMailServer()) {
            bench.open(mail.port(), QuietHours.NONE);
            NoticeRules rules = new NoticeRules(
                    Milestone.USUAL,
                    Map.of(),
                    Locale.ENGLISH,
                    NoticeBench.ZONE,
                    QuietHours.NONE,
                    Optional.empty(),
                    Expected.FALSE_DEPARTURE);
            NoticeMaker maker =
                    new NoticeMaker(bench.hub.store.transactions(), rules, Set.of(Channel.EMAIL), 1, bench.hub::now);
            String one = bench.order("C-1", "eve@example.org");
            bench.report(one, EventKind.DELIVERED, Duration.ZERO);
            while (maker.look().happenings() > 0) {
                // until it is made
            }
            String two = bench.order("C-2", "mia@example.org");
            bench.report(two, EventKind.DELIVERED, Duration.ZERO);
            bench.hub.pass(NoticeRules.GATHER);
            assertThat(maker.look().happenings()).isZero();
            assertThat(bench.kept(two)).isEmpty();

            bench.pass(NoticeBench.GATHERED);
            assertThat(maker.look().happenings()).isPositive();
            bench.makeAndSend();
            assertThat(bench.kept(two)).hasSize(1);
            assertThat(mail.taken).hasSize(2);
        }
    }
}
