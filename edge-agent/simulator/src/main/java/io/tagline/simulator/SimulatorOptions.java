package io.tagline.simulator;

import io.tagline.llrp.tls.TlsFiles;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The command line of {@link Simulator}.
 *
 * @param script file to play; empty: the sample depot
 * @param depot whether tags that have nothing to do with parcels are put around its doors
 * @param rate reads a second of load; without a script there is nothing else
 * @param tags distinct EPCs of the load
 * @param loadAntennas that the load passes, in this order
 * @param maker whose reader it says it is
 * @param tls folder with the reader's certificate and key; empty: plain LLRP
 * @param dock a dock in place of scripts and load
 * @param commands whether more is told on standard input while it runs
 */
record SimulatorOptions(
        InetAddress listenHost,
        int port,
        Optional<Path> script,
        boolean depot,
        OptionalLong seed,
        OptionalInt rate,
        int tags,
        List<Integer> loadAntennas,
        ReaderClock clock,
        Optional<InetSocketAddress> dial,
        Maker maker,
        Optional<Path> tls,
        Optional<DockOptions> dock,
        boolean commands) {

    private static final String PPM = "ppm";
    private static final int MOST_PPM = 100_000;

    static final String HELP =
            """
            Usage: java -jar tagline-simulator.jar [options]

            A simulated RFID reader: LLRP 1.0.1 on a socket, with parcels that walk through doors.

              --port N          listen on this port (default 5084; 0: a free one)
              --listen-host H   listen on this address (default 127.0.0.1)
              --script FILE     play this script (default: parcels walk through two doors, again and again)
              --depot FILE      play this script, with parked tags and strays around each door
              --seed N          noise; the same seed gives the same reads
              --rate N          send N reads a second as load (0: as many as the client takes), beside a script if one is named
              --tags N          distinct EPCs of the load (default 1000)
              --load-antennas L the load passes these antennas one after the other (default 1,2)
              --clock C         right (default), 1970, uptime, an offset such as +90s or -5m, or a drift such as +200ppm
              --dial HOST:PORT  dial this client, and again whenever it hangs up
              --maker M         impinj: an R420, with extensions; zebra: an FX9600; example (default)
              --tls FOLDER      speak TLS with server.pem and server.key of this folder; where it holds clients.pem too,
                                only with clients that show a certificate of those authorities
              --dock N          in place of all that: a dock of N doors, each with a reader of its own (four antennas, on --port and
                                the N-1 ports after it); all hear the same carts, parcels, parked goods and passers-by
              --pace N          carts and parcels a minute at the dock's doors together, strays among them (default 20)
              --power N         what the dock's readers put out, in dBm (default 28; loud ones 31)
              --truth FILE      add a line to FILE for each tag that crosses a door: t_ms,epc,door,direction,kind
              --record DIR      write reads.csv and truth.csv of --seconds N of the dock (default 600) into DIR, and end
              --commands        take lines on standard input: "at …" as in a script, counted from now; "clock C"
              --help            show this

            A script has one thing a line; # begins a comment:

              seed 7                                      noise (default 0)
              rate 400                                    reads a second that the radio can do
              every 30s                                   begin anew; once if not said
              door door-1 inside 1 outside 2              a door and its antennas; several: inside 1,5
              around door-1 parked 8 strays 4             tags that stand there all the time
              at 2.5s epc HEX walk door-1 out over 4s     from inside to outside; in: the other way
              at 4s epc HEX turn door-1 inside over 5s    from inside to the door's line, and back
              at 0s epc HEX park door-1 inside for 60s    stands there
              at 0s epc HEX stray door-2 outside for 60s  at the edge of the field
              at 1s epc HEX go door-1 in, wait 5s, door-2 out over 3s
              at 5s gpi 1 high                            an input changes (high, low)
              at 6s antenna 3 off                         a cable is pulled (off) or plugged (on)
              at 7s buffer 85                             a warning that the report buffer is 85 % full
              at 8s overflow                              word that the report buffer ran over
              at 9s fault 2                               a fault of antenna 2; 0: of no antenna

            The script begins when a client has a ROSpec active. EPCs are hex digits in words of four.
            """;

    /** @throws IllegalArgumentException naming option, value and what was expected */
    static SimulatorOptions parse(String... arguments) {
        InetAddress host = InetAddress.getLoopbackAddress();
        int port = 5084;
        Optional<Path> script = Optional.empty();
        boolean depot = false;
        OptionalLong seed = OptionalLong.empty();
        OptionalInt rate = OptionalInt.empty();
        int tags = 1000;
        ReaderClock clock = ReaderClock.correct();
        Optional<InetSocketAddress> dial = Optional.empty();
        List<Integer> loadAntennas = List.of(1, 2);
        Maker maker = Maker.EXAMPLE;
        Optional<Path> tls = Optional.empty();
        Map<String, String> dock = new HashMap<>();
        boolean commands = false;
        List<String> words = new ArrayList<>(List.of(arguments));
        while (!words.isEmpty()) {
            String option = words.remove(0);
            if (option.equals("--commands")) {
                commands = true;
                continue;
            }
            if (words.isEmpty()) {
                throw new IllegalArgumentException(option + ": expected a known option and its value; see --help");
            }
            String value = words.remove(0);
            switch (option) {
                case "--port" -> port = number(option, value, 0, 65_535);
                case "--listen-host" -> host = host(option, value);
                case "--script" -> script = Optional.of(Path.of(value));
                case "--depot" -> {
                    script = Optional.of(Path.of(value));
                    depot = true;
                }
                case "--seed" -> seed = OptionalLong.of(number(option, value, 0, Integer.MAX_VALUE));
                case "--rate" -> rate = OptionalInt.of(number(option, value, 0, 10_000_000));
                case "--tags" -> tags = number(option, value, 1, 10_000_000);
                case "--load-antennas" -> loadAntennas = antennas(option, value);
                case "--clock" -> clock = clock(value);
                case "--maker" -> maker = maker(option, value);
                case "--tls" -> tls = Optional.of(Path.of(value));
                case "--dock", "--pace", "--power", "--truth", "--record", "--seconds" -> dock.put(option, value);
                case "--dial" -> dial = Optional.of(peer(option, value));
                default -> throw new IllegalArgumentException(option + ": expected a known option; see --help");
            }
        }
        return new SimulatorOptions(
                host,
                port,
                script,
                depot,
                seed,
                rate,
                tags,
                loadAntennas,
                clock,
                dial,
                maker,
                tls,
                dock(dock, seed.orElse(0)),
                commands);
    }

    /** The files of {@code --tls}. */
    Optional<TlsFiles> tlsFiles() {
        return tls.map(folder -> new TlsFiles(
                Optional.of(folder.resolve("clients.pem")).filter(Files::exists),
                Optional.of(new TlsFiles.Identity(folder.resolve("server.pem"), folder.resolve("server.key")))));
    }

    private static Optional<DockOptions> dock(Map<String, String> options, long seed) {
        String doors = options.get("--dock");
        if (doors == null) {
            options.keySet().stream().sorted().findFirst().ifPresent(option -> {
                throw new IllegalArgumentException(option + ": expected --dock beside it");
            });
            return Optional.empty();
        }
        return Optional.of(new DockOptions(
                number("--dock", doors, 1, 16),
                number("--pace", options.getOrDefault("--pace", "20"), 1, 600),
                number("--power", options.getOrDefault("--power", "28"), 10, 33),
                seed,
                Optional.ofNullable(options.get("--truth")).map(Path::of),
                Optional.ofNullable(options.get("--record")).map(Path::of),
                number("--seconds", options.getOrDefault("--seconds", "600"), 1, 86_400)));
    }

    private static int number(String option, String value, int least, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " is \"" + value + "\"; expected a number", e);
        }
        throw new IllegalArgumentException(option + " is " + value + "; expected " + least + " to " + most);
    }

    private static Maker maker(String option, String value) {
        for (Maker each : Maker.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(value)) {
                return each;
            }
        }
        throw new IllegalArgumentException(option + " is " + value + "; expected impinj, zebra or example");
    }

    private static List<Integer> antennas(String option, String value) {
        try {
            return new ScriptLine(value).antennas();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + " is " + e.getMessage(), e);
        }
    }

    private static InetAddress host(String option, String value) {
        try {
            return InetAddress.getByName(value);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(option + " is \"" + value + "\"; expected a known host", e);
        }
    }

    private static InetSocketAddress peer(String option, String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException(option + " is \"" + value + "\"; expected HOST:PORT");
        }
        return new InetSocketAddress(
                host(option, value.substring(0, colon)),
                number(option + " port", value.substring(colon + 1), 1, 65_535));
    }

    /** @throws IllegalArgumentException with what was expected */
    static ReaderClock clock(String value) {
        return switch (value) {
            case "right" -> ReaderClock.correct();
            case "1970" -> ReaderClock.unset();
            case "uptime" -> ReaderClock.uptimeOnly();
            default -> {
                if (!value.startsWith("+") && !value.startsWith("-")) {
                    throw new IllegalArgumentException(
                            "--clock is \"" + value + "\"; expected right, 1970, uptime, +90s, -5m or +200ppm");
                }
                if (value.endsWith(PPM)) {
                    String ppm = value.substring(0, value.length() - PPM.length());
                    yield ReaderClock.correct().drifting(number("--clock", ppm, -MOST_PPM, MOST_PPM));
                }
                Duration offset = new ScriptLine(value.substring(1)).duration();
                yield ReaderClock.ahead(value.startsWith("-") ? offset.negated() : offset);
            }
        };
    }
}
