package io.tagline.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The simulated reader as a program of its own: see {@code --help}. Runs until it is killed. */
public final class Simulator {
    private static final Logger log = consoleLogger();
    private static final String SAMPLE = "sample-depot.script";
    private static final int PARKED_PER_DOOR = 6;
    private static final int STRAYS_PER_DOOR = 3;
    private static final int USAGE_STATUS = 2;
    private static final int LEAST_ANTENNAS = 4;

    private Simulator() {}

    public static void main(String... arguments) {
        if (List.of(arguments).contains("--help")) {
            say(System.out, SimulatorOptions.HELP);
            return;
        }
        try {
            SimulatorOptions options = SimulatorOptions.parse(arguments);
            if (options.dock().isPresent()) {
                DockRun.run(options.dock().get(), options);
            } else {
                run(options, scenario(options));
            }
        } catch (IllegalArgumentException | ScriptException | IOException e) {
            say(System.err, "tagline-simulator: " + e.getMessage() + System.lineSeparator());
            System.exit(USAGE_STATUS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(SimulatorOptions options, Scenario scenario) throws IOException, InterruptedException {
        ReaderOptions reader = ReaderOptions.defaults()
                .onPort(options.listenHost(), options.port())
                .withClock(options.clock())
                .ofMaker(options.maker())
                .withAntennas(antennas(options, scenario));
        if (options.tlsFiles().isPresent()) {
            options.tlsFiles().get().context(); // a file that can't be used is told now, not to the first client
            reader = reader.withTls(options.tlsFiles().get());
        }
        try (SimulatedReader simulated = SimulatedReader.start(reader)) {
            boolean scripted = options.rate().isEmpty() || options.script().isPresent();
            if (scripted) {
                simulated.playWhenActive(scenario);
            }
            if (options.commands()) {
                new CommandInput(simulated, scenario, System.in).start();
            }
            if (options.rate().isPresent()) {
                ReadLoad load = ReadLoad.of(options.rate().getAsInt(), options.tags());
                keepLoading(simulated, load.through(options.loadAntennas()));
            }
            while (!Thread.currentThread().isInterrupted()) {
                if (options.dial().isPresent() && !simulated.isConnected()) {
                    dial(simulated, options);
                }
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    /** As many as doors and load use, and four at least. */
    private static int antennas(SimulatorOptions options, Scenario scenario) {
        IntStream atDoors = scenario.doors().stream()
                .flatMap(door -> Stream.concat(door.inside().stream(), door.outside().stream()))
                .mapToInt(Integer::intValue);
        IntStream ofLoad = options.loadAntennas().stream().mapToInt(Integer::intValue);
        return IntStream.concat(atDoors, ofLoad).reduce(LEAST_ANTENNAS, Math::max);
    }

    private static void dial(SimulatedReader simulated, SimulatorOptions options) {
        try {
            simulated.dial(options.dial().orElseThrow());
        } catch (IOException e) {
            log.atInfo().addKeyValue("why", e.getMessage()).log("dialling failed");
        }
    }

    /** Load whenever a client wants reads; a line each second. */
    private static void keepLoading(SimulatedReader simulated, ReadLoad load) throws InterruptedException {
        while (!Thread.currentThread().isInterrupted()) {
            if (simulated.isConnected() && simulated.isActive()) {
                try (LoadRun run = simulated.load(load)) {
                    long before = 0;
                    while (run.isRunning() && simulated.isActive()) {
                        TimeUnit.SECONDS.sleep(1);
                        long now = run.acceptedReads();
                        log.atInfo().addKeyValue("reads", now - before).log("load in the last second");
                        before = now;
                    }
                } catch (IllegalStateException e) {
                    log.atInfo().addKeyValue("why", e.getMessage()).log("load must wait");
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static Scenario scenario(SimulatorOptions options) throws IOException, ScriptException {
        Scenario scenario;
        if (options.script().isPresent()) {
            Path file = options.script().get();
            if (!Files.isReadable(file)) {
                throw new IOException("script " + file + " cannot be read; expected a readable file");
            }
            scenario = ScenarioScript.parse(file.toString(), Files.readString(file));
        } else {
            scenario = sampleDepot();
        }
        if (options.seed().isPresent()) {
            scenario = scenario.withSeed(options.seed().getAsLong());
        }
        if (options.depot()) {
            for (Door door : scenario.doors()) {
                scenario = scenario.withBystanders(door.name(), PARKED_PER_DOOR, STRAYS_PER_DOOR, Duration.ofDays(1));
            }
        }
        return scenario;
    }

    /** Parcels that walk through two doors again and again: what is played when nobody says what. */
    static Scenario sampleDepot() throws IOException, ScriptException {
        try (InputStream in = Simulator.class.getResourceAsStream(SAMPLE)) {
            if (in == null) {
                throw new IOException(SAMPLE + " is missing from the jar");
            }
            return ScenarioScript.parse(SAMPLE, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** One line per event on standard output; a property set from outside goes first. */
    private static Logger consoleLogger() {
        String simpleLogger = "org.slf4j.simpleLogger.";
        Map.of(
                        "logFile",
                        "System.out",
                        "showDateTime",
                        "true",
                        "dateTimeFormat",
                        "HH:mm:ss.SSS",
                        "showThreadName",
                        "false",
                        "showShortLogName",
                        "true")
                .forEach((key, value) -> System.getProperties().putIfAbsent(simpleLogger + key, value));
        return LoggerFactory.getLogger(Simulator.class);
    }

    private static void say(PrintStream to, String text) {
        to.print(text);
        to.flush();
    }
}
