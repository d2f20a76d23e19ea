package io.tagline.edge.journal;

import io.tagline.wire.Scan;
import io.tagline.wire.SeqRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the hub has not receipted, on a connection of its own, so that reading never waits for an fsync. */
final class PendingScans implements AutoCloseable {
    private static final int RANGES_AT_ONCE = 16;

    private final Connection connection;
    private final PreparedStatement select;
    private final Receipts receipts;

    PendingScans(Connection connection, Receipts receipts) throws SQLException {
        this.connection = connection;
        this.select = connection.prepareStatement(ScanTable.SELECT_RANGE);
        this.receipts = receipts;
    }

    /** @param last highest number that is committed */
    synchronized List<Scan> next(SeqSet held, long last, int most) {
        List<Scan> found = new ArrayList<>();
        List<SeqRange> ranges;
        do {
            ranges = receipts.receipted().plus(held).missing(1, last, RANGES_AT_ONCE);
            for (SeqRange range : ranges) {
                if (found.size() < most) {
                    read(range, most - found.size(), found);
                }
            }
            // ranges without any scan were filled; there may be more behind them
        } while (found.isEmpty() && ranges.size() == RANGES_AT_ONCE);
        return found;
    }

    synchronized Optional<Scan> oldest(long last) {
        return next(SeqSet.EMPTY, last, 1).stream().findFirst();
    }

    /** Numbers without a scan (let go before the hub asked again, or lost with a damaged file) are waited for no longer. */
    private void read(SeqRange range, int most, List<Scan> found) {
        long next = range.from();
        int before = found.size();
        try {
            select.setLong(1, range.from());
            select.setLong(2, range.to());
            select.setInt(3, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Scan scan = ScanTable.read(row);
                    if (scan.seq() > next) {
                        receipts.fill(new SeqRange(next, scan.seq() - 1));
                    }
                    next = scan.seq() + 1;
                    found.add(scan);
                }
            }
        } catch (SQLException | IllegalArgumentException e) {
            throw new IllegalStateException("the journal can not be read at scan " + next, e);
        }
        if (found.size() - before < most && next <= range.to()) {
            receipts.fill(new SeqRange(next, range.to()));
        }
    }

    @Override
    public synchronized void close() throws SQLException {
        connection.close();
    }
}
