package io.tagline.hub.care;

import io.tagline.hub.store.Tx;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One row for each answer. There are few enough to look at all of them in a search: 5,000 take 20 ms. */
final class AnswersTable {
    static final int MOST = 5_000;

    private static final String SELECT = "SELECT key, language, title, body, used, version, updated_at FROM answers ";

    private AnswersTable() {}

    static Optional<Answer> find(Tx tx, String key) {
        return tx.sql(SELECT + "WHERE key = ?")
                .param(key)
                .query((row, n) -> read(row))
                .optional();
    }

    static long count(Tx tx) {
        return tx.sql("SELECT COUNT(*) FROM answers").query(Long.class).single();
    }

    static boolean insert(Tx tx, Answer answer) {
        return tx.execute(
                        """
                        INSERT INTO answers (key, language, title, body, words, used, version, updated_at)
                        VALUES (?, ?, ?, ?, ?, 0, 1, ?) ON CONFLICT (key) DO NOTHING
                        """,
                        answer.key(),
                        answer.language(),
                        answer.title(),
                        answer.text(),
                        words(answer),
                        answer.updatedAt().toEpochMilli())
                > 0;
    }

    static boolean update(Tx tx, Answer answer) {
        return tx.execute(
                        """
                        UPDATE answers SET language = ?, title = ?, body = ?, words = ?, version = version + 1, updated_at = ?
                        WHERE key = ? AND version = ?
                        """,
                        answer.language(),
                        answer.title(),
                        answer.text(),
                        words(answer),
                        answer.updatedAt().toEpochMilli(),
                        answer.key(),
                        answer.version())
                > 0;
    }

    /** Counts that it has solved one more. */
    static void use(Tx tx, String key) {
        if (tx.execute("UPDATE answers SET used = used + 1 WHERE key = ?", key) == 0) {
            throw new CareRefusedException(
                    CareRefusedException.Reason.WRONG,
                    "answer",
                    "answer \"" + Texts.cut(key, 80) + "\": expected the key of an answer");
        }
    }

    /** Those that have every word, or what begins with it; what has helped most often first. */
    static List<Answer> search(
            Tx tx, List<String> words, Optional<String> language, Optional<Answers.Cursor> after, int most) {
        StringBuilder where = new StringBuilder("WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        for (String word : words) {
            // words have letters and digits only, so that none of them means something to LIKE
            where.append(" AND words LIKE ?");
            values.add("% " + word + "%");
        }
        language.ifPresent(code -> {
            where.append(" AND language = ?");
            values.add(code);
        });
        after.ifPresent(last -> {
            where.append(" AND (used < ? OR used = ? AND key > ?)");
            values.addAll(List.of(last.used(), last.used(), last.key()));
        });
        values.add(most);
        return tx.sql(SELECT + where + " ORDER BY used DESC, key LIMIT ?")
                .params(values)
                .query((row, n) -> read(row))
                .list();
    }

    private static String words(Answer answer) {
        return " " + Texts.words(answer.title() + " " + answer.text());
    }

    private static Answer read(ResultSet row) throws SQLException {
        return new Answer(
                row.getString("key"),
                row.getString("language"),
                row.getString("title"),
                row.getString("body"),
                row.getInt("used"),
                row.getInt("version"),
                Instant.ofEpochMilli(row.getLong("updated_at")));
    }
}
