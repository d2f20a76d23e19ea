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
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Reads what the hub has not receipted, on a connection of its own, so that reading never waits for an fsync. */
final class PendingScans implements AutoCloseable {
    private static final int RANGES_AT_ONCE = 16;

    /** Twice what the hub asks for at a time; some 0.1 s of a small gateway. */
    private static final int MOST_LOOKED_AT = 50_000;

    private final Receipts receipts;
    private final AtomicReference<@Nullable Exception> trouble = new AtomicReference<>();

    // for one opening of the file; none while it is mended
    private @Nullable Connection connection;
    private @Nullable PreparedStatement select;

    PendingScans(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Nothing is read until {@link #become}. */
    synchronized void detach() {
        if (connection != null) {
            Sqlite.closeQuietly(connection);
            connection = null;
            select = null;
        }
    }

    /** Reads through this connection from now on. */
    synchronized void become(Connection opened) throws SQLException {
        detach();
        connection = opened;
        select = opened.prepareStatement(ScanTable.SELECT_RANGE);
        trouble.set(null);
    }

    /** What went wrong with reading since it was last asked. */
    Optional<Exception> takeTrouble() {
        return Optional.ofNullable(trouble.getAndSet(null));
    }

    /**
     * The lowest that are not held; none while the file can not be read, which the thread {@code journal} hears of.
     *
     * @param last highest number that is committed
     */
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
        } while (found.isEmpty() && ranges.size() == RANGES_AT_ONCE && select != null && trouble.get() == null);
        return found;
    }

    synchronized Optional<Scan> oldest(long last) {
        return next(SeqSet.EMPTY, last, 1).stream().findFirst();
    }

    /**
     * What of these ranges is on disk. A range of very many scans is not looked through: what it lacks shows when it is read
     * to be sent. All, while the file can not be read.
     */
    synchronized List<SeqRange> held(List<SeqRange> wanted) {
        if (connection == null || wanted.isEmpty()) {
            return wanted;
        }
        SeqSet held = SeqSet.EMPTY;
        try (PreparedStatement numbers = connection.prepareStatement(ScanTable.NUMBERS)) {
            for (SeqRange range : wanted) {
                held = held.plus(heldOf(range, numbers));
            }
            return held.ranges();
        } catch (SQLException e) {
            trouble.compareAndSet(null, e);
            return wanted;
        }
    }

    private static SeqSet heldOf(SeqRange range, PreparedStatement numbers) throws SQLException {
        numbers.setLong(1, range.from());
        numbers.setLong(2, range.to());
        SeqSet held = SeqSet.EMPTY;
        long from = 0;
        long to = 0;
        int looked = 0;
        try (ResultSet row = numbers.executeQuery()) {
            while (row.next() && looked < MOST_LOOKED_AT) {
                long seq = row.getLong(1);
                if (from > 0 && seq > to + 1) {
                    held = held.plus(new SeqRange(from, to));
                    from = seq;
                }
                from = from == 0 ? seq : from;
                to = seq;
                looked++;
            }
        }
        if (from == 0) {
            return held;
        }
        return held.plus(new SeqRange(from, looked < MOST_LOOKED_AT ? to : range.to()));
    }

    /** Numbers without a scan (let go before the hub asked again, or lost with a damaged file) are waited for no longer. */
    private void read(SeqRange range, int most, List<Scan> found) {
        if (select == null) {
            return;
        }
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
        } catch (SQLException | DamagedRowException e) {
            trouble.compareAndSet(null, e);
            return;
        }
        if (found.size() - before < most && next <= range.to()) {
            receipts.fill(new SeqRange(next, range.to()));
        }
    }

    @Override
    public synchronized void close() {
        detach();
    }
}
