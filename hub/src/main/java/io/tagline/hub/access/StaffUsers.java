package io.tagline.hub.access;

import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Staff and their passwords, kept as hashes. Used by log-in and by the command {@code user}; safe for any thread. */
public final class StaffUsers {

    /** The one that the first start makes. */
    public static final String ADMIN = "admin";

    /** NIST SP 800-63B §5.1.1.2 asks for 8 at least, and for 64 to be taken. */
    private static final int SHORTEST = 8;

    private static final int LONGEST_BYTES = 256;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
    private static final Pattern POST = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

    private final Transactions transactions;
    private final InstantSource clock;
    private final StaffPasswords passwords = new StaffPasswords();

    public StaffUsers(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** A user with what a log-in is compared to. */
    record WithHash(StaffUser user, String passwordHash) {}

    /**
     * Adds a user.
     *
     * @param by who does it, for the audit log, as in the methods below
     * @return false if there is one of that name already, whose password and roles stay
     * @throws IllegalArgumentException for a name, post or password that does not do, without quoting the password
     */
    public boolean add(Viewer by, String name, String password, Set<Role> roles, Optional<String> post) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("user name \"" + name
                    + "\": expected 1 to 64 lower-case letters, digits, dots, hyphens, underscores or @");
        }
        requirePost(post);
        String hash = hash(password);
        WithHash user = new WithHash(new StaffUser(name, roles, post, clock.instant()), hash);
        return transactions.write(tx -> {
            boolean free = StaffUsersTable.find(tx, name).isEmpty();
            if (free) {
                StaffUsersTable.insert(tx, user);
                audit(tx, by, "user.added", name, rights(roles, post));
            }
            return free;
        });
    }

    /** Gives a user a new password; false if there is no such user. */
    public boolean setPassword(Viewer by, String name, String password) {
        String hash = hash(password);
        return transactions.write(tx -> {
            boolean there = StaffUsersTable.setPassword(tx, name, hash);
            if (there) {
                audit(tx, by, "user.password-changed", name, "");
            }
            return there;
        });
    }

    /** Gives a user other roles and another post; the sessions end. False if there is no such user. */
    public boolean setRights(Viewer by, String name, Set<Role> roles, Optional<String> post) {
        requirePost(post);
        return transactions.write(tx -> {
            Optional<WithHash> before = StaffUsersTable.find(tx, name);
            before.ifPresent(user -> {
                StaffUsersTable.setRights(tx, name, roles, post);
                audit(
                        tx,
                        by,
                        "user.rights-changed",
                        name,
                        rights(user.user().roles(), user.user().post()) + " to " + rights(roles, post));
            });
            return before.isPresent();
        });
    }

    /** Makes the user {@code admin} have this password. */
    void ensureAdmin(String password) {
        boolean same = find(ADMIN)
                .map(found -> passwords.matches(password, found.passwordHash()))
                .orElse(false);
        if (!same && !setPassword(Viewer.system(), ADMIN, password)) {
            add(Viewer.system(), ADMIN, password, Set.of(Role.ADMIN), Optional.empty());
        }
    }

    /** Removes a user; false if there is none of that name. */
    public boolean remove(Viewer by, String name) {
        return transactions.write(tx -> {
            boolean there = StaffUsersTable.delete(tx, name);
            if (there) {
                audit(tx, by, "user.removed", name, "");
            }
            return there;
        });
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

    /** The same password, kept in another way. */
    void keepAnew(String name, String oldHash, String newHash) {
        boolean unused = transactions.write(tx -> StaffUsersTable.replaceHash(tx, name, oldHash, newHash));
    }

    /** How passwords are compared. */
    StaffPasswords encoder() {
        return passwords;
    }

    private void audit(Tx tx, Viewer by, String action, String name, String detail) {
        Audit.record(tx, by, action, "user:" + name, detail, clock.instant());
    }

    private static String rights(Set<Role> roles, Optional<String> post) {
        return "roles " + Role.join(roles) + post.map(held -> ", post " + held).orElse("");
    }

    private static void requirePost(Optional<String> post) {
        if (post.isPresent() && !POST.matcher(post.get()).matches()) {
            throw new IllegalArgumentException(
                    "post \"" + post.get() + "\": expected 1 to 64 lower-case letters, digits or hyphens");
        }
    }

    private String hash(String password) {
        int bytes = password.getBytes(StandardCharsets.UTF_8).length;
        if (password.length() < SHORTEST || bytes > LONGEST_BYTES) {
            throw new IllegalArgumentException("password of " + password.length() + " characters, " + bytes
                    + " bytes: expected at least " + SHORTEST + " characters and at most " + LONGEST_BYTES + " bytes");
        }
        return passwords.hash(password);
    }
}
