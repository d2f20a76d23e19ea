package io.tagline.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running reader is told line by line: {@code at 0s epc HEX walk door-1 in over 4s} begins a walk, counted from now, and
 * {@code clock +90s} sets its clock. A line that says neither is logged and passed over. One thread, {@code simulator-commands};
 * it ends with the input.
 */
final class CommandInput {
    private static final Logger log = LoggerFactory.getLogger(CommandInput.class);

    private final SimulatedReader reader;
    private final Scenario scenario;
    private final InputStream input;

    CommandInput(SimulatedReader reader, Scenario scenario, InputStream input) {
        this.reader = reader;
        this.scenario = scenario;
        this.input = input;
    }

    void start() {
        Thread thread = new Thread(this::run, "simulator-commands");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes lines until there are no more. */
    void run() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            log.atWarn().addKeyValue("why", e.getMessage()).log("no more commands");
        }
    }

    private void take(String text) {
        try {
            ScriptLine line = new ScriptLine(text);
            if (line.skip("clock")) {
                reader.setClock(SimulatorOptions.clock(line.next("right, 1970, uptime, +90s, -5m or +200ppm")));
                line.expectEnd();
            } else if (!line.isEmpty()) {
                ScenarioScript.walks(scenario.doors(), text).forEach(reader::walk);
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            log.atWarn()
                    .addKeyValue("line", text)
                    .addKeyValue("why", e.getMessage())
                    .log("command refused");
        }
    }
}
