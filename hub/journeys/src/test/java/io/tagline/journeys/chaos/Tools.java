package io.tagline.journeys.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the system that faults are made with. Safe for any thread. */
final class Tools {
    private static final long LIMIT_SECONDS = 30;

    private Tools() {}

    /** True if the command exists and says that it worked: how to ask whether this machine and user can do something. */
    static boolean works(String... command) {
        try {
            return run(List.of(command)).status == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a command to its end.
     *
     * @throws IOException naming the command and what it said, if it did not work
     */
    static void must(String... command) throws IOException {
        Ended ended = run(List.of(command));
        if (ended.status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + ended.status + ": " + ended.said);
        }
    }

    private record Ended(int status, String said) {}

    private static Ended run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " still runs after " + LIMIT_SECONDS + " s");
            }
            return new Ended(process.exitValue(), said);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(String.join(" ", command) + " was interrupted", e);
        }
    }
}
