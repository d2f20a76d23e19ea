package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The accounts must find what is wrong: each way in which a scan can go missing, come twice or change. */
class AccountsTest {
    private static final UUID JOURNAL = UUID.fromString("5e1cf1a4-9f0b-4c9e-8d7e-000000000001");
    private static final String TAG = "3114F4E4E43B9ACA01000000";

    @TempDir
    private Path folder;

    private Path ledger;
    private Path dataDir;
    private final Witness.Seen seen = new Witness.Seen();

    @BeforeEach
    void threeScansEverywhere() throws Exception {
        ledger = folder.resolve("hub.db");
        dataDir = Files.createDirectory(folder.resolve("agent"));
        execute(
                ledger,
                "CREATE TABLE scans (journal, seq, portal, epc, direction, at, first_seen, last_seen, reads, peak_rssi_dbm,"
                        + " confidence, clock, clock_error_ms, stamped_at)",
                "CREATE TABLE tag_bindings (epc)",
                "CREATE TABLE tracking_events (parcel, journal, seq)");
        execute(
                dataDir.resolve("journal.db"),
                "CREATE TABLE earlier (above, id)",
                "CREATE TABLE journal (id, above)",
                "INSERT INTO journal VALUES ('" + JOURNAL + "', 0)",
                "CREATE TABLE scan (seq, portal, epc, direction, at_ms, first_seen_ms, last_seen_ms, reads, peak_rssi_dbm,"
                        + " confidence, clock, clock_error_ms)");
        for (int seq = 1; seq <= 3; seq++) {
            String values = ", 'door-1', %s, 'in', " + 1_000 * seq + ", 900, 1100, 9, -50.0, 0.9, 'synced', 5)";
            execute(
                    dataDir.resolve("journal.db"),
                    "INSERT INTO scan VALUES (" + seq + values.formatted("x'" + TAG + "'"));
            execute(ledger, insert(JOURNAL, seq, values));
        }
        seen.saw(3);
    }

    private static String insert(UUID journal, long seq, String values) {
        return "INSERT INTO scans (journal, seq, portal, epc, direction, at, first_seen, last_seen, reads, peak_rssi_dbm, confidence,"
                + " clock, clock_error_ms) VALUES (x'" + journal.toString().replace("-", "") + "', " + seq
                + values.formatted("'" + TAG + "'");
    }

    @Test
    void sameOnBothSidesIsWell() throws Exception {
        FaultTally total = balance().total();
        assertThat(total.accepted).isEqualTo(3);
        assertThat(total.stored).isEqualTo(3);
        assertThat(total.lost + total.doubled + total.altered).isZero();
    }

    @Test
    void scanThatTheHubDoesNotHaveIsLost() throws Exception {
        execute(ledger, "DELETE FROM scans WHERE seq = 2");
        assertThat(balance().total().lost).isEqualTo(1);
        assertThat(balance().findings()).anyMatch(each -> each.startsWith("lost: " + JOURNAL + " 2"));
    }

    @Test
    void scanThatTheAgentOnceSaidItHadIsLostEvenIfItsJournalHasForgottenIt() throws Exception {
        seen.saw(5);
        assertThat(balance().total().lost).isEqualTo(2);
    }

    @Test
    void scanWhoseBytesAFaultDestroyedIsNamedAndNotHeldAgainstTheLine() throws Exception {
        execute(ledger, "DELETE FROM scans WHERE seq = 2");
        seen.destroyed(new SeqRange(2, 2), "journal-flip");
        assertThat(balance().total().lost).isZero();
        assertThat(balance().total().destroyed).isEqualTo(1);
    }

    @Test
    void scanThatNoAgentHeldWhenTheHubsDatabaseWentIsTheFaultsAndNothingElseIs() throws Exception {
        Map<UUID, NavigableMap<Long, Scan>> before = StoredScans.ledger(ledger);
        // let go on a full disk before the fault
        execute(dataDir.resolve("journal.db"), "DELETE FROM scan WHERE seq = 1");
        HubLoss loss = HubLoss.of(before, Map.of(), HubLoss.held(List.of(dataDir)));
        loss.destroyed().forEach((journal, scans) -> seen.destroyedInHub(scans, "hub-database-gone"));
        execute(ledger, "DELETE FROM scans WHERE seq < 3");

        Accounts accounts = balance();

        assertThat(accounts.destroyedBy()).isEqualTo(Map.of("hub-database-gone", 1L));
        assertThat(accounts.findings()).singleElement().asString().startsWith("lost: " + JOURNAL + " 2 ");
        assertThat(accounts.everInHub().getOrDefault(JOURNAL, new TreeMap<>())).containsOnlyKeys(1L, 3L);
    }

    @Test
    void scanThatIsStillInTheBackupMayNotGo() throws Exception {
        Map<UUID, NavigableMap<Long, Scan>> before = StoredScans.ledger(ledger);
        HubLoss loss = HubLoss.of(before, before, Map.of());
        assertThat(HubLoss.count(loss.destroyed()) + HubLoss.count(loss.owed())).isZero();
    }

    @Test
    void aRestoredJournalsScansCountUnderTheNameThatTheHubKnows() throws Exception {
        UUID later = UUID.fromString("5e1cf1a4-9f0b-4c9e-8d7e-000000000003");
        execute(
                dataDir.resolve("journal.db"),
                "INSERT INTO earlier SELECT above, id FROM journal",
                "UPDATE journal SET id = '" + later + "', above = 2");
        assertThat(balance().findings()).singleElement().asString().startsWith("lost: " + later + " 1 ");
    }

    @Test
    void scanThatChangedOnItsWayIsAltered() throws Exception {
        execute(ledger, "UPDATE scans SET at = at + 1 WHERE seq = 2");
        assertThat(balance().total().altered).isEqualTo(1);
    }

    @Test
    void timeThatTheHubCouldNotBelieveIsNotAltered() throws Exception {
        execute(ledger, "UPDATE scans SET stamped_at = at, at = 1500 WHERE seq = 2");
        Accounts accounts = balance();
        assertThat(accounts.total().altered).isZero();
        assertThat(accounts.accepted().getOrDefault(JOURNAL, new TreeMap<>()).values())
                .extracting(Scan::at)
                .contains(Instant.ofEpochMilli(1_500));
    }

    @Test
    void scanThatNoJournalHadIsFound() throws Exception {
        execute(ledger, insert(JOURNAL, 9, ", 'door-1', %s, 'in', 9000, 8900, 9100, 9, -50.0, 0.9, 'synced', 5)"));
        assertThat(balance().total().altered).isEqualTo(1);
    }

    @Test
    void samePassageUnderAnotherIdentityIsDoubled() throws Exception {
        UUID other = UUID.fromString("5e1cf1a4-9f0b-4c9e-8d7e-000000000002");
        execute(ledger, insert(other, 1, ", 'door-1', %s, 'in', 2000, 900, 1100, 9, -50.0, 0.9, 'synced', 5)"));
        assertThat(balance().total().doubled).isEqualTo(1);
    }

    @Test
    void twoEventsOfOneScanAreDoubledAndNoneIsLost() throws Exception {
        execute(ledger, "INSERT INTO tag_bindings VALUES ('" + TAG + "')");
        execute(ledger, "INSERT INTO tracking_events SELECT 'p', journal, seq FROM scans WHERE seq < 3");
        execute(ledger, "INSERT INTO tracking_events SELECT 'p', journal, seq FROM scans WHERE seq = 1");
        assertThat(balance().total().doubled).isEqualTo(1);
        assertThat(balance().total().lost).isEqualTo(1);
    }

    @Test
    void journalThatWentBackIsFound() throws Exception {
        seen.saw(2);
        assertThat(balance().findings()).anyMatch(each -> each.startsWith("went back: "));
    }

    @Test
    void scanCountsForTheFaultDuringWhichItWasAccepted() throws Exception {
        execute(ledger, "DELETE FROM scans WHERE seq = 2");
        List<Injection> injections = List.of(injection("kill-agent", 1), injection("kill-hub", 2));
        Accounts accounts = Accounts.of(ledger, List.of(dataDir), Map.of(JOURNAL, seen), injections);
        assertThat(accounts.lines())
                .extracting(line -> line.name() + " " + line.accepted + " " + line.lost)
                .containsExactly("(before) 1 0", "kill-agent 1 1", "kill-hub 1 0");
    }

    private static Injection injection(String fault, long before) {
        return new Injection(fault, Set.of(Part.AGENT), "", 0, 0, 0, Optional.empty(), Map.of(JOURNAL, before));
    }

    private Accounts balance() throws Exception {
        return Accounts.of(ledger, List.of(dataDir), Map.of(JOURNAL, seen), List.of());
    }

    private static void execute(Path database, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }
}
