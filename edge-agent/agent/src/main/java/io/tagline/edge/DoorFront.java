package io.tagline.edge;

import io.tagline.edge.board.Board;
import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.Problem;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.journal.JournalState;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.opcua.ConveyorState;
import io.tagline.edge.opcua.PlcChanges;
import io.tagline.edge.opcua.PlcLink;
import io.tagline.edge.opcua.PlcSettings;
import io.tagline.edge.opcua.Sorter;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.settings.AgentSettings;
import io.tagline.edge.signal.AgentSign;
import io.tagline.edge.signal.Signals;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.Uplink;
import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What people and machines at a door see: stack lights, the local board, the PLC. None of them stops parcels from being read, whatever is
 * wrong with it. The thread {@code signs} tells the lights once a second what stands with the agent.
 */
final class DoorFront implements AutoCloseable {
    private static final int LOOK_EVERY_SECONDS = 1;

    private static final Logger log = LoggerFactory.getLogger(DoorFront.class);

    private final PortalMap portals;
    private final LightDrivers drivers;
    private final Signals signals;
    private final HeldStops stops;
    private final List<Consumer<Judgement>> shows = new ArrayList<>();
    private final Parts parts = new Parts();
    /** Whether somebody can acknowledge a red light: no longer, when the board's port is taken. */
    private volatile boolean attended;

    /** Lights go on before the PLC is told of verdicts, and dark before it is told goodbye. */
    private DoorFront(
            AgentSettings settings, Sources sources, PlcChanges plcChanges, Ticker ticker, Counters counters) {
        this.portals = settings.portalMap();
        this.drivers = new LightDrivers(ticker);
        this.attended = settings.board().canAcknowledge();
        this.stops = new HeldStops(() -> attended, ticker);
        settings.plc().ifPresent(plc -> connect(plc, settings.pki(), sources, plcChanges, ticker, counters));
        this.signals = Signals.open(settings.signals(), drivers, ticker, () -> attended);
        parts.keep(signals);
        shows.add(0, stops::saw);
        shows.add(0, signals::show);
    }

    /** What the agent knows that is shown at a door. */
    record Sources(
            Judge judge,
            Journal journal,
            Uplink uplink,
            AgentHealth health,
            Supplier<Optional<Problem>> manifestOld,
            ConveyorState conveyors,
            WallClock clock) {}

    static DoorFront open(
            AgentSettings settings, Sources sources, PlcChanges plcChanges, Ticker ticker, Counters counters) {
        DoorFront front = new DoorFront(settings, sources, plcChanges, ticker, counters);
        try {
            sources.health().checks(front.signals::problems);
            if (settings.board().isOn()) {
                front.startBoard(settings, sources, ticker, counters);
            }
            front.watchSigns(sources);
            return front;
        } catch (RuntimeException e) {
            front.close();
            throw e;
        }
    }

    private void connect(
            PlcSettings settings, Path pki, Sources sources, PlcChanges changes, Ticker ticker, Counters counters) {
        Sorter sorter = new Sorter(settings, sources.conveyors(), changes, ticker, counters);
        PlcLink link = PlcLink.start(settings, pki, changes, ticker, counters);
        parts.keep(link);
        parts.keep(sorter.start(link));
        drivers.add(link);
        shows.add(sorter::judged);
        AgentHealth health = sources.health();
        health.checks(link::problems);
        health.check(() -> link.clockOff(sources.clock().mapping()));
        health.checks(sources.conveyors()::problems);
        health.check(SlowChecks.counted(
                KnownProblem.PLC_DIVERTS_MISSED,
                sorter::missed,
                "parcels since the start were not diverted as their verdicts ask",
                ticker));
    }

    /** A port that somebody else has taken is no reason to leave parcels unread. */
    private void startBoard(AgentSettings settings, Sources from, Ticker ticker, Counters counters) {
        var look = new BoardLook(
                from.clock(),
                portals,
                from.judge(),
                from.health(),
                from.uplink()::status,
                from.manifestOld(),
                stops::at);
        try {
            Board board = Board.start(settings.board(), look, this::acknowledge, ticker, counters);
            parts.keep(board);
            shows.add(board::show);
        } catch (IOException e) {
            attended = false;
            log.atError().addKeyValue("reason", e.getMessage()).log("running without the local board");
            Problem problem = Problem.of(KnownProblem.HTTP_PORT_TAKEN, String.valueOf(e.getMessage()));
            from.health().check(() -> Optional.of(problem));
        }
    }

    private void acknowledge(PortalId portal) {
        stops.acknowledge(portal);
        signals.acknowledge(portal);
    }

    private void watchSigns(Sources from) {
        ScheduledExecutorService signs = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "signs");
            thread.setDaemon(true);
            return thread;
        });
        parts.keep(signs::shutdownNow);
        var unused = signs.scheduleWithFixedDelay(() -> tellSigns(from), 0, LOOK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void tellSigns(Sources from) {
        try {
            Set<AgentSign> ofAgent = standing(from);
            Set<PortalId> unread = unread(
                    portals, reader -> from.health().reader(reader.value()).isReading());
            for (PortalId portal : portals.portals()) {
                Set<AgentSign> standing = EnumSet.noneOf(AgentSign.class);
                standing.addAll(ofAgent);
                if (unread.contains(portal)) {
                    standing.add(AgentSign.READER_LOST);
                }
                signals.state(portal, standing);
            }
        } catch (RuntimeException e) {
            // a later look may do better; the executor would never look again
            log.atWarn().setCause(e).log("signs not told");
        }
    }

    /** Portals where nothing that passes is seen: a reader at another door is no help there. */
    private static Set<PortalId> unread(PortalMap portals, Predicate<ReaderId> isReading) {
        Set<PortalId> unread = new HashSet<>(portals.portals());
        portals.antennas().stream()
                .filter(antenna -> isReading.test(antenna.reader()))
                .map(PortalAntenna::portal)
                .forEach(unread::remove);
        return unread;
    }

    /** What stands at all portals alike. */
    private static Set<AgentSign> standing(Sources from) {
        Set<AgentSign> standing = EnumSet.noneOf(AgentSign.class);
        JournalState journal = from.journal().status().state();
        if (journal == JournalState.SHORT) {
            standing.add(AgentSign.JOURNAL_SHORT);
        } else if (journal != JournalState.WRITING && journal != JournalState.CLOSED) {
            standing.add(AgentSign.JOURNAL_FULL);
        }
        if (from.judge().issuedAt().isEmpty()) {
            standing.add(AgentSign.NO_MANIFEST);
        } else if (from.manifestOld().get().isPresent()) {
            standing.add(AgentSign.MANIFEST_OLD);
        }
        return standing;
    }

    /** Who is told of each verdict, the light first. */
    List<Consumer<Judgement>> shows() {
        return List.copyOf(shows);
    }

    /** A reader is there; lights may hang on its outputs. */
    void add(ReaderId id, ReaderThread reader) {
        drivers.add(id, reader);
    }

    /** Makes lights dark first of all that the agent ends, while readers can still be told. */
    @Override
    public void close() {
        parts.close();
    }
}
