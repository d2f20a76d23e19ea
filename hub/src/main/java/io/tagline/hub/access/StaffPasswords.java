package io.tagline.hub.access;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How passwords are kept: argon2id with 19 MiB, two passes, one lane (OWASP Password Storage Cheat Sheet; RFC 9106 §4 for the
 * function). Those kept as bcrypt still open the door and are kept anew at the next log-in. Safe for any thread; two are looked at
 * at a time, so that a crowd at the door takes 38 MiB of the heap and no more.
 */
final class StaffPasswords implements PasswordEncoder {

    private static final String METHOD = "argon2id";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int MEMORY_KIB = 19_456;
    private static final int PASSES = 2;

    private static final int AT_ONCE = 2;

    /** What bcrypt looks at: more than that can't have been the password, and would be cut off. */
    private static final int LONGEST_BCRYPT_BYTES = 72;

    private final Semaphore places = new Semaphore(AT_ONCE, true);
    private final PasswordEncoder methods = new DelegatingPasswordEncoder(
            METHOD,
            Map.of(
                    METHOD,
                    new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES),
                    "bcrypt",
                    new BCryptPasswordEncoder()));

    @Override
    public @Nullable String encode(@Nullable CharSequence password) {
        places.acquireUninterruptibly();
        try {
            return methods.encode(password);
        } finally {
            places.release();
        }
    }

    /** As {@link #encode}, of a password that is there. */
    String hash(String password) {
        String hash = encode(password);
        if (hash == null) {
            throw new IllegalStateException("no hash of a password: expected " + METHOD);
        }
        return hash;
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
        if (password == null || hash == null || (hash.startsWith("{bcrypt}") && isTooLongForBcrypt(password))) {
            return false;
        }
        places.acquireUninterruptibly();
        try {
            return methods.matches(password, hash);
        } finally {
            places.release();
        }
    }

    private static boolean isTooLongForBcrypt(CharSequence password) {
        return password.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST_BCRYPT_BYTES;
    }

    @Override
    public boolean upgradeEncoding(@Nullable String hash) {
        return methods.upgradeEncoding(hash);
    }
}
