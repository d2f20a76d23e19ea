package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The three jars, copied for one run: a build meanwhile would pull them from under programs that are started again all the time. */
record Programs(Path simulator, Path agent, Path hub) {

    /** Copies them below the folder. */
    static Programs copiedTo(Path folder) throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        return new Programs(
                copy("edge-agent/simulator/target/tagline-simulator.jar", programs),
                copy("edge-agent/agent/target/tagline-agent.jar", programs),
                copy("hub/target/tagline-hub.jar", programs));
    }

    private static Path copy(String jar, Path programs) throws IOException {
        Path from = Project.jar(jar);
        return Files.copy(from, programs.resolve(from.getFileName()));
    }
}
