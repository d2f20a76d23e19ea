package io.tagline.hub;

import io.tagline.hub.access.AgentCredentials;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;

/** {@code agent}: agents that can connect to the embedded broker. */
final class AgentCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        String action = line.word(0, "add, list or remove");
        PrintStream out = surroundings.out();
        try (Store store = HubDatabase.open(surroundings.settings(line))) {
            AgentCredentials agents = new AgentCredentials(store.transactions(), InstantSource.system());
            switch (action) {
                case "add" -> {
                    line.expect(2, "--out");
                    AgentAddress agent = address(line);
                    SecretOutput output = SecretOutput.of(line, out);
                    output.write(agents.add(Operator.viewer(), agent)
                            .orElseThrow(() -> new CommandFailedException("agent \"" + agent
                                    + "\" is there already: expected a new one, or the old one removed first")));
                }
                case "list" -> {
                    line.expect(1);
                    agents.all().forEach(agent -> out.println(agent.agent() + "\t" + agent.createdAt()));
                }
                case "remove" -> {
                    line.expect(2);
                    AgentAddress agent = address(line);
                    if (!agents.remove(Operator.viewer(), agent)) {
                        throw new CommandFailedException(
                                "agent \"" + agent + "\": expected one that \"agent list\" names");
                    }
                }
                default -> throw new UsageException("agent " + action + ": expected add, list or remove");
            }
        }
    }

    private static AgentAddress address(CommandLine line) throws UsageException {
        String name = line.word(1, "SITE/AGENT");
        String[] parts = name.split("/", -1);
        if (parts.length != 2 || !AgentAddress.isId(parts[0]) || !AgentAddress.isId(parts[1])) {
            throw new UsageException("agent \"" + name
                    + "\": expected SITE/AGENT, each of 1 to 64 lower-case letters, digits and hyphens");
        }
        return new AgentAddress(parts[0], parts[1]);
    }
}
