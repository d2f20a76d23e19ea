package io.tagline.edge;

import io.tagline.edge.settings.AgentSettings;
import io.tagline.settings.SettingsException;
import java.io.PrintStream;
import java.util.Map;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The agent's {@code main}: understands the command line and hands over. See {@link RunningAgent} for how the agent is put
 * together, and {@link PortalPipeline} for the way of a tag.
 */
public final class EdgeAgent {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    EdgeAgent(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = Map.copyOf(environment);
        this.out = out;
        this.err = err;
    }

    /** Ends the process with the status that {@link CommandLine#HELP} describes. */
    public static void main(String[] args) {
        // Paho logs to java.util.logging
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(new EdgeAgent(System.getenv(), System.out, System.err).execute(args));
    }

    /** Does what the command line says and returns the exit status. */
    int execute(String... args) {
        try {
            CommandLine line = CommandLine.parse(args);
            return switch (line.command()) {
                case RUN -> RunCommand.run(settings(line), environment);
                case CHECK -> CheckCommand.run(settings(line), out, err);
                case STATUS -> StatusCommand.run(settings(line), out, err);
                case REPLAY -> ReplayCommand.run(settings(line), line.file("reads"), line.file("out"), out, err);
                case TRUST -> TrustCommand.run(settings(line), line.text("accept"), out, err);
                case LAMPS_OFF -> LampsOffCommand.run(settings(line), environment, out, err);
                case HELP -> print(CommandLine.HELP.stripTrailing());
                case VERSION -> print("tagline-agent " + version());
            };
        } catch (UsageException e) {
            err.println("tagline-agent: " + e.getMessage() + " (see --help)");
        } catch (SettingsException e) {
            e.problems().forEach(err::println);
            err.println(problems(e));
        }
        return WRONG_USAGE;
    }

    /** As the manifest of the jar says; {@code development} outside of a jar. */
    static String version() {
        String version = EdgeAgent.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    private AgentSettings settings(CommandLine line) throws SettingsException {
        return AgentSettings.read(line.file("config"), environment);
    }

    private int print(String text) {
        out.println(text);
        return DONE;
    }

    private static String problems(SettingsException e) {
        int count = e.problems().size();
        return "tagline-agent: " + count + (count == 1 ? " problem" : " problems") + " in the settings";
    }
}
