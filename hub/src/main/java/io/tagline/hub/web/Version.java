package io.tagline.hub.web;

import io.tagline.hub.access.MachineSecret;
import java.nio.charset.StandardCharsets;

/** Names a text by what is in it, for caches and for live pages to know what they have. */
final class Version {

    private static final int CHARACTERS = 16;

    private Version() {}

    static String of(String text) {
        return MachineSecret.hash(text).substring(0, CHARACTERS);
    }

    static String of(byte[] bytes) {
        return of(new String(bytes, StandardCharsets.ISO_8859_1));
    }
}
