package io.tagline.hub;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Lists of words on the command line, separated by commas. */
final class Words {

    private Words() {}

    static <E extends Enum<E>> Set<E> split(String text, Function<String, Optional<E>> ofCode, String what, E[] all)
            throws UsageException {
        Set<E> found = new HashSet<>();
        for (String word : text.split(",", -1)) {
            found.add(ofCode.apply(word.strip())
                    .orElseThrow(() -> new UsageException(what + " \"" + word + "\": expected " + codes(all))));
        }
        return found;
    }

    /** All that may be said: {@code a, b or c}. */
    static <E extends Enum<E>> String codes(E[] all) {
        String codes = Arrays.stream(all)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        int last = codes.lastIndexOf(", ");
        return last < 0 ? codes : codes.substring(0, last) + " or " + codes.substring(last + 2);
    }
}
