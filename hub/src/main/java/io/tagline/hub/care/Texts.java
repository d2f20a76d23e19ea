package io.tagline.hub.care;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** Texts that people write. */
final class Texts {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Texts() {}

    /** @throws CareRefusedException for a blank text, a longer one, or one that not every store can hold */
    static void require(String field, String text, int longest) {
        if (text.isBlank() || text.length() > longest || text.indexOf('\0') >= 0) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG,
                    field,
                    (text.isBlank() ? "empty" : text.length() + " characters") + ": expected text of 1 to " + longest
                            + " characters, without the character 0");
        }
    }

    /** What fits, without what stores refuse; half a character at the cut is left out. */
    static String cut(String text, int longest) {
        String clean = text.replace("\0", "");
        if (clean.length() <= longest) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(longest - 1)) ? longest - 1 : longest;
        return clean.substring(0, end);
    }

    /** What fits of a text, or the other where nothing to read is left of it: what has passed here passes {@link #require}. */
    static String cutOr(String text, int longest, String otherwise) {
        String fits = cut(text, longest);
        return fits.isBlank() ? otherwise : fits;
    }

    /** As it is searched: lower case, without accents, words with one blank between them. */
    static String words(String text) {
        String plain = MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        return NO_WORD.matcher(plain).replaceAll(" ").strip();
    }
}
