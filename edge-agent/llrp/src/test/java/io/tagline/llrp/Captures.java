package io.tagline.llrp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Frames captured from real readers and golden sets. They are other people's and lie in the folder {@code shared} next to the
 * repository, never in it; without it the tests that need them are skipped.
 */
public final class Captures {
    /** One captured frame and what independent decoders read from it. */
    public record Captured(String file, LlrpFrame frame, Map<String, Object> expected) {
        public String name() {
            return file + " frame " + expected.get("index");
        }
    }

    private Captures() {}

    public static List<Captured> all() throws IOException {
        Path folder = folder();
        assumeTrue(Files.isDirectory(folder), "captures are not here: " + folder + " (or -Dtagline.shared=DIR)");
        List<Captured> captured = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".bin")).sorted().toList()) {
                captured.addAll(read(file, folder.relativize(file).toString()));
            }
        }
        return captured;
    }

    private static List<Captured> read(Path file, String name) throws IOException {
        Path json = file.resolveSibling(file.getFileName().toString().replace(".bin", ".expected.json"));
        List<Map<String, Object>> expected = Json.objects(Json.read(json), "frames");
        LlrpFramer framer = new LlrpFramer(
                new ByteArrayInputStream(Files.readAllBytes(file)), name, LlrpFramer.DEFAULT_MAX_FRAME_BYTES);
        List<Captured> captured = new ArrayList<>();
        for (Map<String, Object> frame : expected) {
            if (!framer.next()) {
                throw new AssertionError(name + " ends before frame " + frame.get("index"));
            }
            captured.add(new Captured(name, framer.frame(), frame));
        }
        if (framer.next()) {
            throw new AssertionError(name + " holds more than " + expected.size() + " frames");
        }
        return captured;
    }

    private static Path folder() {
        String configured = System.getProperty("tagline.shared");
        if (configured != null) {
            return Path.of(configured, "data", "llrp");
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("edge-agent")) && Files.isDirectory(at.resolve("hub"))) {
                return at.resolveSibling("shared").resolve("data").resolve("llrp");
            }
        }
        return Path.of("..", "shared", "data", "llrp");
    }
}
