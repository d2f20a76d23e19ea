package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody can do with mails who means no good, or writes many. */
class MailDeskTest {
    private static final String EVE = "eve@home.example";

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void oneAddressOpensTwentyCasesADayAndItsWordsGoToTheLast(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Care care = hub.core.care();
            for (int i = 0; i < 25; i++) {
                hub.pass(Duration.ofSeconds(1));
                assertThat(care.mails().take(mail("a" + i, EVE, "Buy")))
                        .isEqualTo(i < MailDesk.MOST_CASES ? MailDesk.Outcome.OPENED : MailDesk.Outcome.SAID);
            }
            assertThat(all(care)).hasSize(20);
            assertThat(said(care, all(care).get(0)))
                    .as("its opening and five more")
                    .isEqualTo(6);
            assertThat(care.mails().take(mail("b", "cara@home.example", "Lost")))
                    .isEqualTo(MailDesk.Outcome.OPENED);
            hub.pass(Duration.ofDays(1));
            assertThat(care.mails().take(mail("c", EVE, "Buy"))).isEqualTo(MailDesk.Outcome.OPENED);
        }
    }

    /** The From: of a mail is anybody's to write. */
    @Test
    void acknowledgementsHaveNoWordsOfTheSenderAndAreFewAnHour() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            for (int i = 0; i < MailDesk.MOST_ACKNOWLEDGED_AN_HOUR + 5; i++) {
                care.mails().take(mail("a" + i, "victim" + i + "@home.example", "Buy at evil.example"));
            }
            assertThat(care.mails().toSend(1_000))
                    .hasSize(MailDesk.MOST_ACKNOWLEDGED_AN_HOUR)
                    .allSatisfy(sent -> assertThat(
                                    sent.subject().value() + sent.text().value())
                            .doesNotContain("evil"));
            hub.pass(Duration.ofHours(1).plusSeconds(1));
            care.mails().take(mail("b", "cara@home.example", "Lost"));
            assertThat(care.mails().toSend(1_000)).hasSize(MailDesk.MOST_ACKNOWLEDGED_AN_HOUR + 1);
        }
    }

    @Test
    void ofOneCaseTwoHundredThingsAreKept() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            care.mails().take(mail("a", EVE, "Lost"));
            Case opened = all(care).get(0);
            for (int i = 0; i < MailDesk.MOST_WORDS + 5; i++) {
                assertThat(care.mails().take(mail("b" + i, EVE, "Re: [" + opened.number() + "]")))
                        .isEqualTo(MailDesk.Outcome.SAID);
            }
            assertThat(said(care, opened)).isEqualTo(MailDesk.MOST_WORDS);
        }
    }

    /** Each changes the case under the others: where there are many writers, who comes second takes the mail again. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void mailsOfTheSameMomentAreAllSaidOnTheirCase(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Care care = hub.core.care();
            care.mails().take(mail("a", EVE, "Lost"));
            Case opened = all(care).get(0);
            CyclicBarrier together = new CyclicBarrier(4);
            ExecutorService hubs = Executors.newFixedThreadPool(4);
            try {
                List<Future<MailDesk.Outcome>> taken = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    IncomingMail mail = mail("b" + i, EVE, "Re: [" + opened.number() + "]");
                    taken.add(hubs.submit(() -> {
                        together.await();
                        return care.mails().take(mail);
                    }));
                }
                for (Future<MailDesk.Outcome> one : taken) {
                    assertThat(one.get()).isEqualTo(MailDesk.Outcome.SAID);
                }
                assertThat(said(care, opened)).isEqualTo(5);
            } finally {
                hubs.shutdownNow();
            }
        }
    }

    private static int said(Care care, Case about) {
        return care.interactions()
                .of(
                        new Interactions.About(Optional.empty(), Optional.empty(), Optional.of(about.id())),
                        Optional.empty(),
                        1_000)
                .size();
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
                        100);
    }

    private static IncomingMail mail(String id, String from, String subject) {
        return new IncomingMail(
                id + "@home.example",
                List.of(),
                new Personal(from),
                new Personal(subject),
                new Personal("words"),
                false,
                List.of());
    }
}
