package io.tagline.hub;

import io.tagline.hub.care.MailBacklog;
import io.tagline.hub.care.MailDesk;
import io.tagline.hub.fleet.HubChecks;
import io.tagline.hub.fleet.HubChecks.Found;
import io.tagline.hub.ledger.DeadLetters;
import io.tagline.hub.store.StoreTrouble;
import io.tagline.hub.store.StoreUnavailableException;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.tls.ServedCertificate;
import io.tagline.wire.KnownProblem;
import java.io.File;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What can be wrong with the hub itself, in the names of the runbook. */
final class HubProblems {
    /** A day of a busy depot's scans in the ledger, and SQLite's log. */
    private static final long LOW_DISK_BYTES = 1024L * 1024 * 1024;

    /** Of a small disk it is this share. */
    private static final int LOW_DISK_SHARE = 10;

    /** SQLite writes its log before its file: with less than this it can do neither. */
    private static final long FULL_DISK_BYTES = 16L * 1024 * 1024;

    /** What {@code restore} keeps of the database that it replaces. */
    private static final Pattern REPLACED = Pattern.compile("hub\\.db\\.replaced-[0-9TZ.-]+");

    private HubProblems() {}

    /** Adds all checks. {@code parts} says of database, broker and intake why they do not work. */
    static void watch(HubChecks checks, File dataDir, Supplier<Map<String, Optional<String>>> parts) {
        checks.add(() -> {
            List<Found> found = new ArrayList<>();
            Map<String, Optional<String>> troubles = parts.get();
            database(troubles)
                    .filter(problem -> problem.problem() == KnownProblem.HUB_DISK_FULL)
                    .or(() -> disk(dataDir.getUsableSpace(), dataDir.getTotalSpace()))
                    .ifPresent(found::add);
            restored(dataDir).ifPresent(found::add);
            database(troubles)
                    .filter(problem -> problem.problem() != KnownProblem.HUB_DISK_FULL)
                    .ifPresent(found::add);
            down(troubles, "intake", KnownProblem.HUB_INTAKE_DOWN).ifPresent(found::add);
            return found;
        });
    }

    /** Adds the check of what people look after. Of a database that is away another check tells. */
    static void watch(HubChecks checks, Transactions transactions) {
        checks.add(() -> {
            try {
                return transactions.read(DeadLetters::full).stream()
                        .map(detail -> new Found(KnownProblem.DEAD_LETTERS_FULL, detail))
                        .toList();
            } catch (StoreUnavailableException e) {
                return List.of();
            }
        });
    }

    /** Adds the check of a certificate that the hub serves: told while there is time to renew it. */
    static void watch(HubChecks checks, ServedCertificate served) {
        checks.add(() -> served.left().compareTo(ServedCertificate.SOON) >= 0
                ? List.of()
                : List.of(new Found(
                        KnownProblem.HUB_CERTIFICATE_EXPIRES,
                        "that of " + served.use() + " is good until "
                                + served.current().notAfter() + " only")));
    }

    /**
     * Adds the check of mails to and from customers.
     *
     * @param trouble why they are not taken or not sent
     */
    static void watch(HubChecks checks, Supplier<Optional<String>> trouble, MailDesk mails, InstantSource clock) {
        checks.add(() -> {
            try {
                return mails(trouble.get(), mails.backlog(), clock.instant());
            } catch (StoreUnavailableException e) {
                return List.of();
            }
        });
    }

    /**
     * Adds the check of notices.
     *
     * @param trouble why people are told late, or were not told
     */
    static void watch(HubChecks checks, Supplier<Optional<String>> trouble) {
        checks.add(() -> {
            try {
                return trouble.get().stream()
                        .map(why -> new Found(KnownProblem.HUB_NOTICES_BEHIND, why))
                        .toList();
            } catch (StoreUnavailableException e) {
                return List.of();
            }
        });
    }

    static List<Found> mails(Optional<String> trouble, MailBacklog backlog, Instant now) {
        List<Found> found = new ArrayList<>();
        String waiting = backlog.untried() + " mails wait, the first since "
                + backlog.since().map(Instant::toString).orElse("now");
        trouble.or(() -> backlog.isStuck(now) ? Optional.of("no mail is sent") : Optional.empty())
                .ifPresent(why -> found.add(new Found(KnownProblem.HUB_MAIL_AWAY, why + "; " + waiting)));
        if (backlog.refused() > 0) {
            found.add(new Found(
                    KnownProblem.HUB_MAIL_REFUSED,
                    backlog.refused() + " mails to customers were refused in the last 24 hours"));
        }
        return found;
    }

    static Optional<Found> disk(long free, long total) {
        String detail = free + " of " + total + " bytes are free on the disk of the data directory";
        if (free < Math.min(FULL_DISK_BYTES, total / LOW_DISK_SHARE)) {
            return Optional.of(new Found(KnownProblem.HUB_DISK_FULL, detail));
        }
        return free < Math.min(LOW_DISK_BYTES, total / LOW_DISK_SHARE)
                ? Optional.of(new Found(KnownProblem.HUB_DISK_LOW, detail))
                : Optional.empty();
    }

    /** Stands until an operator moves the database that was replaced out of the data directory. */
    static Optional<Found> restored(File dataDir) {
        String[] replaced =
                dataDir.list((folder, name) -> REPLACED.matcher(name).matches());
        return replaced == null || replaced.length == 0
                ? Optional.empty()
                : Optional.of(new Found(
                        KnownProblem.HUB_RESTORED,
                        Stream.of(replaced).sorted().limit(5).collect(Collectors.joining(", ")) + " kept from before"));
    }

    /** One that has no room is away for those who write only, and what to do is another thing. */
    private static Optional<Found> database(Map<String, Optional<String>> troubles) {
        boolean full = troubles.getOrDefault("database", Optional.empty())
                .filter(StoreTrouble.FULL.code()::equals)
                .isPresent();
        return down(troubles, "database", full ? KnownProblem.HUB_DISK_FULL : KnownProblem.HUB_DATABASE_AWAY);
    }

    private static Optional<Found> down(Map<String, Optional<String>> troubles, String part, KnownProblem problem) {
        return troubles.getOrDefault(part, Optional.empty())
                .map(trouble -> new Found(problem, part + " is down in /health/ready: " + trouble));
    }
}
