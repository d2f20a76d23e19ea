package io.tagline.hub.access;

import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who looked at a customer or a case, in the audit log. Once in ten minutes for each that looks and what they look at: a page that is reloaded,
 * or a program that polls, says nothing new. Remembers a bounded number. Safe for any thread.
 */
public final class ViewLog {

    private static final Duration AGAIN_AFTER = Duration.ofMinutes(10);
    private static final int MOST_REMEMBERED = 10_000;

    private final Transactions transactions;
    private final InstantSource clock;
    // guarded by itself
    private final Map<String, Instant> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    public ViewLog(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Called before it is shown: what can't be written down is not shown.
     *
     * @param action {@code customer.viewed}, {@code case.viewed}
     * @param subject {@code kind:id}
     * @throws io.tagline.hub.store.StoreUnavailableException if it can't be written down
     */
    public void viewed(Viewer who, String action, String subject) {
        viewed(who, action, List.of(subject));
    }

    /** As above, of several that are shown together. */
    public void viewed(Viewer who, String action, List<String> subjects) {
        Instant now = clock.instant();
        List<String> fresh = subjects.stream()
                .distinct()
                .filter(subject -> !isRecent(key(who, action, subject), now))
                .toList();
        if (fresh.isEmpty()) {
            return;
        }
        boolean unused = transactions.write(tx -> {
            fresh.forEach(subject -> Audit.record(tx, who, action, subject, "", now));
            return true;
        });
        synchronized (seen) {
            for (String subject : fresh) {
                String key = key(who, action, subject);
                seen.remove(key);
                seen.put(key, now);
            }
        }
    }

    private boolean isRecent(String key, Instant now) {
        synchronized (seen) {
            Instant last = seen.get(key);
            return last != null && now.isBefore(last.plus(AGAIN_AFTER)) && !now.isBefore(last);
        }
    }

    private static String key(Viewer who, String action, String subject) {
        return who.name() + " " + action + " " + subject;
    }
}
