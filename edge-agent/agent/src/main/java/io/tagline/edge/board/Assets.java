package io.tagline.edge.board;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.CRC32;

/**
 * The style sheet and the script, from the jar: a page needs nothing from outside the depot.
 *
 * @param version changes whenever one of them does
 */
record Assets(byte[] sheet, byte[] script, String version) {
    static Assets load() {
        byte[] sheet = read("board.css");
        byte[] script = read("board.js");
        var sum = new CRC32();
        sum.update(sheet);
        sum.update(script);
        return new Assets(sheet, script, Long.toHexString(sum.getValue()));
    }

    private static byte[] read(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not in the jar");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
