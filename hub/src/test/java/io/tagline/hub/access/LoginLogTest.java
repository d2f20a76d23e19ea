package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of log-ins and looks is in the audit log, and that guessers don't fill it. */
final class LoginLogTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final Viewer ZOE = new Viewer("zoe", Set.of(Role.REP), Optional.empty());

    private final AtomicLong tick = new AtomicLong();
    private Instant now = NOW;

    @TempDir
    Path folder;

    private Store store;
    private LoginLog logins;

    @BeforeEach
    void open() {
        InstantSource clock = () -> now;
        store = Store.open(TestDatabase.SQLITE.fresh(folder));
        StaffUsers users = new StaffUsers(store.transactions(), clock);
        users.add(Viewer.system(), "zoe", "first-password", Set.of(Role.REP), Optional.empty());
        logins = new LoginLog(store.transactions(), new StaffDirectory(users), clock, tick::get);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private List<AuditEntry> of(String subject) {
        return store.transactions().read(tx -> Audit.of(tx, subject, 1000));
    }

    @Test
    void nameThatIsNobodysIsNotKeptSinceItMayBeAPassword() {
        logins.refused("hunter2-my-password", "wrong name or password", "192.0.2.1");
        logins.refused("zoe", "wrong name or password", "2001:db8::7");
        logins.succeeded(ZOE, "192.0.2.1");

        assertThat(of("user:unknown")).hasSize(1).first().asString().doesNotContain("hunter2");
        assertThat(of("user:zoe"))
                .extracting(AuditEntry::action)
                .containsExactly("login.succeeded", "login.refused", "user.added");
        assertThat(of("user:zoe").get(1).detail()).isEqualTo("wrong name or password, from 20010db800000000::/64");
    }

    @Test
    void guessersFillALineInTwoSecondsAtMostAndNoneIsForgotten() {
        for (int i = 0; i < 500; i++) {
            logins.refused("nobody-" + i, "wrong name or password", "192.0.2." + i % 250);
        }
        assertThat(of("user:unknown")).hasSize(30);
        tick.addAndGet(2_000_000_000L);
        logins.refused("nobody", "wrong name or password", "192.0.2.1");

        assertThat(of("user:unknown").get(0).detail()).endsWith("; 470 more since the last one that is written down");
    }

    @Test
    void pageThatIsReloadedIsOneLookUntilTenMinutesLater() {
        ViewLog views = new ViewLog(store.transactions(), () -> now);
        Viewer other = new Viewer("bob", Set.of(Role.REP), Optional.empty());
        for (int i = 0; i < 5; i++) {
            views.viewed(ZOE, "customer.viewed", "customer:1");
        }
        views.viewed(other, "customer.viewed", "customer:1");
        assertThat(of("customer:1")).extracting(AuditEntry::who).containsExactly("bob", "zoe");

        now = NOW.plusSeconds(601);
        views.viewed(ZOE, "customer.viewed", "customer:1");
        assertThat(of("customer:1")).hasSize(3);
    }
}
