package io.tagline.journeys;

import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The PLC of a sorter: node-opcua, which shares no code with the agent's client, in a process that can be killed. Its encoder counts 100 a
 * second by itself.
 */
final class PlcProgram implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    private final Path folder;
    private final int port = Project.freePort();
    private int starts;
    private Program program;

    private PlcProgram(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.program = launch();
    }

    /** Skips the test where scripts/test could not install it. */
    static PlcProgram start(Path folder) throws IOException {
        assumeThat(modules().resolve("node-opcua"))
                .as("node-opcua; scripts/test installs it where there is npm")
                .isDirectory();
        return new PlcProgram(folder);
    }

    private Program launch() throws IOException {
        starts++;
        Program started = Program.start(
                "plc",
                folder.resolve("plc-" + starts + ".log"),
                Map.of(),
                List.of(
                        "node",
                        Project.root()
                                .resolve("edge-agent/agent/src/test/plc/plc.js")
                                .toString(),
                        String.valueOf(port),
                        folder.toString(),
                        modules().toString()));
        WholeLine.await(START, "PLC is ready", started, () -> started.log().contains("ready"));
        program = started;
        say("quiet");
        return started;
    }

    private static Path modules() {
        return Project.root().resolve("edge-agent/agent/target/plc/node_modules");
    }

    String url() {
        return "opc.tcp://127.0.0.1:" + port;
    }

    /** A parcel interrupts the photo-eye for a moment. */
    void parcelAtTheEye() throws IOException, InterruptedException {
        say("Eye true");
        Thread.sleep(300); // as long as a parcel is at a fifth of a metre a second
        say("Eye false");
    }

    private void say(String line) throws IOException {
        program.input().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        program.input().flush();
    }

    /** What was written to it since its last start, in order: {@code NAME VALUE}. */
    List<String> written() {
        return program.log().lines().toList();
    }

    void awaitWritten(String line) {
        await(line).atMost(Duration.ofSeconds(20)).until(() -> written().contains(line));
    }

    /** {@code kill -9}, and its program starts from nothing. */
    void killAndRestart() throws IOException, InterruptedException {
        program.kill();
        launch();
    }

    @Override
    public void close() {
        program.close();
    }
}
