package io.tagline.hub.crm;

import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.store.DataRefusedException;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of a CRM can't be read, each for itself: a right that is missing for one model, or a fault of ours with one, keeps nothing else
 * from coming in, and nothing from going out. Tried again after a pause, twice as long each time up to 5 min. Safe for any thread.
 */
final class Reading {
    private static final Logger log = LoggerFactory.getLogger(Reading.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MOST_DOUBLED = 9;

    private final String crm;
    private final Map<String, Failure> failures = new TreeMap<>();
    private final Map<String, Instant> from = new HashMap<>();

    Reading(String crm) {
        this.crm = crm;
    }

    private record Failure(int times, String reason) {}

    /** Whether this refusal is about what was asked for; else it is about all. */
    static boolean isOfOne(PeerClosedException e) {
        return e.why() != PeerClosedException.Why.CREDENTIALS;
    }

    /** Whether it may be one record, or one model, that isn't as we take it to be; the rest is the store's to say. */
    static boolean isOfOne(RuntimeException e) {
        return e instanceof DataRefusedException || !Transactions.isOfTheDatabase(e);
    }

    /** @param what the model, or what is done with it */
    synchronized boolean mayTry(String what, Instant now) {
        return !now.isBefore(from.getOrDefault(what, Instant.MIN));
    }

    synchronized void worked(String what) {
        if (failures.remove(what) != null) {
            from.remove(what);
            log.atInfo().addKeyValue("crm", crm).addKeyValue("what", what).log("CRM can be read again");
        }
    }

    synchronized void failed(String what, Exception e, Instant now) {
        Failure before = failures.getOrDefault(what, new Failure(0, ""));
        String reason = e instanceof PeerClosedException ? String.valueOf(e.getMessage()) : CrmWords.of(e);
        if (before.times() == 0) {
            log.atError()
                    .addKeyValue("crm", crm)
                    .addKeyValue("what", what)
                    .addKeyValue("reason", reason)
                    .log("CRM can't be read");
            log.debug("in its own words", e);
        }
        failures.put(what, new Failure(before.times() + 1, reason));
        Duration pause = FIRST.multipliedBy(1L << Math.min(before.times(), MOST_DOUBLED));
        from.put(what, now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST));
    }

    /** Of the first, in words; empty if all can be read. */
    synchronized Optional<Gate.Trouble> trouble() {
        return failures.entrySet().stream()
                .findFirst()
                .map(failure -> new Gate.Trouble(
                        "reading", failure.getKey() + ": " + failure.getValue().reason(), false));
    }
}
