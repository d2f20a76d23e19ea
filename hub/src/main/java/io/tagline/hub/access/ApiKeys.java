package io.tagline.hub.access;

import io.tagline.hub.store.Transactions;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The keys that programs call the API with. The store has their hashes only, and finds a key by its hash, so that time
 * tells nothing about a guess. Used at each call and by the command {@code key}; safe for any thread.
 */
public final class ApiKeys {

    private static final String PREFIX = "tl_";
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Set<Scope> PARTNERS = Set.of(Scope.READ, Scope.WRITE);

    private final Transactions transactions;
    private final InstantSource clock;
    private final Optional<String> hashOfSetKey;

    /** @param setKey one from the settings, accepted beside those in the store, with every scope */
    public ApiKeys(Transactions transactions, InstantSource clock, Optional<String> setKey) {
        this.transactions = transactions;
        this.clock = clock;
        this.hashOfSetKey = setKey.map(MachineSecret::hash);
    }

    /**
     * Makes a key.
     *
     * @param by who does it, for the audit log
     * @param source whose orders it is for, where it is a partner's
     * @return the key, which can't be had again; empty if there is one of that name already
     * @throws IllegalArgumentException for a name or source that does not do, or scopes that no partner can have
     */
    public Optional<String> add(Viewer by, String name, Set<Scope> scopes, Optional<String> source) {
        String key = random();
        return add(by, name, scopes, source, key) ? Optional.of(key) : Optional.empty();
    }

    /** A key that nobody has. */
    static String random() {
        return PREFIX + MachineSecret.random();
    }

    /** As above, with a key that was made before. */
    boolean add(Viewer by, String name, Set<Scope> scopes, Optional<String> source, String key) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("key name \"" + name
                    + "\": expected 1 to 64 lower-case letters, digits, dots, hyphens or underscores");
        }
        source.ifPresent(theirs -> requirePartners(theirs, scopes));
        ApiKey entry = new ApiKey(name, scopes, source, clock.instant());
        return transactions.write(tx -> {
            boolean free = ApiKeysTable.byName(tx, name).isEmpty();
            if (free) {
                ApiKeysTable.insert(tx, entry, MachineSecret.hash(key));
                Audit.record(
                        tx,
                        by,
                        "key.added",
                        "key:" + name,
                        "scopes " + Scope.join(scopes)
                                + source.map(theirs -> ", source " + theirs).orElse(""),
                        entry.createdAt());
            }
            return free;
        });
    }

    /** Takes a key away, at once; false if there is none of that name. */
    public boolean remove(Viewer by, String name) {
        return transactions.write(tx -> {
            boolean there = ApiKeysTable.delete(tx, name);
            if (there) {
                Audit.record(tx, by, "key.removed", "key:" + name, "", clock.instant());
            }
            return there;
        });
    }

    private static void requirePartners(String source, Set<Scope> scopes) {
        if (!SOURCE.matcher(source).matches()) {
            throw new IllegalArgumentException(
                    "source \"" + source + "\": expected 1 to 64 lower-case letters, digits and hyphens");
        }
        if (!PARTNERS.containsAll(scopes)) {
            throw new IllegalArgumentException(
                    "scopes " + Scope.join(scopes) + " of a partner's key: expected read or write");
        }
    }

    /** All keys in the store, by name. */
    public List<ApiKey> all() {
        return transactions.read(ApiKeysTable::all);
    }

    /** Whose key this is, or empty if it is nobody's. */
    Optional<ApiKey> find(String key) {
        String hash = MachineSecret.hash(key);
        if (hashOfSetKey.isPresent() && MachineSecret.matches(key, hashOfSetKey.get())) {
            return Optional.of(new ApiKey("settings", Set.of(Scope.values()), Optional.empty(), clock.instant()));
        }
        return transactions.read(tx -> ApiKeysTable.byHash(tx, hash));
    }
}
