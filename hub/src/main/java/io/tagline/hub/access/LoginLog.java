package io.tagline.hub.access;

import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Log-ins in the audit log: each that went through, and of those that did not so many a minute, with the number of the rest, since
 * guessers would fill the disk. Safe for any thread.
 */
public final class LoginLog {

    private static final Logger log = LoggerFactory.getLogger(LoginLog.class);

    private static final int REFUSED_PER_MINUTE = 30;
    private static final String ALL = "all";

    private final Transactions transactions;
    private final StaffDirectory staff;
    private final InstantSource clock;
    private final Throttle refused;
    private final AtomicLong unsaid = new AtomicLong();

    public LoginLog(Transactions transactions, StaffDirectory staff, InstantSource clock, LongSupplier tickNanos) {
        this.transactions = transactions;
        this.staff = staff;
        this.clock = clock;
        this.refused = new Throttle(REFUSED_PER_MINUTE, tickNanos);
    }

    /**
     * Somebody is in.
     *
     * @param address where the request came from
     */
    public void succeeded(Viewer who, String address) {
        record(who, "login.succeeded", "user:" + who.name(), "from " + AddressKey.of(address));
    }

    /**
     * Somebody is not.
     *
     * @param name what was given as a name; kept only where it is one, since people type passwords there
     * @param reason in a few words
     */
    public void refused(String name, String reason, String address) {
        if (!refused.tryAcquire(ALL)) {
            unsaid.incrementAndGet();
            return;
        }
        try {
            String subject = staff.isKnown(name) ? "user:" + name : "user:unknown";
            long others = unsaid.getAndSet(0);
            record(
                    new Viewer("nobody:", Set.of(), Optional.empty()),
                    "login.refused",
                    subject,
                    reason + ", from " + AddressKey.of(address)
                            + (others == 0 ? "" : "; " + others + " more since the last one that is written down"));
        } catch (StoreUnavailableException e) {
            log.atWarn().setCause(e).log("refused log-in is not in the audit log");
        }
    }

    private void record(Viewer who, String action, String subject, String detail) {
        boolean unused = transactions.write(tx -> {
            Audit.record(tx, who, action, subject, detail, clock.instant());
            return true;
        });
    }
}
