package io.tagline.wire;

/** Foreign text made fit for an error message: bounded, one line, printable. */
final class Excerpt {
    private static final int LIMIT = 60;

    private Excerpt() {}

    static String of(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LIMIT) + 1);
        for (int i = 0; i < text.length() && i < LIMIT; i++) {
            char c = text.charAt(i);
            shown.append(Character.isISOControl(c) || Character.isSurrogate(c) ? '?' : c);
        }
        return text.length() > LIMIT ? shown.append('…').toString() : shown.toString();
    }
}
