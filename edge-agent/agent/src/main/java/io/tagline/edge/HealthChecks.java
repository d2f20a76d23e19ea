package io.tagline.edge;

import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Problem;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalState;
import io.tagline.edge.journal.JournalStatus;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.Uplink;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.wire.Health;
import io.tagline.wire.KnownProblem;
import java.util.List;
import java.util.Optional;

/** What journal and uplink tell of themselves, in the words of health. */
final class HealthChecks {

    private HealthChecks() {}

    static Health.JournalHealth of(Journal journal) {
        JournalStatus status = journal.status();
        return new Health.JournalHealth(
                status.id(),
                status.firstSeq(),
                status.lastSeq(),
                status.pending(),
                status.oldestPendingAt(),
                status.bytes(),
                status.quotaBytes(),
                newest(status.earlier()));
    }

    private static List<Health.EarlierJournal> newest(List<JournalStatus.Earlier> earlier) {
        return earlier.subList(Math.max(0, earlier.size() - Health.JournalHealth.MOST_EARLIER), earlier.size()).stream()
                .map(each -> new Health.EarlierJournal(each.id(), each.firstSeq(), each.lastSeq(), each.pending()))
                .toList();
    }

    /** Short of space is a warning in time; full means that readers are made to wait. */
    static Optional<Problem> problem(Journal journal) {
        JournalStatus status = journal.status();
        String waiting = status.pending() + " scans wait for the receipt of the hub; " + status.bytes() + " of "
                + status.quotaBytes() + " bytes";
        String detail = journal.unusable().isEmpty() ? waiting : journal.unusable() + "; " + waiting;
        return named(status.state()).map(known -> Problem.of(known, detail));
    }

    /** Stands until an operator has moved the damaged files away. */
    static Optional<Problem> salvaged(Journal journal) {
        List<String> kept = journal.damaged();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(Problem.of(KnownProblem.JOURNAL_SALVAGED, String.join("; ", kept)));
    }

    /** Stands until the next start: somebody should know that there were two journals of one identity. */
    static Optional<Problem> superseded(Journal journal) {
        return journal.superseded()
                .map(before -> Problem.of(
                        KnownProblem.JOURNAL_SUPERSEDED,
                        "the hub knows scans of journal " + before
                                + " that are not here: an older copy was put back, or two gateways came from one image;"
                                + " scans since then are in journal " + journal.id()));
    }

    /** The depot works without the hub, but somebody should know. */
    static Optional<Problem> problem(Uplink uplink) {
        return uplink.trouble()
                .flatMap(trouble -> named(trouble.state()).map(known -> Problem.of(known, trouble.detail())));
    }

    static Optional<KnownProblem> named(JournalState state) {
        return switch (state) {
            case WRITING, CLOSED -> Optional.empty();
            case SHORT -> Optional.of(KnownProblem.JOURNAL_SHORT);
            case FULL -> Optional.of(KnownProblem.JOURNAL_FULL);
            case DISK_FULL -> Optional.of(KnownProblem.DISK_FULL);
            case READ_ONLY -> Optional.of(KnownProblem.JOURNAL_READ_ONLY);
            case FAILING -> Optional.of(KnownProblem.JOURNAL_FAILING);
            case GONE -> Optional.of(KnownProblem.JOURNAL_GONE);
            case DAMAGED -> Optional.of(KnownProblem.JOURNAL_DAMAGED);
        };
    }

    static Optional<KnownProblem> named(UplinkState state) {
        return switch (state) {
            case IDLE, CONNECTING, ONLINE, DRAINING, CLOSED -> Optional.empty();
            case HUB_SILENT -> Optional.of(KnownProblem.HUB_SILENT);
            case PUBLISH_REFUSED -> Optional.of(KnownProblem.PUBLISH_REFUSED);
            case DISCONNECTED -> Optional.of(KnownProblem.BROKER_LOST);
            case UNREACHABLE -> Optional.of(KnownProblem.BROKER_UNREACHABLE);
            case BROKER_CERTIFICATE_REFUSED -> Optional.of(KnownProblem.BROKER_CERTIFICATE_REFUSED);
            case TLS_FAILED -> Optional.of(KnownProblem.TLS_FAILED);
            case CREDENTIAL_REFUSED -> Optional.of(KnownProblem.CREDENTIAL_REFUSED);
            case ID_IN_USE -> Optional.of(KnownProblem.CLIENT_ID_IN_USE);
        };
    }

    /** Told while there is time to renew it. */
    static Optional<Problem> certificate(Uplink uplink, WallClock clock) {
        return uplink.certificateExpiring(clock.mapping().wall())
                .map(until -> Problem.of(
                        KnownProblem.BROKER_CERTIFICATE_EXPIRES,
                        "the broker's certificate is good until " + until + " only"));
    }

    /** The line of {@code systemctl status}. */
    static String line(AgentHealth health, Journal journal) {
        List<Problem> problems = health.problems();
        String pending = journal.pendingCount() + " scans to send";
        return problems.isEmpty()
                ? "well; " + pending
                : problems.get(0).name() + (problems.size() > 1 ? " and " + (problems.size() - 1) + " more" : "") + "; "
                        + pending;
    }
}
