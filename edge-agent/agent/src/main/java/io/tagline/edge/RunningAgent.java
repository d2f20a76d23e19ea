package io.tagline.edge;

import io.tagline.edge.health.AgentHealth;
import io.tagline.edge.health.Counters;
import io.tagline.edge.health.LocalEndpoint;
import io.tagline.edge.health.Problem;
import io.tagline.edge.health.Pulses;
import io.tagline.edge.health.SdNotify;
import io.tagline.edge.health.Watchdog;
import io.tagline.edge.journal.Journal;
import io.tagline.edge.manifest.Judge;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.ManifestStore;
import io.tagline.edge.opcua.ConveyorState;
import io.tagline.edge.opcua.PlcChanges;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.ReadQueue;
import io.tagline.edge.reader.ReaderThread;
import io.tagline.edge.settings.AgentSettings;
import io.tagline.edge.settings.ReaderSettings;
import io.tagline.edge.time.ClockDiscipline;
import io.tagline.edge.time.ClockWatch;
import io.tagline.edge.time.Ticker;
import io.tagline.edge.time.WallClock;
import io.tagline.edge.uplink.Uplink;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.edge.watch.DoorWatch;
import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent put together, in the order in which a tag meets its parts from the end: closed in reverse. */
final class RunningAgent implements AutoCloseable {

    /** Two tenths of a second at the fastest that the agent is built for, 4 MB at most. */
    private static final int QUEUED_READS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(RunningAgent.class);

    private final Parts parts = new Parts();

    private RunningAgent() {}

    /** Starts everything; what was started is closed again when something fails. */
    static RunningAgent start(AgentSettings settings, Map<String, String> environment) throws Exception {
        RunningAgent agent = new RunningAgent();
        try {
            agent.startAll(settings, environment);
            return agent;
        } catch (Exception e) {
            agent.close();
            throw e;
        }
    }

    private void startAll(AgentSettings settings, Map<String, String> environment) throws Exception {
        Ticker ticker = Ticker.system();
        WallClock clock = new WallClock(ticker, InstantSource.system(), ClockDiscipline.ofKernel());
        Counters counters = new Counters();
        Pulses pulses = new Pulses(ticker);
        PortalMap portals = settings.portalMap();

        Journal journal = keep(Journal.open(settings.journal(), clock, ticker, counters, pulses));
        AgentHealth health = new AgentHealth(
                EdgeAgent.version(),
                settings.dataDir(),
                clock,
                ticker,
                counters,
                pulses,
                () -> HealthChecks.of(journal));
        Judge judge = new Judge();
        ManifestDesk manifests = keep(ManifestDesk.open(
                settings.manifest(), portalIds(portals), judge, new ManifestStore(settings.dataDir()), counters));
        Uplink uplink = keep(new Uplink(settings.uplink(), journal, health::snapshot, manifests, ticker, counters));
        uplink.start();
        health.check(() -> HealthChecks.problem(journal));
        health.check(() -> HealthChecks.salvaged(journal));
        health.check(() -> HealthChecks.superseded(journal));
        health.check(() -> HealthChecks.problem(uplink));
        health.check(() -> HealthChecks.certificate(uplink, clock));
        health.check(SlowChecks.backlogOld(uplink::status, journal::status, clock::mapping, ticker));
        health.check(SlowChecks.diskLow(health::disk));
        health.check(SlowChecks.reserveMissing(settings.journal().reserve().toFile(), ticker));
        health.check(manifests::refusal);
        ManifestAge manifestOld = keep(ManifestAge.open(
                new ManifestAge.Sources(
                        judge::issuedAt, () -> uplink.status().state() == UplinkState.ONLINE, clock::mapping, ticker),
                settings.manifest().oldAfter(),
                settings.dataDir()));
        health.check(manifestOld);
        ClockWatch watch = new ClockWatch(clock);
        health.check(() -> watch.trouble().map(detail -> Problem.of(KnownProblem.CLOCK_FREE, detail)));

        ReadQueue reads = new ReadQueue(QUEUED_READS);
        counters.gauge("tagline_reads_queued", "Reads that wait for the passage detector.", reads::reads);
        portals.portals().forEach(portal -> health.portal(portal.value()));
        PlcChanges plcChanges = new PlcChanges();
        ConveyorState conveyors = new ConveyorState(plcChanges, ticker, counters);
        // what people see at a door is dark before readers are told goodbye, and those before what they feed: places in
        // that order
        Parts pipeline = keep(new Parts());
        Parts readers = keep(new Parts());
        EyeWires wires = keep(EyeWires.open(settings, plcChanges, ticker, counters));
        health.checks(wires::problems);
        // these read when an input of theirs says so: nobody knows how often that is
        Set<ReaderId> gated = settings.readers().stream()
                .filter(reader -> reader.profile().trigger().isPresent())
                .map(ReaderSettings::id)
                .collect(Collectors.toUnmodifiableSet());
        DoorWatch doorWatch = new DoorWatch(
                portals,
                settings.watch(),
                reader -> health.reader(reader.value()).isReading()
                        && !wires.resting().isResting(reader)
                        && !gated.contains(reader),
                tick -> clock.mapping().at(tick));
        health.checks(doorWatch::problems);
        health.checks(SlowChecks.readerClocks(
                health::readers, clock::mapping, settings.watch().readerClockLimit()));
        PassageDetector detector = new PassageDetector(portals, settings.passage(), (portal, epc) -> {
            health.portal(portal.value()).undecided();
            // what lies on a belt that stands still is no parcel that should have passed
            if (!conveyors.isStopped(portal.value())) {
                doorWatch.undecided(portal, epc, ticker.nanos());
            }
        });
        counters.gauge(
                "tagline_tags_forgotten",
                "Tags given up undecided since the start, for more were in view than passage.max-tags.",
                detector::forgotten);
        countedProblems(counters, detector, ticker).forEach(health::check);
        DoorFront front = keep(DoorFront.open(
                settings,
                new DoorFront.Sources(judge, journal, uplink, health, manifestOld, conveyors, clock),
                plcChanges,
                ticker,
                counters));
        List<Consumer<Judgement>> shows = new ArrayList<>(front.shows());
        shows.add(manifests::mark);
        Doorkeeper doorkeeper = new Doorkeeper(judge, counters, shows);
        pipeline.keep(new PortalPipeline(
                        reads,
                        detector,
                        wires.eyes(),
                        wires.resting(),
                        doorkeeper,
                        doorWatch,
                        journal,
                        ticker,
                        health,
                        pulses)
                .start());
        for (ReaderSettings reader : settings.readers()) {
            ReaderThread thread = readers.keep(ReaderThread.start(
                    reader.id(),
                    reader.address(),
                    reader.tls(),
                    reader.profile(),
                    portals,
                    reads,
                    ticker,
                    counters,
                    health.reader(reader.id().value()),
                    wires::changed));
            front.add(reader.id(), thread);
            wires.add(reader.id(), thread);
        }
        if (settings.http().port() > 0) {
            answerOn(settings.http().port(), health);
        }
        SdNotify systemd = SdNotify.from(environment);
        keep(Watchdog.start(systemd, health, () -> HealthChecks.line(health, journal)));
        systemd.ready(settings.address().toString());
    }

    private static Set<String> portalIds(PortalMap portals) {
        return portals.portals().stream().map(PortalId::value).collect(Collectors.toUnmodifiableSet());
    }

    private static List<Supplier<Optional<Problem>>> countedProblems(
            Counters counters, PassageDetector detector, Ticker ticker) {
        return List.of(
                SlowChecks.counted(
                        KnownProblem.READS_REFUSED,
                        () -> counters.total("tagline_reads_refused_total"),
                        "reads since the start could not be understood",
                        ticker),
                SlowChecks.counted(
                        KnownProblem.READS_UNMAPPED,
                        () -> counters.total("tagline_reads_unmapped_total"),
                        "reads since the start came from antennas of no portal",
                        ticker),
                SlowChecks.counted(
                        KnownProblem.TAGS_FORGOTTEN,
                        detector::forgotten,
                        "tags since the start were given up undecided, for more were in view than passage.max-tags",
                        ticker));
    }

    /** A port that somebody else has taken is no reason to leave parcels unread; health tells the hub. */
    private void answerOn(int port, AgentHealth health) {
        try {
            keep(LocalEndpoint.start(health, port));
        } catch (IOException e) {
            log.atError().addKeyValue("reason", e.getMessage()).log("running without /health and /metrics");
            Problem problem = Problem.of(KnownProblem.HTTP_PORT_TAKEN, String.valueOf(e.getMessage()));
            health.check(() -> Optional.of(problem));
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        return parts.keep(part);
    }

    /** Closes every part, the last one first, whatever the others say. */
    @Override
    public void close() {
        parts.close();
    }
}
