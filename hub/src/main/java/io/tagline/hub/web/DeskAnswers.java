package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.care.Answer;
import io.tagline.hub.care.Care;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Answers that reps keep for the next who asks. Safe for any thread. */
@Component
final class DeskAnswers {
    private static final Pattern NO_KEY = Pattern.compile("[^a-z0-9]+");
    private static final int LONGEST_KEY = 40;
    private static final int SHOWN = 280;
    private static final int RANDOM_BYTES = 4;

    private final Care care;
    private final InstantSource clock;

    DeskAnswers(Care care, InstantSource clock) {
        this.care = care;
        this.clock = clock;
    }

    /** One that was found, with the beginning of its text. */
    record Found(String key, String language, String title, String beginning, int used) {
        static Found of(Answer answer) {
            String text = answer.text();
            return new Found(
                    answer.key(),
                    answer.language(),
                    answer.title(),
                    text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…",
                    answer.used());
        }
    }

    /**
     * Keeps one under a title.
     *
     * @return its key: the title in small letters, and what makes it the only one of its name
     */
    String keep(String title, String text, Locale language) {
        String plain = NO_KEY.matcher(
                        Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT))
                .replaceAll("-");
        String cut = plain.substring(0, Math.min(LONGEST_KEY, plain.length())).replaceAll("^-+|-+$", "");
        byte[] random = new byte[RANDOM_BYTES];
        ThreadLocalRandom.current().nextBytes(random);
        String key = (cut.isEmpty() ? "answer" : cut) + "-" + HexFormat.of().formatHex(random);
        return care.answers()
                .put(
                        new Answer(key, language.getLanguage(), title, text, 0, 0, clock.instant()),
                        Optional.empty(),
                        Viewers.required())
                .key();
    }
}
