package io.tagline.journeys;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** axe-core, from the jar that its makers publish for Selenium. */
final class AxeScript {
    private AxeScript() {}

    static String text() throws IOException {
        try (InputStream in = AxeScript.class.getResourceAsStream("/axe.min.js")) {
            if (in == null) {
                throw new FileNotFoundException("/axe.min.js: expected it in com.deque.html.axe-core:selenium");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
