package io.tagline.hub.care;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.store.Transactions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Solutions kept for the next who asks. Safe for any thread. */
public final class Answers {
    private static final int MOST_WORDS = 8;

    private final Transactions transactions;
    private final InstantSource clock;

    Answers(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    public Optional<Answer> find(String key) {
        return transactions.read(tx -> AnswersTable.find(tx, key));
    }

    /** The last answer of a page: the next one begins after it. */
    public record Cursor(int used, String key) {}

    /** Those in which every word is, or a beginning of one; without accents and case. What has helped most often comes first. */
    public List<Answer> search(String text, Optional<String> language, Optional<Cursor> after, int most) {
        List<String> words = List.of(Texts.words(Texts.cut(text, CaseOpening.LONGEST_SUBJECT))
                        .split(" ", -1))
                .stream()
                .filter(word -> !word.isEmpty())
                .limit(MOST_WORDS)
                .toList();
        return transactions.read(tx -> AnswersTable.search(tx, words, language, after, most));
    }

    /**
     * Keeps an answer, a new one or another text of the one that has its key.
     *
     * @param version that who asks has looked at; empty for a new one
     * @throws CareRefusedException if it has changed since, is there already, or there is no room
     */
    public Answer put(Answer answer, Optional<Integer> version, Viewer who) {
        return transactions.write(tx -> {
            Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
            Answer wanted = new Answer(
                    answer.key(), answer.language(), answer.title(), answer.text(), 0, version.orElse(0), now);
            if (version.isEmpty() && AnswersTable.count(tx) >= AnswersTable.MOST) {
                throw new CareRefusedException(
                        CareRefusedException.Reason.WRONG,
                        "key",
                        AnswersTable.MOST + " answers are kept: expected changes to those");
            }
            boolean done = version.isPresent() ? AnswersTable.update(tx, wanted) : AnswersTable.insert(tx, wanted);
            if (!done) {
                throw new CareRefusedException(
                        CareRefusedException.Reason.STALE,
                        "version",
                        "answer \"" + answer.key() + "\" is not as it was: expected its newest version");
            }
            Audit.record(tx, who, "answer.kept", "answer:" + answer.key(), "", now);
            return AnswersTable.find(tx, answer.key()).orElseThrow();
        });
    }
}
