package io.tagline.simulator.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What scripts/demo says on the command line.
 *
 * @param hub address of the hub's pages and API
 * @param agent address of the agent's health
 * @param board address of the agent's own board
 * @param readerPorts where the simulated readers listen, one at each door
 * @param apiKey of the hub, from the environment variable TAGLINE_API_KEY
 * @param runFor how long; empty means until it is stopped
 * @param login how staff log in, for people to read
 */
record DemoOptions(
        URI hub,
        URI agent,
        URI board,
        List<Integer> readerPorts,
        String apiKey,
        Optional<Duration> runFor,
        String login) {
    /** @throws IllegalArgumentException naming the option, the value and what was expected */
    static DemoOptions parse(String[] arguments, String apiKey) {
        URI hub = URI.create("http://localhost:8080");
        URI agent = URI.create("http://127.0.0.1:9464");
        URI board = URI.create("http://127.0.0.1:8088");
        List<Integer> readerPorts = List.of(5084, 5085);
        Optional<Duration> runFor = Optional.empty();
        String login = "";
        for (int i = 0; i < arguments.length; i += 2) {
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException(arguments[i] + " needs a value");
            }
            String value = arguments[i + 1];
            switch (arguments[i]) {
                case "--hub" -> hub = URI.create(value);
                case "--agent" -> agent = URI.create(value);
                case "--board" -> board = URI.create(value);
                case "--reader-ports" -> readerPorts = ports(arguments[i], value);
                case "--for" -> runFor = Optional.of(Duration.ofSeconds(whole(arguments[i], value)));
                case "--login" -> login = value;
                default -> throw new IllegalArgumentException("unknown option \"" + arguments[i] + "\"");
            }
        }
        return new DemoOptions(hub, agent, board, readerPorts, apiKey, runFor, login);
    }

    private static List<Integer> ports(String option, String value) {
        String[] ports = value.split(",", -1);
        if (ports.length != Demo.DOORS) {
            throw new IllegalArgumentException(
                    option + " \"" + value + "\" names " + ports.length + " ports; expected " + Demo.DOORS);
        }
        return Arrays.stream(ports).map(port -> whole(option, port)).toList();
    }

    private static int whole(String option, String value) {
        try {
            return Integer.parseUnsignedInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " \"" + value + "\" is not a whole number", e);
        }
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "DemoOptions[hub=" + hub + ", readerPorts=" + readerPorts + ", runFor=" + runFor + "]";
    }
}
