package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A command by its word. Those that change who gets in work beside a running hub and take effect there at once.
 *
 * @param work what it does
 */
record Command(String word, Work work) {

    private static final List<Command> ALL = List.of(
            new Command("run", new RunCommand()),
            new Command("check", new CheckCommand()),
            new Command("user", new UserCommand()),
            new Command("key", new KeyCommand()),
            new Command("agent", new AgentCommand()),
            new Command("audit", new AuditCommand()),
            new Command("import", new ImportCommand()),
            new Command("crm", new CrmCommand()),
            new Command("backup", new BackupCommand()),
            new Command("restore", new RestoreCommand()));

    /** What a command runs in. */
    record Surroundings(Map<String, String> environment, PrintStream out) {

        HubSettings settings(CommandLine line) throws SettingsException {
            return HubSettings.read(line.config(), environment);
        }
    }

    /** What a command does. */
    @FunctionalInterface
    interface Work {
        void run(CommandLine line, Surroundings surroundings)
                throws UsageException, CommandFailedException, SettingsException, IOException;
    }

    static Command named(String name) throws UsageException {
        return ALL.stream()
                .filter(command -> command.word().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("unknown command \"" + name + "\": expected one of " + names()));
    }

    static String names() {
        return ALL.stream().map(Command::word).collect(Collectors.joining(", "));
    }
}
