package io.tagline.edge;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a person asked for on the command line. */
record CommandLine(Command command, Map<String, String> options) {

    static final String HELP =
            """
            Usage: java -jar tagline-agent.jar COMMAND [OPTIONS]

            Reads RFID portals over LLRP, decides which tag passed which way, keeps scans on disk, publishes them over MQTT.

            Commands:
              run     --config agent.yaml       read portals until stopped (SIGTERM, Ctrl-C)
              check   --config agent.yaml       say everything that is wrong with the settings, or "ok" and a summary
              status  --config agent.yaml       ask the agent running here how it is; exit status 1 if not well
              replay  --config agent.yaml --reads reads.csv --out scans.csv
                                                run passage detection over recorded reads
              trust   --config agent.yaml [--accept FINGERPRINT]
                                                list certificates that PLCs have shown, or accept one of them
              lamps-off --config agent.yaml     make all stack lights dark, where no agent runs that could; within 8 s

              --help       this text
              --version    the version

            Exit status: 0 done, 1 failed or not well, 2 wrong usage or wrong settings.
            Settings: firmware-config/settings-reference.md. A variable TAGLINE_AGENT_… goes before the file.
            """;

    /** The first word. */
    enum Command {
        RUN,
        CHECK,
        STATUS,
        REPLAY,
        TRUST,
        LAMPS_OFF,
        HELP,
        VERSION;

        /** Options with a file name that cannot be left out. */
        private List<String> needs() {
            return switch (this) {
                case RUN, CHECK, STATUS, TRUST, LAMPS_OFF -> List.of("config");
                case REPLAY -> List.of("config", "reads", "out");
                case HELP, VERSION -> List.of();
            };
        }

        /** Options with a text that can be left out. */
        private List<String> takes() {
            return this == TRUST ? List.of("accept") : List.of();
        }

        private static Optional<Command> named(String word) {
            return Arrays.stream(values())
                    .filter(command -> command.word().equals(word) || ("--" + command.word()).equals(word))
                    .findFirst();
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    CommandLine {
        options = Map.copyOf(options);
    }

    /** @throws UsageException with one line that says what is wrong */
    static CommandLine parse(String... args) throws UsageException {
        if (args.length == 0) {
            throw new UsageException("a command is missing; expected run, check, status, replay, trust or lamps-off");
        }
        if (Arrays.asList(args).contains("--help") || args[0].equals("-h")) {
            return new CommandLine(Command.HELP, Map.of());
        }
        Command command = Command.named(args[0])
                .orElseThrow(() -> new UsageException("\"" + args[0]
                        + "\" is not a command; expected run, check, status, replay, trust or lamps-off"));
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!command.needs().contains(name) && !command.takes().contains(name)) {
                throw new UsageException("\"" + args[i] + "\" is not an option of " + command.word() + "; expected "
                        + expected(command));
            }
            if (i + 1 == args.length || args[i + 1].startsWith("--")) {
                String missing = command.takes().contains(name) ? "a value" : "a file name";
                throw new UsageException("--" + name + " needs " + missing + " after it");
            }
            if (options.put(name, checked(name, args[i + 1])) != null) {
                throw new UsageException("--" + name + " is given twice");
            }
        }
        for (String needed : command.needs()) {
            if (!options.containsKey(needed)) {
                throw new UsageException(command.word() + " needs --" + needed + " FILE");
            }
        }
        return new CommandLine(command, options);
    }

    /** The file of an option that the command needs. */
    Path file(String option) {
        String file = options.get(option);
        if (file == null) {
            throw new IllegalArgumentException(command + " has no option " + option);
        }
        return Path.of(file);
    }

    /** The text of an option that may be left out. */
    Optional<String> text(String option) {
        return Optional.ofNullable(options.get(option));
    }

    private static String checked(String option, String text) throws UsageException {
        try {
            return Path.of(text).toString();
        } catch (InvalidPathException e) {
            throw new UsageException("--" + option + " \"" + text + "\" is not a file name");
        }
    }

    private static String expected(Command command) {
        return command.needs().isEmpty()
                ? "none"
                : Stream.concat(command.needs().stream(), command.takes().stream())
                        .map(name -> "--" + name)
                        .collect(Collectors.joining(", "));
    }
}
