package io.tagline.edge.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The style sheet and the script, from the jar: a page needs nothing from outside the depot.
 *
 * @param version changes whenever one of them does
 */
record Assets(String sheet, String script, String version) {
    static Assets load() {
        String sheet = read("board.css");
        String script = read("board.js");
        var sum = new CRC32();
        sum.update(sheet.getBytes(StandardCharsets.UTF_8));
        sum.update(script.getBytes(StandardCharsets.UTF_8));
        return new Assets(sheet, script, Long.toHexString(sum.getValue()));
    }

    private static String read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
