package io.tagline.edge;

import io.tagline.edge.board.BoardView;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.UplinkStatus;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Looks at the agent for the local board, up to ten times a second: asks memory only, never the disk.
 *
 * @param manifestOld the problem that the manifest in hand may be out of date, while it is one
 * @param stops the parcels for which the light of a portal is red until somebody acknowledges that, the newest first
 */
record BoardLook(
        WallClock clock,
        PortalMap portals,
        Judge judge,
        AgentHealth health,
        Supplier<UplinkStatus> uplink,
        Supplier<Optional<Problem>> manifestOld,
        Function<PortalId, List<Judgement>> stops)
        implements Supplier<BoardView> {
    @Override
    public BoardView get() {
        boolean old = manifestOld.get().isPresent();
        List<BoardView.Door> doors = portals.portals().stream()
                .limit(BoardView.MOST_DOORS)
                .map(portal -> new BoardView.Door(portal, judge.progress(portal), stops.apply(portal)))
                .toList();
        List<BoardView.Part> readers = health.readers().stream()
                .map(reader -> BoardView.Part.reader(reader.id(), reader.state()))
                .toList();
        return new BoardView(
                clock.mapping(),
                doors,
                readers,
                BoardView.Part.uplink(uplink.get().state().code()),
                judge.issuedAt().map(issued -> new BoardView.InHand(issued, old)));
    }
}
