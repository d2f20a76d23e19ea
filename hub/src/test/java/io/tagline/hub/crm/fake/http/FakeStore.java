package io.tagline.hub.crm.fake.http;

import io.tagline.hub.crm.fake.http.StoreRefusal.Why;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a CRM keeps: records with keys, who wrote them, in what order. Strict: what a real one refuses, it refuses. Safe for any thread;
 * each write is done wholly or not at all.
 */
public final class FakeStore {
    /** Who a record is written by when it comes over the API. */
    static final String API = "api";

    private final FakeClock clock;
    private final Map<String, FakeModel> models = new LinkedHashMap<>();
    private final Map<String, Map<String, FakeRow>> rows = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> keys = new LinkedHashMap<>();
    private final List<Entry> log = new ArrayList<>();
    private final Map<String, Rule> rules = new LinkedHashMap<>();
    private final Deque<Runnable> undo = new ArrayDeque<>();
    private int depth;
    private long last;
    private long ids = 1_000_000;

    /** A write that was done. */
    public record Entry(long version, Instant at, String model, String id, Kind kind, String by, Set<String> fields) {}

    public enum Kind {
        CREATED,
        UPDATED,
        DELETED
    }

    private record Rule(String model, Predicate<Map<String, Object>> broken, String message) {}

    FakeStore(FakeClock clock) {
        this.clock = clock;
    }

    // ---- what the tests do to it

    public synchronized void define(FakeModel model) {
        models.put(model.name(), model);
        rows.computeIfAbsent(model.name(), name -> new LinkedHashMap<>());
        keys.computeIfAbsent(model.name(), name -> new TreeMap<>());
    }

    /** From now on a record that is so is refused, whoever writes it: a validation rule somebody made. */
    public synchronized void refuse(String model, Predicate<Map<String, Object>> broken, String message) {
        rules.put(model + '/' + message, new Rule(model, broken, message));
    }

    public synchronized void refuseNothing() {
        rules.clear();
    }

    /** Somebody takes a field out of a model, with all that it held. */
    public synchronized void removeField(String model, String field) {
        models.put(model, model(model).without(field));
        changeAll(model, row -> {
            Map<String, Object> left = new TreeMap<>(row.values());
            left.remove(field);
            return left;
        });
    }

    public synchronized void renameField(String model, String field, String name) {
        FakeField old = model(model).field(field).orElseThrow();
        models.put(model, model(model).without(field).with(old.named(name)));
        changeAll(model, row -> {
            Map<String, Object> other = new TreeMap<>(row.values());
            Object value = other.remove(field);
            if (value != null) {
                other.put(name, value);
            }
            return other;
        });
    }

    /** A person edits a record in the CRM itself. */
    public FakeRow edit(String model, String id, Map<String, Object> values) {
        return update(model, id, new TreeMap<>(values), "person");
    }

    /** A person makes a record in the CRM itself. */
    public FakeRow make(String model, Map<String, Object> values) {
        return insert(model, new TreeMap<>(values), "person");
    }

    public synchronized void delete(String model, String id) {
        FakeRow row = live(model, id);
        put(new FakeRow(
                model,
                id,
                row.values(),
                row.created(),
                clock.now(),
                ++last,
                row.madeBy(),
                "person",
                row.edits(),
                true));
        unindex(row);
        note(Kind.DELETED, row, "person", Set.of());
    }

    // ---- what the tests ask

    /** Every write that was done, in the order of doing. */
    public synchronized List<Entry> log() {
        return List.copyOf(log);
    }

    /** How many records there are, of all models. */
    public synchronized int size() {
        return rows.values().stream().mapToInt(Map::size).sum();
    }

    public synchronized long writes(String by) {
        return log.stream().filter(entry -> entry.by().equals(by)).count();
    }

    /** Keys of the records of a model in the order in which they were made; twice where two were made. */
    public synchronized List<String> keysAsMade(String model) {
        String keyField = model(model).keyField();
        return log.stream()
                .filter(entry -> entry.kind() == Kind.CREATED && entry.model().equals(model))
                .map(entry ->
                        Objects.requireNonNull(table(model).get(entry.id())).text(keyField))
                .toList();
    }

    public synchronized List<FakeRow> all(String model) {
        return table(model).values().stream().filter(row -> !row.deleted()).toList();
    }

    /** All records of this key: two where a race made two. */
    public synchronized List<FakeRow> withKey(String model, String key) {
        return keys.getOrDefault(model, Map.of()).getOrDefault(folded(key), Set.of()).stream()
                .map(id -> Objects.requireNonNull(table(model).get(id)))
                .toList();
    }

    // ---- what the dialects use

    synchronized FakeModel model(String name) {
        FakeModel model = models.get(name);
        if (model == null) {
            throw new StoreRefusal(Why.NO_MODEL, name, "no model " + name);
        }
        return model;
    }

    synchronized Collection<FakeModel> models() {
        return List.copyOf(models.values());
    }

    /** With the deleted ones. */
    synchronized List<FakeRow> everything(String model) {
        return List.copyOf(table(model).values());
    }

    /** Deleted or not; none, or one. */
    synchronized List<FakeRow> ofId(String model, String id) {
        return Optional.ofNullable(table(model).get(id)).stream().toList();
    }

    synchronized Optional<FakeRow> find(String model, String id) {
        return Optional.ofNullable(table(model).get(id)).filter(row -> !row.deleted());
    }

    synchronized FakeRow insert(String model, Map<String, @Nullable Object> values, String by) {
        FakeModel kind = model(model);
        Map<String, Object> clean = check(kind, values);
        for (FakeField field : kind.fields().values()) {
            if (field.required() && !clean.containsKey(field.name())) {
                throw new StoreRefusal(
                        Why.MISSING, field.name(), "Required fields are missing: [" + field.name() + "]");
            }
        }
        unique(kind, clean, "");
        obeys(kind, clean);
        Instant now = clock.now();
        FakeRow row = new FakeRow(model, kind.idPrefix() + ids++, clean, now, now, ++last, by, by, 0, false);
        put(row);
        index(row);
        note(Kind.CREATED, row, by, clean.keySet());
        return row;
    }

    /** A null clears the field. */
    synchronized FakeRow update(String model, String id, Map<String, @Nullable Object> values, String by) {
        FakeModel kind = model(model);
        FakeRow row = live(model, id);
        Map<String, Object> clean = check(kind, values);
        Map<String, Object> merged = new TreeMap<>(row.values());
        merged.keySet().removeAll(values.keySet());
        merged.putAll(clean);
        for (FakeField field : kind.fields().values()) {
            if (field.required() && values.containsKey(field.name()) && !merged.containsKey(field.name())) {
                throw new StoreRefusal(
                        Why.MISSING, field.name(), "Required fields are missing: [" + field.name() + "]");
            }
        }
        unique(kind, merged, id);
        obeys(kind, merged);
        FakeRow next = new FakeRow(
                model, id, merged, row.created(), clock.now(), ++last, row.madeBy(), by, row.edits() + 1, false);
        unindex(row);
        put(next);
        index(next);
        note(Kind.UPDATED, next, by, values.keySet());
        return next;
    }

    /** All of it, or nothing: what was written is taken back when the work ends with a refusal. */
    synchronized <T> T atomically(Supplier<T> work) {
        int mark = undo.size();
        depth++;
        try {
            T done = work.get();
            if (depth == 1) {
                undo.clear();
            }
            return done;
        } catch (StoreRefusal refusal) {
            while (undo.size() > mark) {
                undo.pop().run();
            }
            throw refusal;
        } finally {
            depth--;
        }
    }

    private Map<String, Object> check(FakeModel kind, Map<String, @Nullable Object> values) {
        Map<String, Object> clean = new TreeMap<>();
        values.forEach((name, value) -> {
            FakeField field = kind.field(name)
                    .orElseThrow(() ->
                            new StoreRefusal(Why.NO_FIELD, name, "No such column '" + name + "' on " + kind.name()));
            if (field.readOnly()) {
                throw new StoreRefusal(Why.READ_ONLY, name, name + " is read only");
            }
            if (value == null) {
                return;
            }
            if (value instanceof String text && text.length() > field.longest()) {
                throw new StoreRefusal(
                        Why.TOO_LONG,
                        name,
                        name + ": data value too large: " + text + " (max length=" + field.longest() + ")");
            }
            if (field.type() == FakeField.Type.CHOICE && !field.choices().contains(value)) {
                throw new StoreRefusal(Why.BAD_CHOICE, name, name + ": bad value for restricted picklist field");
            }
            if (field.type() == FakeField.Type.LINK
                    && find(field.target().orElseThrow(), value.toString()).isEmpty()) {
                throw new StoreRefusal(Why.NO_LINK, name, "invalid cross reference id");
            }
            clean.put(name, value);
        });
        return clean;
    }

    private void unique(FakeModel kind, Map<String, Object> values, String own) {
        Object key = values.get(kind.keyField());
        if (!kind.unique() || key == null) {
            return;
        }
        for (FakeRow other : withKey(kind.name(), key.toString())) {
            if (!other.id().equals(own)) {
                throw new StoreRefusal(
                        Why.DUPLICATE,
                        other.id(),
                        "duplicate value found: " + kind.keyField() + " duplicates value on record with id: "
                                + other.id());
            }
        }
    }

    private void obeys(FakeModel kind, Map<String, Object> values) {
        for (Rule rule : rules.values()) {
            if (rule.model().equals(kind.name()) && rule.broken().test(values)) {
                throw new StoreRefusal(Why.RULE, "", rule.message());
            }
        }
    }

    private FakeRow live(String model, String id) {
        return find(model, id).orElseThrow(() -> new StoreRefusal(Why.GONE, id, "entity is deleted"));
    }

    private Map<String, FakeRow> table(String model) {
        model(model);
        return Objects.requireNonNull(rows.get(model));
    }

    private void put(FakeRow row) {
        FakeRow old = table(row.model()).put(row.id(), row);
        remember(() -> {
            if (old == null) {
                table(row.model()).remove(row.id());
            } else {
                table(row.model()).put(row.id(), old);
            }
        });
    }

    private void index(FakeRow row) {
        change(row, true);
        remember(() -> change(row, false));
    }

    private void unindex(FakeRow row) {
        change(row, false);
        remember(() -> change(row, true));
    }

    private void change(FakeRow row, boolean add) {
        FakeModel kind = model(row.model());
        Object key = row.values().get(kind.keyField());
        if (key == null) {
            return;
        }
        Set<String> found = Objects.requireNonNull(keys.get(row.model()))
                .computeIfAbsent(folded(key.toString()), any -> new TreeSet<>());
        if (add) {
            found.add(row.id());
        } else {
            found.remove(row.id());
        }
    }

    /** Keys are told apart without regard to case, as external ids and alternate keys are unless somebody asks for more. */
    private static String folded(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    private void note(Kind kind, FakeRow row, String by, Set<String> fields) {
        log.add(new Entry(last, clock.now(), row.model(), row.id(), kind, by, Set.copyOf(fields)));
        remember(() -> log.remove(log.size() - 1));
    }

    private void remember(Runnable back) {
        if (depth > 0) {
            undo.push(back);
        }
    }

    private void changeAll(String model, java.util.function.Function<FakeRow, Map<String, Object>> change) {
        table(model)
                .replaceAll((id, row) -> new FakeRow(
                        model,
                        id,
                        change.apply(row),
                        row.created(),
                        row.modified(),
                        row.version(),
                        row.madeBy(),
                        row.changedBy(),
                        row.edits(),
                        row.deleted()));
    }
}
