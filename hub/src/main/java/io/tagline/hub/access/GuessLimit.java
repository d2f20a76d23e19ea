package io.tagline.hub.access;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Slows down guessing at secrets that machines and links carry. They are too long to be guessed (128 and 256 random bits); this keeps
 * the guessing from costing the database anything. An address that has guessed wrong too often is refused unheard, except with
 * what was right a while ago: others behind the same address go on. Remembers a bounded number of hashes. Safe for any thread.
 */
public final class GuessLimit {

    private static final int MOST_RIGHT = 10_000;

    private final Throttle wrongByAddress;
    // guarded by this; in order of use
    private final Map<String, Boolean> right = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_RIGHT;
        }
    };

    /** @param wrongPerMinute how many wrong ones an address may try */
    public GuessLimit(int wrongPerMinute, LongSupplier tickNanos) {
        this.wrongByAddress = new Throttle(wrongPerMinute, tickNanos);
    }

    /** Whether to look at what this address brings. */
    public boolean mayTry(String address, String secret) {
        return wrongByAddress.hasRoom(AddressKey.of(address)) || wasRight(MachineSecret.hash(secret));
    }

    private synchronized boolean wasRight(String hash) {
        return right.get(hash) != null;
    }

    /** It was. */
    public void right(String secret) {
        String hash = MachineSecret.hash(secret);
        synchronized (this) {
            right.put(hash, true);
        }
    }

    /** It was not. */
    public void wrong(String address) {
        boolean unused = wrongByAddress.tryAcquire(AddressKey.of(address));
    }
}
