package io.tagline.hub.care.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tagline.certificates.TestAuthority;
import io.tagline.certificates.TestAuthority.Issued;
import io.tagline.hub.TestHub;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.CaseFilter;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tls.ServedCertificate;
import io.tagline.settings.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mails by TLS, with a mail server whose certificate is the test's: taken and sent, or nothing at all. */
class MailTlsTest {
    private static final String DESK = "desk@post.example";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final TestAuthority authority = new TestAuthority("post");
    private GreenMail server;

    @BeforeEach
    void start() throws Exception {
        server = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP)
        });
        server.start();
        GreenMailUser desk = server.setUser(DESK, "desk", "secret");
        server.setUser("cara@home.example", "cara", "other");
        byte[] mail = "From: cara@home.example\r\nMessage-ID: <1@home.example>\r\nSubject: Lost\r\n\r\nWhere is it?\r\n"
                .getBytes(StandardCharsets.UTF_8);
        desk.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private ServedCertificate served(Issued issued) throws Exception {
        return ServedCertificate.open("mail", issued.certificate(), issued.key(), InstantSource.system());
    }

    private static MailAccount account(int imaps, int smtps, Path trusted) {
        return new MailAccount(
                URI.create("imaps://127.0.0.1:" + imaps),
                URI.create("smtps://127.0.0.1:" + smtps),
                "desk",
                new Secret("secret"),
                DESK,
                "INBOX",
                "Taken",
                Duration.ofMillis(50),
                Optional.of(trusted),
                false);
    }

    private static int cases(Care care) {
        CaseFilter all = new CaseFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);
        return care.cases().list(all, Optional.empty(), 10).size();
    }

    @Test
    void mailIsTakenAndAnsweredByTlsWhereTheCertificateIsRight() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder);
                ServedCertificate served = served(authority.issue(folder, "127.0.0.1"));
                TlsFront imaps = TlsFront.before(server.getImap().getPort(), served.sslContext());
                TlsFront smtps = TlsFront.before(server.getSmtp().getPort(), served.sslContext())) {
            Care care = hub.core.care();
            MailAccount account = account(imaps.port(), smtps.port(), authority.trust(folder));
            Session session = MailSessions.of(account);
            assertThat(new Mailbox(account, session, care.mails(), mail -> false).look())
                    .isOne();
            assertThat(cases(care)).isOne();
            assertThat(new MailSender(account, session, care.mails()).look()).isOne();
            assertThat(server.getReceivedMessagesForDomain("home.example")).hasSize(1);
        }
    }

    /** Of somebody else's authority, for another machine, or out of date: the password goes to none of them. */
    @Test
    void aWrongCertificateIsRefusedInBothDirections() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        assertRefused(new TestAuthority("post").issue(folder.resolve("other"), "127.0.0.1"), "PKIX");
        assertRefused(authority.issue(folder.resolve("name"), "mail.post.example"), "127.0.0.1");
        assertRefused(
                authority.issue(folder.resolve("old"), yesterday.minus(Duration.ofDays(9)), yesterday, "127.0.0.1"),
                "NotAfter");
    }

    private void assertRefused(Issued issued, String reason) throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, Files.createTempDirectory(folder, "hub"));
                ServedCertificate served = served(issued);
                TlsFront imaps = TlsFront.before(server.getImap().getPort(), served.sslContext());
                TlsFront smtps = TlsFront.before(server.getSmtp().getPort(), served.sslContext())) {
            MailAccount account = account(imaps.port(), smtps.port(), authority.trust(folder));
            Session session = MailSessions.of(account);
            Care care = hub.core.care();
            assertThatThrownBy(() -> new Mailbox(account, session, care.mails(), mail -> false).look())
                    .as(reason)
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining(reason);
            assertThat(cases(care)).isZero();
            MailAccount plainIn = new MailAccount(
                    URI.create("imap://127.0.0.1:" + server.getImap().getPort()),
                    account.smtp(),
                    "desk",
                    new Secret("secret"),
                    DESK,
                    "INBOX",
                    "Copies" + reason.replaceAll("[^A-Za-z]", ""),
                    Duration.ofSeconds(1),
                    account.caFile(),
                    true);
            assertThat(new Mailbox(plainIn, MailSessions.of(plainIn), care.mails(), mail -> false).look())
                    .isOne();
            assertThatThrownBy(() -> new MailSender(account, session, care.mails()).look())
                    .as(reason)
                    .isInstanceOf(MessagingException.class)
                    .hasStackTraceContaining(reason);
            assertThat(server.getReceivedMessagesForDomain("home.example")).isEmpty();
            // back for the next one
            server.getUserManager().getUser("desk").deliver(copied());
        }
    }

    private static MimeMessage copied() throws MessagingException {
        byte[] mail = "From: cara@home.example\r\nMessage-ID: <2@home.example>\r\nSubject: Lost\r\n\r\nWhere is it?\r\n"
                .getBytes(StandardCharsets.UTF_8);
        return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail));
    }

    /** Operations see it after the third look, in a line that says why; once it is right, mails go on by themselves. */
    @Test
    void theThreadSaysWhyItCanNotAndGoesOnWhenItCan() throws Exception {
        Issued right = authority.issue(folder, "127.0.0.1");
        Issued wrong = new TestAuthority("post").issue(folder.resolve("wrong"), "127.0.0.1");
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder);
                ServedCertificate bad = served(wrong);
                TlsFront imaps = TlsFront.before(server.getImap().getPort(), bad.sslContext());
                TlsFront smtps = TlsFront.before(server.getSmtp().getPort(), bad.sslContext())) {
            Care care = hub.core.care();
            try (MailThread mails = MailThread.start(
                    account(imaps.port(), smtps.port(), authority.trust(folder)),
                    care.mails(),
                    mail -> false,
                    why -> {})) {
                await().atMost(LIMIT).until(() -> mails.trouble().isPresent());
                assertThat(mails.trouble().orElseThrow())
                        .startsWith("mails are not taken: ")
                        .contains("PKIX")
                        .hasSizeLessThanOrEqualTo(300)
                        .doesNotContain("secret", "\n");
            }
            assertThat(cases(care)).isZero();
            try (ServedCertificate good = served(right);
                    TlsFront imapsNow = TlsFront.before(server.getImap().getPort(), good.sslContext());
                    TlsFront smtpsNow = TlsFront.before(server.getSmtp().getPort(), good.sslContext());
                    MailThread mails = MailThread.start(
                            account(imapsNow.port(), smtpsNow.port(), authority.trust(folder)),
                            care.mails(),
                            mail -> false,
                            why -> {})) {
                await().atMost(LIMIT).until(() -> cases(care) == 1);
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(server.getReceivedMessagesForDomain("home.example"))
                                .hasSize(1));
                assertThat(mails.trouble()).isEmpty();
            }
        }
    }
}
