package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.tracking.EventKind;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A depot was cut off for half a day and catches up with 10,000 scans: nobody gets a mail for each. */
final class NoticeStormTest {
    private static final Logger log = LoggerFactory.getLogger(NoticeStormTest.class);
    private static final int RECIPIENTS = 50;
    private static final int PARCELS_EACH = 50;
    private static final int SCANS_EACH = 4;
    private static final int AT_ONCE = 100;

    @TempDir
    Path folder;

    private NoticeBench bench;
    private FakeMailServer mail;

    @BeforeEach
    void start() throws Exception {
        bench = new NoticeBench(TestDatabase.SQLITE, folder);
        mail = new FakeMailServer();
        bench.open(mail.port(), QuietHours.NONE);
    }

    @AfterEach
    void stop() {
        bench.close();
        mail.close();
    }

    private static String epc(int recipient, int parcel) {
        return "30340789000C0E42%08X".formatted(recipient * PARCELS_EACH + parcel);
    }

    private void order(int recipient) throws Exception {
        String[] parcels = new String[PARCELS_EACH];
        for (int i = 0; i < PARCELS_EACH; i++) {
            parcels[i] = "PARCEL-%02d-%02d=%s".formatted(recipient, i, epc(recipient, i));
        }
        String json = new String(TestHub.orderJson(parcels), StandardCharsets.UTF_8)
                .replace(
                        "{\"reference\":\"C-1\",\"name\":\"Ada\"}",
                        "{\"reference\":\"C-%d\",\"email\":\"c%d@example.org\"}".formatted(recipient, recipient));
        var unused = bench.hub
                .core
                .orders()
                .put("shop", "A-" + recipient, OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, Integer> mailsByRecipient() {
        Map<String, Integer> found = new HashMap<>();
        mail.taken.stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("To: "))
                .forEach(line -> found.merge(line, 1, Integer::sum));
        return found;
    }

    @Test
    void backlogOfTenThousandScansIsOneMailForEachRecipientAndDay() throws Exception {
        for (int recipient = 0; recipient < RECIPIENTS; recipient++) {
            order(recipient);
        }
        bench.make();
        Instant began = bench.hub.now().minus(Duration.ofHours(12));
        List<Scan> scans = new ArrayList<>();
        for (int scan = 0; scan < SCANS_EACH; scan++) {
            // in, out, in again, and with the van
            String portal = scan < 3 ? "door-1" : "van-1";
            Direction direction = scan % 2 == 0 ? Direction.IN : Direction.OUT;
            for (int i = 0; i < RECIPIENTS * PARCELS_EACH; i++) {
                Instant at = began.plus(Duration.ofHours(2L * scan)).plusMillis(i);
                scans.add(
                        TestHub.scan(scans.size() + 1, portal, epc(i / PARCELS_EACH, i % PARCELS_EACH), direction, at));
            }
        }
        assertThat(scans).hasSize(10_000);
        UUID journal = new UUID(1, 2);
        long start = System.nanoTime();
        for (int from = 0; from < scans.size(); from += AT_ONCE) {
            var unused = bench.hub.accept(
                    TestHub.message(journal, scans.subList(from, from + AT_ONCE).toArray(Scan[]::new)));
            // the depot's line is slow: it takes 100 seconds, and notices are made and sent all the while
            bench.hub.pass(Duration.ofSeconds(1));
            bench.make();
            bench.send();
        }
        long taken = System.nanoTime();
        bench.makeAndSend();
        bench.pass(Duration.ofMinutes(20));
        long sent = System.nanoTime();

        assertThat(mail.taken).hasSize(RECIPIENTS);
        assertThat(mailsByRecipient())
                .hasSize(RECIPIENTS)
                .allSatisfy((to, mails) -> assertThat(mails).as(to).isEqualTo(1));
        assertThat(mail.taken.get(0)).contains("Subject: News of 50 parcels", "out for delivery", "And 30 more.");
        log.atInfo()
                .addKeyValue("scans", scans.size())
                .addKeyValue("mails", mail.taken.size())
                .addKeyValue(
                        "intakeAndMakingMs", Duration.ofNanos(taken - start).toMillis())
                .addKeyValue("sendingMs", Duration.ofNanos(sent - taken).toMillis())
                .log("storm");

        // more late news on the same day waits; what happens now does not
        bench.report("PARCEL-00-00", EventKind.ATTEMPT_FAILED, Duration.ofHours(1));
        bench.report("PARCEL-01-01", EventKind.DELIVERED, Duration.ZERO);
        bench.makeAndSend();
        assertThat(mailsByRecipient()).containsEntry("To: c1@example.org", 2).containsEntry("To: c0@example.org", 1);
        bench.pass(Duration.ofHours(30));
        assertThat(mailsByRecipient()).containsEntry("To: c0@example.org", 2);
        assertThat(mail.taken).hasSize(RECIPIENTS + 2);
    }
}
