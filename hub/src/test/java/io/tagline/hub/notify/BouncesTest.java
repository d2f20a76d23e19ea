package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.notify.Bounces.Report;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that comes back, and mailboxes that can't be reached. */
final class BouncesTest {
    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeMailServer mail;
    private Bounces bounces;
    private String number;

    @BeforeEach
    void start() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        mail = new FakeMailServer();
        bench.open(mail.port(), QuietHours.NONE);
        bounces = new Bounces(bench.hub.store.transactions(), bench.hub::now);
        number = bench.order("C-1", "eve@example.org");
    }

    @AfterEach
    void stop() {
        bench.close();
        mail.close();
    }

    private Notice newest() {
        return bench.kept(number).get(0);
    }

    @Test
    void mailThatComesBackClosesItsMailbox() {
        bench.happens(number, EventKind.ACCEPTED);
        String ref = newest().ref().orElseThrow();
        long told = bench.customersChanged();

        assertThat(bounces.returned(report(ref, "delayed", "4.4.1"))).isEqualTo(Report.NOTED);
        assertThat(newest().state()).as("delayed is not failed").isEqualTo(NoticeState.SENT);
        assertThat(bounces.returned(report("AAAAAAAAAAAAAAAAAAAAAA", "failed", "5.1.1")))
                .as("nobody can make up a bounce without the name of the mail")
                .isEqualTo(Report.NOT_OURS);
        assertThat(bounces.returned("Subject: hello\r\n\r\nhello".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(Report.NOT_OURS);
        assertThat(bounces.returned(report(ref, "failed", "5.1.1"))).isEqualTo(Report.NOTED);
        assertThat(newest().state()).isEqualTo(NoticeState.BOUNCED);
        assertThat(newest().reason()).contains("5.1.1");
        assertThat(bench.customersChanged())
                .as("who keeps its owner too is told")
                .isEqualTo(told + 1);

        bench.happens(number, EventKind.DELIVERED);
        assertThat(mail.taken).hasSize(1);
    }

    @Test
    void newsOfManyThatComesBackCameBackForAll() throws Exception {
        List<String> numbers = new ArrayList<>(List.of(number));
        for (int i = 0; i < 4; i++) {
            numbers.add(bench.order("C-1", "eve@example.org"));
        }
        numbers.forEach(each -> bench.report(each, EventKind.ACCEPTED, Duration.ZERO));
        bench.makeAndSend();
        String ref = numbers.stream()
                .flatMap(each -> bench.kept(each).get(0).ref().stream())
                .findFirst()
                .orElseThrow();
        assertThat(bounces.returned(report(ref, "failed", "5.2.2"))).isEqualTo(Report.NOTED);
        assertThat(numbers)
                .allSatisfy(each -> assertThat(bench.kept(each).get(0).state()).isEqualTo(NoticeState.BOUNCED));
        bench.happens(number, EventKind.DELIVERED);
        assertThat(mail.taken).as("a full mailbox may be emptied").hasSize(2);
    }

    @Test
    void mailboxThatTakesNothingForDaysIsGivenUpInTheEnd() throws Exception {
        mail.reply("RCPT", "452 4.2.2 mailbox full");
        for (int i = 0; i < 5; i++) {
            String each = bench.order("C-1", "eve@example.org");
            bench.happens(each, EventKind.ACCEPTED);
            for (int hours = 0; hours < 40; hours++) {
                bench.pass(Duration.ofHours(1));
            }
            assertThat(bench.kept(each).get(0).state()).isEqualTo(NoticeState.FAILED);
            assertThat(bench.kept(each).get(0).attempts()).isEqualTo(7);
        }
        mail.normal();
        bench.happens(number, EventKind.DELIVERED);
        assertThat(mail.taken).isEmpty();
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
