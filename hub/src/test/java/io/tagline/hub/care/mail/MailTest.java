package io.tagline.hub.care.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.hub.TestHub;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseChange;
import io.tagline.hub.care.CaseFilter;
import io.tagline.hub.care.CaseState;
import io.tagline.hub.care.Interactions;
import io.tagline.hub.care.MailBacklog;
import io.tagline.hub.care.MailDesk;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.TestDatabase;
import io.tagline.settings.Secret;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With a real mail server: from a customer's mail to a case and back. */
class MailTest {
    private static final Viewer ANA = new Viewer("ana", Set.of(Role.REP), Optional.empty());
    private static final String DESK = "desk@post.example";

    @TempDir
    Path folder;

    private GreenMail server;
    private GreenMailUser deskUser;
    private MailAccount account;
    private Session session;

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        server.start();
        deskUser = server.setUser(DESK, "desk", "secret");
        server.setUser("cara@home.example", "cara", "other");
        account = new MailAccount(
                URI.create("imap://127.0.0.1:" + server.getImap().getPort()),
                URI.create("smtp://127.0.0.1:" + server.getSmtp().getPort()),
                "desk",
                new Secret("secret"),
                DESK,
                "INBOX",
                "Taken",
                Duration.ofSeconds(30),
                Optional.empty(),
                true);
        session = MailSessions.of(account);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void arrives(String... lines) throws MessagingException {
        byte[] raw = String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8);
        deskUser.deliver(new MimeMessage(session, new ByteArrayInputStream(raw)));
    }

    private void letter(String id, String subject, String... more) throws MessagingException {
        String headers = String.join("\r\n", more);
        arrives(
                "From: Cara Example <Cara@Home.example>",
                "To: " + DESK,
                "Message-ID: <" + id + "@home.example>",
                "Subject: " + subject + (headers.isEmpty() ? "" : "\r\n" + headers),
                "",
                "Where is it?",
                "");
    }

    private int look(Care care) throws MessagingException {
        return new Mailbox(account, session, care.mails(), mail -> false).look();
    }

    private int send(Care care) throws MessagingException {
        return new MailSender(account, session, care.mails()).look();
    }

    private int count(String name) throws MessagingException {
        try (Store store = session.getStore("imap")) {
            store.connect("127.0.0.1", server.getImap().getPort(), "desk", "secret");
            Folder there = store.getFolder(name);
            return there.exists() ? there.getMessageCount() : 0;
        }
    }

    private static List<Case> cases(Care care) {
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

    /** PostgreSQL holds no NUL in a text: such a mail was put aside as one that can't be taken. */
    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void mailWithANulInItsIdsIsTakenOnce(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Care care = hub.core.care();
            letter("a\0b", "Lost", "References: <x\0y@home.example> <\0>");
            letter("ab", "Lost");

            assertThat(look(care)).isEqualTo(2);

            assertThat(count("Taken")).isEqualTo(2);
            assertThat(cases(care)).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void mailOfAStrangerIsACaseAndTheAnswersAreOnIt(TestDatabase database) throws Exception {
        try (TestHub hub = new TestHub(database, folder)) {
            Care care = hub.core.care();
            letter("1", "=?UTF-8?Q?O=C3=B9_est-il_=3F?=");
            assertThat(look(care)).isOne();
            assertThat(count("INBOX")).isZero();
            assertThat(count("Taken")).isOne();
            Case opened = cases(care).get(0);
            assertThat(opened.subject().value()).isEqualTo("Où est-il ?");
            assertThat(opened.text().value()).isEqualTo("Where is it?");
            assertThat(opened.replyTo().orElseThrow().value()).isEqualTo("cara@home.example");

            assertThat(send(care)).isOne();
            MimeMessage acknowledged = server.getReceivedMessagesForDomain("home.example")[0];
            assertThat(acknowledged.getSubject()).isEqualTo("[" + opened.number() + "]");
            assertThat(acknowledged.getHeader("Auto-Submitted", null)).isEqualTo("auto-replied");
            assertThat(acknowledged.getHeader("In-Reply-To", null)).isEqualTo("<1@home.example>");
            assertThat(String.valueOf(acknowledged.getContent())).contains(opened.number());

            // a rep asks back by mail, and the customer's answer opens it again
            Case asked = care.mails().answer(opened.number(), opened.version(), "Which street?", ANA);
            Case waiting = care.cases().change(asked.number(), asked.version(), CaseChange.to(CaseState.WAITING), ANA);
            assertThat(waiting.progress().respondedAt()).isPresent();
            assertThat(send(care)).isOne();
            MimeMessage question = server.getReceivedMessagesForDomain("home.example")[1];
            assertThat(question.getHeader("Auto-Submitted", null)).isNull();
            letter("2", "Re: your question", "In-Reply-To: " + question.getMessageID());
            letter("3", "AW: [" + opened.number().toLowerCase(Locale.ROOT) + "] and more");
            assertThat(look(care)).isEqualTo(2);
            assertThat(cases(care)).hasSize(1);
            assertThat(cases(care).get(0).state()).isEqualTo(CaseState.OPEN);
            assertThat(care.interactions()
                            .of(
                                    new Interactions.About(
                                            Optional.empty(), Optional.empty(), Optional.of(opened.id())),
                                    Optional.empty(),
                                    10))
                    .hasSize(4);
        }
    }

    @Test
    void whatNoPersonWroteIsNeverAnsweredAndAMailIsTakenOnce() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            letter("1", "Out of office", "Auto-Submitted: auto-replied");
            letter("2", "News", "Precedence: bulk");
            letter("3", "News", "List-Id: <news.example>");
            arrives(
                    "From: Mail Delivery <MAILER-DAEMON@home.example>",
                    "Message-ID: <4@home.example>",
                    "Subject: Undeliverable",
                    "",
                    "no such user");
            arrives("Message-ID: <5@home.example>", "Subject: from nobody", "", "x");
            assertThat(look(care)).isEqualTo(5);
            assertThat(cases(care)).isEmpty();
            assertThat(send(care)).isZero();

            letter("6", "Lost");
            letter("6", "Lost");
            assertThat(look(care)).isEqualTo(2);
            assertThat(cases(care)).hasSize(1);
            assertThat(send(care)).isOne();

            // our own, come back: a loop ends here
            MimeMessage ours = server.getReceivedMessagesForDomain("home.example")[0];
            deskUser.deliver(new MimeMessage(ours));
            assertThat(look(care)).isOne();
            assertThat(cases(care)).hasSize(1);
            assertThat(send(care)).isZero();

            // two robots that say nothing of being robots fall silent
            for (int i = 10; i < 20; i++) {
                letter(String.valueOf(i), "I am not a robot");
            }
            assertThat(look(care)).isEqualTo(10);
            assertThat(send(care)).isEqualTo(4);
        }
    }

    /** Its sender is a mail system, its case nobody's: whoever sent what came back deals with it. */
    @Test
    void reportOfANoticeThatCameBackGoesToThoseWhoSentIt() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            letter("1", "Lost");
            arrives("From: MAILER-DAEMON@mx.example", "Message-ID: <2@mx.example>", "Subject: came back", "", "x", "");
            List<String> shown = new ArrayList<>();
            Mailbox mailbox = new Mailbox(account, session, care.mails(), mail -> {
                shown.add(new String(mail, StandardCharsets.UTF_8));
                return shown.get(shown.size() - 1).contains("MAILER-DAEMON");
            });
            assertThat(mailbox.look()).isEqualTo(2);
            assertThat(shown).hasSize(2);
            assertThat(shown.get(1)).contains("Subject: came back");
            assertThat(cases(care)).extracting(one -> one.subject().value()).containsExactly("Lost");
            assertThat(count("Taken")).isEqualTo(2);
            assertThat(count("INBOX")).isZero();
        }
    }

    @Test
    void mailStaysInTheMailboxUntilItIsCommitted() throws Exception {
        TestHub hub = new TestHub(TestDatabase.SQLITE, folder);
        letter("1", "Lost");
        MailDesk desk = hub.core.care().mails();
        hub.close();
        assertThatThrownBy(() -> new Mailbox(account, session, desk, mail -> false).look())
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(count("INBOX")).isOne();
        try (TestHub again = new TestHub(TestDatabase.SQLITE, folder)) {
            assertThat(look(again.core.care())).isOne();
            assertThat(cases(again.core.care())).hasSize(1);
            assertThat(count("INBOX")).isZero();
        }
    }

    @Test
    void attachmentsAreNamedAndHtmlBecomesText() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            arrives(
                    "From: cara@home.example",
                    "Message-ID: <1@home.example>",
                    "Subject: Broken",
                    "MIME-Version: 1.0",
                    "Content-Type: multipart/mixed; boundary=b",
                    "",
                    "--b",
                    "Content-Type: text/html; charset=x-none-such",
                    "",
                    "<p>In <b>pieces</b></p><script>alert(1)</script>",
                    "--b",
                    "Content-Type: image/jpeg",
                    "Content-Disposition: attachment; filename=vase.jpg",
                    "Content-Transfer-Encoding: base64",
                    "",
                    "AAAA",
                    "--b--",
                    "");
            arrives(
                    "From: cara@home.example",
                    "Message-ID: <2@home.example>",
                    "Subject: Nonsense",
                    "MIME-Version: 1.0",
                    "Content-Type: multipart/mixed",
                    "",
                    "no boundary, no parts");
            assertThat(look(care)).isEqualTo(2);
            assertThat(cases(care))
                    .extracting(found -> found.text().value())
                    .anySatisfy(text -> assertThat(text)
                            .startsWith("In pieces")
                            .contains("vase.jpg (image/jpeg")
                            .doesNotContain("alert"))
                    .hasSize(2);
        }
    }

    /** One such mail would have the hub die, start and die again for as long as the mail is there. */
    @Test
    void mailsWithNothingToReadInThemAreCasesThatSaySo() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            arrives("From: cara@home.example", "Message-ID: <1@home.example>", "Subject: Nothing", "", "\0", "");
            String late = Base64.getEncoder().encodeToString((" ".repeat(200) + "x").getBytes(StandardCharsets.UTF_8));
            letter("2", "=?UTF-8?B?" + late + "?=");
            letter("3", "Lost");
            assertThat(look(care)).isEqualTo(3);
            assertThat(count("INBOX")).isZero();
            assertThat(cases(care))
                    .extracting(one -> one.subject().value())
                    .containsExactlyInAnyOrder("Lost", "(no subject)", "Nothing");
            assertThat(cases(care)).extracting(one -> one.text().value()).contains("(no text)");
        }
    }

    /** It is named for as long as it is there, and those behind it are taken. */
    @Test
    void aMailThatCanNotBeTakenIsSetAside() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            int unused = hub.store
                    .transactions()
                    .write(
                            tx -> tx.execute(
                                    """
                            CREATE TRIGGER refusing BEFORE INSERT ON cases WHEN NEW.reply_to = 'eve@home.example'
                            BEGIN SELECT RAISE(ABORT, 'not that one'); END
                            """));
            arrives("From: eve@home.example", "Message-ID: <1@home.example>", "Subject: Trouble", "", "x", "");
            letter("2", "Lost");
            List<String> deaths = new CopyOnWriteArrayList<>();
            try (MailThread thread = MailThread.start(account, care.mails(), mail -> false, deaths::add)) {
                Awaitility.await().until(() -> thread.trouble().isPresent());
                assertThat(thread.trouble().orElseThrow()).contains("1 mails", "Taken-aside");
            }
            assertThat(deaths).isEmpty();
            assertThat(count("INBOX")).isZero();
            assertThat(count("Taken")).isOne();
            assertThat(count("Taken-aside")).isOne();
            assertThat(cases(care)).extracting(one -> one.subject().value()).containsExactly("Lost");
        }
    }

    /** What a server refuses for good is said on the case; a server that is away is asked again. */
    @Test
    void mailThatCanNotBeSentIsSaidOnItsCase() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Care care = hub.core.care();
            letter("1", "Lost");
            assertThat(look(care)).isOne();
            server.getSmtp().stopService();
            assertThatThrownBy(() -> send(care)).isInstanceOf(MessagingException.class);
            assertThat(care.mails().toSend(10)).hasSize(1);
            assertThat(care.mails().backlog()).isEqualTo(new MailBacklog(1, Optional.of(hub.now()), 0));
            care.mails().refused(care.mails().toSend(10).get(0), "550 no such user");
            assertThat(care.mails().toSend(10)).isEmpty();
            assertThat(care.mails().backlog()).isEqualTo(new MailBacklog(0, Optional.empty(), 1));
            hub.pass(Duration.ofDays(2));
            assertThat(care.mails().backlog()).isEqualTo(new MailBacklog(0, Optional.empty(), 0));
            assertThat(care.cases()
                            .open(cases(care).get(0).number())
                            .orElseThrow()
                            .history())
                    .extracting(event -> event.change())
                    .contains("mail-refused");
        }
    }

    @Test
    void withoutTlsNoPasswordGoesToAnotherMachine() throws Exception {
        MailAccount elsewhere = new MailAccount(
                account.imap(),
                account.smtp(),
                "desk",
                new Secret("secret"),
                DESK,
                "INBOX",
                "Taken",
                Duration.ofSeconds(30),
                Optional.empty(),
                false);
        Session guarded = MailSessions.of(elsewhere);
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Mailbox mailbox = new Mailbox(elsewhere, guarded, hub.core.care().mails(), mail -> false);
            assertThatThrownBy(mailbox::look)
                    .isInstanceOf(MessagingException.class)
                    .hasMessageContaining("STARTTLS");
        }
    }
}
