package io.tagline.hub;

import io.tagline.hub.access.ApiKeys;
import io.tagline.hub.access.Scope;
import io.tagline.hub.access.SigningKey;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code key}: programs that can call the API, and the key by which agents know this hub. */
final class KeyCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        String action = line.word(0, "add, list, remove or signing");
        PrintStream out = surroundings.out();
        if (action.equals("signing")) {
            signing(line, surroundings);
            return;
        }
        try (Store store = HubDatabase.open(surroundings.settings(line))) {
            ApiKeys keys = new ApiKeys(store.transactions(), InstantSource.system(), Optional.empty());
            switch (action) {
                case "add" -> add(line, keys, out);
                case "list" -> {
                    line.expect(1);
                    keys.all()
                            .forEach(key -> out.println(key.name() + "\t"
                                    + key.scopes().stream()
                                            .map(Scope::code)
                                            .sorted()
                                            .collect(Collectors.joining(","))
                                    + "\t" + key.createdAt()
                                    + key.source().map(source -> "\t" + source).orElse("")));
                }
                case "remove" -> {
                    line.expect(2);
                    String name = line.word(1, "a name");
                    if (!keys.remove(Operator.viewer(), name)) {
                        throw new CommandFailedException("key \"" + name + "\": expected the name of a key");
                    }
                }
                default -> throw new UsageException("key " + action + ": expected add, list, remove or signing");
            }
        }
    }

    /** Says the public half; a hub that has never run has none, and which of two that ran would be the right one nobody knew. */
    private static void signing(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        line.expect(1, "--out");
        SecretOutput output = SecretOutput.of(line, surroundings.out());
        Path dataDir = surroundings.settings(line).dataDir();
        output.write(SigningKey.find(dataDir)
                .orElseThrow(() -> new CommandFailedException(dataDir.resolve(SigningKey.FILE)
                        + " is not there: expected a hub to have run once with this data directory"))
                .publicPem());
    }

    private static void add(CommandLine line, ApiKeys keys, PrintStream out)
            throws UsageException, CommandFailedException, IOException {
        line.expect(2, "--scope", "--source", "--out");
        String name = line.word(1, "a name");
        Set<Scope> scopes = Words.split(line.option("--scope").orElse("read"), Scope::ofCode, "scope", Scope.values());
        SecretOutput output = SecretOutput.of(line, out);
        output.write(keys.add(Operator.viewer(), name, scopes, line.option("--source"))
                .orElseThrow(() -> new CommandFailedException(
                        "key \"" + name + "\" is there already: expected a new name, or the old one removed first")));
    }
}
