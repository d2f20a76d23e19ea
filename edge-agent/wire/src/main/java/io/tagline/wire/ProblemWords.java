package io.tagline.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

/** The English words of {@link KnownProblem}, read when the first is asked for. */
final class ProblemWords {
    private static final String PREFIX = "problem.";
    private static final Properties WORDS = load();

    private ProblemWords() {}

    static String of(String key) {
        String words = WORDS.getProperty(PREFIX + key);
        if (words == null) {
            throw new IllegalStateException("problems.properties: expected " + PREFIX + key);
        }
        return words;
    }

    private static Properties load() {
        Properties words = new Properties();
        try (InputStream in = ProblemWords.class.getResourceAsStream("problems.properties")) {
            if (in == null) {
                throw new IllegalStateException("problems.properties: expected beside " + ProblemWords.class.getName());
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("problems.properties of the wire", e);
        }
        return words;
    }
}
