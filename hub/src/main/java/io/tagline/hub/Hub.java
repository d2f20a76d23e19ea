package io.tagline.hub;

import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command line: {@code java -jar tagline-hub.jar COMMAND}. Exit status 0 done, 1 failed, 2 wrong usage. */
public final class Hub {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_USAGE = 2;

    private Hub() {}

    /** Runs one command and ends the process with its status. */
    public static void main(String[] arguments) {
        // a GET whose answer is lost would be asked again by the JDK itself, beside every CRM's budget
        System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
        int status = run(List.of(arguments), System.getenv(), System.out, System.err);
        // threads of libraries may linger; the hub's own are closed by now
        System.exit(status);
    }

    static int run(List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        try {
            if (arguments.contains("--help") || arguments.contains("-h")) {
                out.print(Usage.of(
                        arguments.stream().filter(word -> !word.startsWith("-")).findFirst()));
                return DONE;
            }
            CommandLine line = CommandLine.parse(arguments);
            Command command = Command.named(line.command());
            command.work().run(line, new Command.Surroundings(environment, out));
            return DONE;
        } catch (UsageException e) {
            err.println("tagline-hub: " + e.getMessage());
            err.print(Usage.of(Optional.empty()));
            return WRONG_USAGE;
        } catch (SettingsException e) {
            e.problems().forEach(err::println);
            return FAILED;
        } catch (CommandFailedException e) {
            err.println("tagline-hub: " + e.getMessage());
            return FAILED;
        } catch (IOException | RuntimeException e) {
            err.println("tagline-hub: " + Causes.inOneLine(e));
            return FAILED;
        }
    }
}
