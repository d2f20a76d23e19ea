package io.tagline.hub.customer;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The words that a customer is found by, with where they stand. */
final class CustomerWords {
    static final String NAME = "customer.name";
    static final String REFERENCE = "customer.reference";

    private static final int MOST = 30;
    private static final int LONGEST = 60;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private CustomerWords() {}

    /**
     * A word as it is kept.
     *
     * @param field the name that its visibility is set by; {@link #REFERENCE} everyone sees who sees customers
     */
    record Word(String text, String field) {
        Word {
            text = text.length() <= LONGEST ? text : text.substring(0, LONGEST);
        }
    }

    /** Of a customer; most telling first, since there is a most. */
    static Set<Word> of(String reference, CustomerDocument document) {
        Set<Word> words = new LinkedHashSet<>();
        words.add(new Word(ContactForms.folded(reference), REFERENCE));
        document.contacts().forEach(point -> {
            if (point.channel() != Channel.POSTAL) {
                words.add(new Word(
                        ContactForms.folded(point.normal().value()),
                        point.channel().field()));
            }
        });
        document.name().ifPresent(name -> split(name.value()).forEach(word -> words.add(new Word(word, NAME))));
        document.contacts().stream()
                .filter(point -> point.channel() == Channel.POSTAL)
                .flatMap(point -> split(point.normal().value()))
                .forEach(word -> words.add(new Word(word, Channel.POSTAL.field())));
        Set<Word> most = new LinkedHashSet<>();
        words.stream().filter(word -> !word.text().isEmpty()).limit(MOST).forEach(most::add);
        return most;
    }

    /** What somebody typed, in the same form: each has to begin some word of the customer. */
    static List<String> asked(String text, int most) {
        return BLANKS.splitAsStream(ContactForms.folded(text.strip()))
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() <= LONGEST ? word : word.substring(0, LONGEST))
                .distinct()
                .limit(most)
                .toList();
    }

    private static Stream<String> split(String text) {
        return BETWEEN.splitAsStream(ContactForms.folded(text)).filter(word -> !word.isEmpty());
    }
}
