package io.tagline.hub.access;

import io.tagline.hub.store.Transactions;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Staff and their passwords, kept as bcrypt hashes. Used by log-in and by the command {@code user}; safe for any thread. */
public final class StaffUsers {

    /** The one that the first start makes. */
    public static final String ADMIN = "admin";

    /** NIST SP 800-63B §5.1.1.2 asks for 8 at least. */
    private static final int SHORTEST = 8;

    /** What bcrypt takes; more would be cut off silently. */
    private static final int LONGEST_BYTES = 72;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");

    private final Transactions transactions;
    private final InstantSource clock;
    private final PasswordEncoder encoder =
            new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder()));

    public StaffUsers(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A user with what a log-in is compared to. */
    record WithHash(StaffUser user, String passwordHash) {}

    /**
     * Adds a user.
     *
     * @return false if there is one of that name already, whose password and roles stay
     * @throws IllegalArgumentException for a name or password that does not do, without quoting the password
     */
    public boolean add(String name, String password, Set<Role> roles) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("user name \"" + name
                    + "\": expected 1 to 64 lower-case letters, digits, dots, hyphens, underscores or @");
        }
        String hash = hash(password);
        WithHash user = new WithHash(new StaffUser(name, roles, clock.instant()), hash);
        return transactions.write(tx -> {
            boolean free = StaffUsersTable.find(tx, name).isEmpty();
            if (free) {
                StaffUsersTable.insert(tx, user);
            }
            return free;
        });
    }

    /** Gives a user a new password; false if there is no such user. */
    public boolean setPassword(String name, String password) {
        String hash = hash(password);
        return transactions.write(tx -> StaffUsersTable.setPassword(tx, name, hash));
    }

    /** Makes the user {@code admin} have this password. */
    public void ensureAdmin(String password) {
        boolean same = find(ADMIN)
                .map(found -> encoder.matches(password, found.passwordHash()))
                .orElse(false);
        if (!same && !setPassword(ADMIN, password)) {
            add(ADMIN, password, Set.of(Role.ADMIN));
        }
    }

    /** Removes a user; false if there is none of that name. */
    public boolean remove(String name) {
        return transactions.write(tx -> StaffUsersTable.delete(tx, name));
    }

    /** Everyone, by name. */
    public List<StaffUser> all() {
        return transactions.read(StaffUsersTable::all).stream()
                .map(WithHash::user)
                .toList();
    }

    Optional<WithHash> find(String name) {
        return transactions.read(tx -> StaffUsersTable.find(tx, name));
    }

    /** How passwords are compared. */
    PasswordEncoder encoder() {
        return encoder;
    }

    private String hash(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
            throw new IllegalArgumentException("password of " + password.length() + " characters, " + bytes
                    + " bytes: expected at least " + SHORTEST + " characters and at most " + LONGEST_BYTES + " bytes");
        }
        return encoder.encode(password);
    }
}
