package io.tagline.edge;

import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Problem;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalStatus;
import io.tagline.edge.uplink.Uplink;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.edge.uplink.UplinkStatus;
import io.tagline.wire.Health;
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
                status.quotaBytes());
    }

    /** Short of space is a warning in time; full means that readers are made to wait. */
    static Optional<Problem> problem(Journal journal) {
        JournalStatus status = journal.status();
        return switch (status.state()) {
            case WRITING, CLOSED -> Optional.empty();
            case READ_ONLY, FAILING, GONE, DAMAGED ->
                Optional.of(new Problem(
                        "journal-" + status.state().code(),
                        "the journal's file can not be used, readers are made to wait"
                                + (status.unusable().isEmpty() ? "" : ": " + status.unusable())));
            case SHORT, FULL, DISK_FULL ->
                Optional.of(new Problem(
                        "journal-" + status.state().code(),
                        status.pending() + " scans wait for the hub's receipt; " + status.bytes() + " of "
                                + status.quotaBytes() + " bytes"));
        };
    }

    /** Stands until an operator has moved the damaged files away. */
    static Optional<Problem> salvaged(Journal journal) {
        List<String> kept = journal.damaged();
        return kept.isEmpty()
                ? Optional.empty()
                : Optional.of(new Problem("journal-salvaged", String.join("; ", kept)));
    }

    /** Stands until the next start: somebody should know that there were two journals of one identity. */
    static Optional<Problem> superseded(Journal journal) {
        return journal.superseded()
                .map(before -> new Problem(
                        "journal-superseded",
                        "the hub knows scans of journal " + before
                                + " that are not here: an older copy was put back, or two gateways came from one image;"
                                + " scans since then are in journal " + journal.id()));
    }

    /** The depot works without the hub, but somebody should know. */
    static Optional<Problem> problem(Uplink uplink) {
        UplinkStatus status = uplink.status();
        UplinkState state = status.state();
        boolean well = state == UplinkState.ONLINE
                || state == UplinkState.IDLE
                || state == UplinkState.CONNECTING
                || state == UplinkState.DRAINING
                || state == UplinkState.CLOSED;
        return well ? Optional.empty() : Optional.of(new Problem("uplink-" + state.code(), status.detail()));
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
