package io.tagline.hub.web;

import io.tagline.hub.fleet.PortalBoardView;
import io.tagline.hub.fleet.PortalBoardView.PortalScan;
import io.tagline.hub.tracking.EventKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the board at a portal shows: counts of the day and the latest passages, in letters to be read from the floor. */
record BoardModel(
        String siteName,
        String portalName,
        long in,
        long out,
        long unknown,
        String since,
        Optional<Row> latest,
        List<Row> earlier) {

    private static final int ROWS = 8;
    private static final int EPC_TAIL = 8;

    /**
     * A passage.
     *
     * @param direction code, for the sign and the word
     * @param name tracking number, or the end of the EPC of a tag that nobody has bound
     * @param kindCode what it meant, where the parcel is known
     */
    record Row(Times.Local at, String direction, String name, boolean bound, Optional<String> kindCode) {}

    static BoardModel of(PortalBoardView board, Times times) {
        List<Row> rows = board.recent().stream()
                .limit(ROWS)
                .map(scan -> row(scan, board.site(), times))
                .toList();
        return new BoardModel(
                board.siteName(),
                board.portalName(),
                board.in(),
                board.out(),
                board.unknown(),
                times.at(board.since(), Optional.of(board.site())).clock(),
                rows.stream().findFirst(),
                rows.stream().skip(1).toList());
    }

    Map<String, Object> asMap() {
        return Map.of("board", this);
    }

    private static Row row(PortalScan scan, String site, Times times) {
        String tail = scan.epc().substring(Math.max(0, scan.epc().length() - EPC_TAIL));
        return new Row(
                times.at(scan.at(), Optional.of(site)),
                scan.direction().code(),
                scan.trackingNumber().orElse(tail),
                scan.trackingNumber().isPresent(),
                scan.kind().map(EventKind::code));
    }
}
