package io.tagline.simulator.demo;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * What scripts/demo says on the command line.
 *
 * @param hub address of the hub's pages and API
 * @param agent address of the agent's health
 * @param readerPort where the simulated reader listens
 * @param apiKey of the hub, from the environment variable TAGLINE_API_KEY
 * @param runFor how long; empty means until it is stopped
 * @param login how staff log in, for people to read
 */
record DemoOptions(URI hub, URI agent, int readerPort, String apiKey, Optional<Duration> runFor, String login) {
    /** @throws IllegalArgumentException naming the option, the value and what was expected */
    static DemoOptions parse(String[] arguments, String apiKey) {
        URI hub = URI.create("http://localhost:8080");
        URI agent = URI.create("http://127.0.0.1:9464");
        int readerPort = 5084;
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
                case "--reader-port" -> readerPort = whole(arguments[i], value);
                case "--for" -> runFor = Optional.of(Duration.ofSeconds(whole(arguments[i], value)));
                case "--login" -> login = value;
                default -> throw new IllegalArgumentException("unknown option \"" + arguments[i] + "\"");
            }
        }
        return new DemoOptions(hub, agent, readerPort, apiKey, runFor, login);
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
        return "DemoOptions[hub=" + hub + ", readerPort=" + readerPort + ", runFor=" + runFor + "]";
    }
}
