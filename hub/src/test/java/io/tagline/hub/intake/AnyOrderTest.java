package io.tagline.hub.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.store.TestDatabase;
import io.tagline.hub.store.Uuids;
import io.tagline.wire.Direction;
import io.tagline.wire.Scan;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However scans are cut into messages and transactions, repeated, shuffled and bound, the store comes to the same. */
final class AnyOrderTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String[] NUMBERS = {"RR123456785CA", "RB123456785GB", "BENCH100001", "BENCH100002"};
    private static final String[] PORTALS = {"door-1", "door-1", "van-1", "locker"};
    private static final List<Direction> DIRECTIONS = List.of(Direction.values());
    private static final int RUNS = 5;

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void anySplitAndAnyRepeatsGiveTheSameTables(TestDatabase database) throws Exception {
        List<Scan> scans = scans();
        String expected = null;
        for (int run = 0; run < RUNS; run++) {
            try (TestHub hub = new TestHub(database, folder)) {
                hub.pass(Duration.ofHours(4));
                List<Runnable> steps = new ArrayList<>();
                for (int i = 0; i < NUMBERS.length; i++) {
                    String number = NUMBERS[i];
                    String parcel = number + "=" + epc(i);
                    steps.add(() -> order(hub, number, parcel));
                }
                steps.addAll(transactions(hub, scans));
                Collections.shuffle(steps, random);
                steps.forEach(Runnable::run);
                String found = state(hub);
                expected = expected == null ? found : expected;
                assertThat(found).as("seed %d, run %d", seed, run).isEqualTo(expected);
            }
        }
    }

    @Test
    void generatorMakesWhatTheTestNeeds() {
        assertThat(scans()).hasSize(60).extracting(Scan::epc).contains(epc(0), epc(3));
    }

    private List<Scan> scans() {
        List<Scan> scans = new ArrayList<>();
        for (int seq = 1; seq <= 60; seq++) {
            // one tag in five is on no parcel
            String epc = epc(random.nextInt(NUMBERS.length + 1));
            Direction direction = DIRECTIONS.get(random.nextInt(DIRECTIONS.size()));
            String portal = PORTALS[random.nextInt(PORTALS.length)];
            Instant at = TestHub.START.plusSeconds(random.nextInt(4) * 1_000L);
            scans.add(
                    random.nextInt(6) == 0
                            ? TestHub.free(seq, portal, epc, direction, wrong(at))
                            : TestHub.scan(seq, portal, epc, direction, at));
        }
        return scans;
    }

    /** By a clock without a battery, or one that somebody has set. */
    private Instant wrong(Instant at) {
        return switch (random.nextInt(3)) {
            case 0 -> Instant.EPOCH.plusSeconds(random.nextInt(4) * 1_000L);
            case 1 -> at.plus(Duration.ofDays(3_650));
            default -> at.minus(Duration.ofDays(40));
        };
    }

    private static String epc(int i) {
        return "3034257BF7194E400000000" + i;
    }

    private List<Runnable> transactions(TestHub hub, List<Scan> scans) {
        List<Scan> sent = new ArrayList<>(scans);
        for (int i = 0; i < scans.size() / 2; i++) {
            sent.add(scans.get(random.nextInt(scans.size())));
        }
        Collections.shuffle(sent, random);
        List<Runnable> transactions = new ArrayList<>();
        while (!sent.isEmpty()) {
            List<ScanMessage> messages = new ArrayList<>();
            for (int m = 0; m <= random.nextInt(3) && !sent.isEmpty(); m++) {
                List<Scan> part = sent.subList(0, 1 + random.nextInt(Math.min(10, sent.size())));
                messages.add(TestHub.message(JOURNAL, part.toArray(Scan[]::new)));
                part.clear();
            }
            transactions.add(() -> hub.core.pipeline().accept(messages));
        }
        return transactions;
    }

    private static void order(TestHub hub, String reference, String parcel) {
        try {
            hub.order(reference, parcel);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Everything that customers see, and what the journal stands at. */
    private static String state(TestHub hub) {
        StringBuilder state = new StringBuilder();
        for (String number : NUMBERS) {
            var parcel = hub.core.parcels().byTrackingNumber(number).orElseThrow();
            state.append(number).append(' ').append(parcel.status()).append(' ').append(parcel.statusAt());
            // parcels have other ids in each run, which decide between like events of one time
            parcel.events().stream()
                    .map(event ->
                            event.occurredAt() + " " + event.estimated() + " " + event.kind() + " " + event.portal())
                    .sorted()
                    .forEach(line -> state.append("\n  ").append(line));
            state.append('\n');
        }
        var rows = new TreeSet<String>();
        hub.store.transactions().read(tx -> tx.sql("SELECT seq, epc, at, stamped_at FROM scans")
                .query((row, n) ->
                        rows.add(row.getLong(1) + " " + row.getString(2) + " " + row.getLong(3) + " " + row.getLong(4)))
                .list());
        var ranges = hub.store.transactions().read(tx -> tx.sql(
                        "SELECT from_seq, to_seq FROM journal_ranges WHERE journal = ?")
                .param(Uuids.bytes(JOURNAL))
                .query((row, n) -> row.getLong(1) + "-" + row.getLong(2))
                .list());
        return state.append(rows).append(ranges).toString();
    }
}
