package io.tagline.hub.ledger;

/** Foreign text made fit to be kept and shown: bounded, on one line, without the NUL that PostgreSQL takes in no text. */
final class Shown {
    private Shown() {}

    static String text(String any, int mostCharacters) {
        StringBuilder shown = new StringBuilder();
        any.codePoints()
                .limit(mostCharacters)
                .map(c -> Character.isISOControl(c) || isHalfOfAPair(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    private static boolean isHalfOfAPair(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }
}
