package io.tagline.hub;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A command line taken apart.
 *
 * @param words what stands after the command and is no option
 */
record CommandLine(String command, List<String> words, Map<String, String> options) {

    private static final Set<String> OPTIONS = Set.of(
            "--anchor", "--config", "--crm", "--out", "--password-file", "--post", "--role", "--scope", "--source");
    /** Those that take no value. */
    private static final Set<String> SWITCHES = Set.of("--dry-run");

    private static final Path DEFAULT_CONFIG = Path.of("hub.yaml");

    CommandLine {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    static CommandLine parse(List<String> arguments) throws UsageException {
        List<String> words = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("--")) {
                words.add(argument);
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!OPTIONS.contains(name) && !SWITCHES.contains(name)) {
                throw new UsageException("unknown option " + name + ": expected one of "
                        + String.join(
                                ", ",
                                Stream.concat(OPTIONS.stream(), SWITCHES.stream())
                                        .sorted()
                                        .toList()));
            }
            if (SWITCHES.contains(argument)) {
                options.put(argument, "");
                continue;
            }
            if (SWITCHES.contains(name)) {
                throw new UsageException("option " + name + ": expected no value with it");
            }
            if (equals < 0 && i + 1 == arguments.size()) {
                throw new UsageException("option " + name + ": expected a value after it");
            }
            String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
            if (options.put(name, value) != null) {
                throw new UsageException("option " + name + ": expected it once");
            }
        }
        if (words.isEmpty()) {
            throw new UsageException("no command: expected one of " + Command.names());
        }
        return new CommandLine(words.get(0), words.subList(1, words.size()), options);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    /** The settings file: the one named, else {@code hub.yaml} in the working directory where there is one. */
    Optional<Path> config() {
        return option("--config").map(Path::of).or(() -> Optional.of(DEFAULT_CONFIG)
                .filter(Files::exists));
    }

    /** The word at a place, from 0. */
    String word(int place, String what) throws UsageException {
        if (words.size() <= place) {
            throw new UsageException(command + ": expected " + what);
        }
        return words.get(place);
    }

    /** Refuses words and options that the command knows nothing of. */
    void expect(int mostWords, String... allowedOptions) throws UsageException {
        if (words.size() > mostWords) {
            throw new UsageException(command + ": unexpected \"" + words.get(mostWords) + "\"");
        }
        Set<String> allowed = Set.of(allowedOptions);
        for (String option : options.keySet()) {
            if (!option.equals("--config") && !allowed.contains(option)) {
                throw new UsageException(command + ": takes no option " + option);
            }
        }
    }
}
