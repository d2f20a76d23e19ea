package io.tagline.hub.crm.fake;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A CRM in memory that misbehaves as told: for the engine, which must not care what CRM it is. It writes down what it was asked, and
 * what of that broke a rule that no CRM could see: two writes of one customer at a time, and more requests than may be.
 */
public final class MemoryPeer implements Peer {
    /** Which customer a write is of, for the rule that there is one at a time. */
    public static final String LANE = "lane";

    private final Map<String, ModelTraits> models = new HashMap<>();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, List<String>> byKey = new HashMap<>();
    private final Random random;
    private final Duration longest;
    private final ScheduledExecutorService late = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "fake-crm-late");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Long> requests = new ArrayList<>();
    /** With a write under way, until when at most, by {@link System#nanoTime}: no longer than was promised, however busy the machine is. */
    private final Map<String, Long> lanes = new HashMap<>();

    private final List<Stored> stored = new ArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private long lastId;
    private long clock;
    private int atOnce;
    private int mostAtOnce;
    private int writeRequests;

    // how it misbehaves; may be changed while it is asked
    private volatile Duration latency = Duration.ZERO;
    private volatile double losesReplies;
    private volatile double throttles;
    private volatile double failsSome;
    private volatile Optional<Duration> retryAfter = Optional.empty();
    private volatile long editsOfOneVersion = 1;
    private volatile Duration comparing = Duration.ZERO;
    private volatile boolean away;
    private volatile boolean garbles;
    private volatile boolean closed;
    private volatile boolean blind;
    private volatile Predicate<Write> refuses = write -> false;
    private volatile Predicate<Write> shutsOut = write -> false;
    private volatile Predicate<Write> answersNothingTo = write -> false;

    /** A record as it is kept. */
    public record Row(
            String remoteId,
            String model,
            String key,
            SortedMap<String, Value> fields,
            long version,
            boolean byUs,
            boolean deleted) {}

    /** A write that was done, in the order in which it was. */
    public record Stored(String model, String key, String remoteId, boolean created, SortedMap<String, Value> fields) {}

    public MemoryPeer(long seed, Duration longest) {
        this.random = new Random(seed);
        this.longest = longest;
    }

    public MemoryPeer model(String name, Keys keys, int batch, boolean ordered) {
        models.put(name, new ModelTraits(keys, "tagline_key", batch, ordered, true));
        return this;
    }

    public MemoryPeer latency(Duration each) {
        latency = each;
        return this;
    }

    /** Of writes: lost on the way, done and not told, or done later yet, a third each. */
    public MemoryPeer losesReplies(double share) {
        losesReplies = share;
        return this;
    }

    public MemoryPeer throttles(double share, Optional<Duration> after) {
        throttles = share;
        retryAfter = after;
        return this;
    }

    /** Of the writes in a request. */
    public MemoryPeer failsSome(double share) {
        failsSome = share;
        return this;
    }

    public MemoryPeer refuses(Predicate<Write> which) {
        refuses = which;
        return this;
    }

    /** A request with one of these in it is answered as if nobody were let in. */
    public MemoryPeer shutsOut(Predicate<Write> which) {
        shutsOut = which;
        return this;
    }

    /** A request with one of these in it does nothing and says nothing. */
    public MemoryPeer answersNothingTo(Predicate<Write> which) {
        answersNothingTo = which;
        return this;
    }

    /** What it has can't be read, as that of a webhook's receiver. */
    public MemoryPeer blind() {
        blind = true;
        models.replaceAll((name, is) -> new ModelTraits(is.keys(), is.keyField(), is.batch(), is.ordered(), false));
        return this;
    }

    /** As if so many edits were one second's, and a version no more than that second and who it was. */
    public void editsOfOneVersion(int edits) {
        editsOfOneVersion = edits;
    }

    /** It has no conditional writes: who writes compares, and so much later writes. */
    public MemoryPeer comparesBefore(Duration writing) {
        comparing = writing;
        return this;
    }

    /** What is read of it isn't as anybody took it to be. */
    public void garbles(boolean is) {
        garbles = is;
    }

    public void away(boolean is) {
        away = is;
    }

    public void closed(boolean is) {
        closed = is;
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("Memory", longest, PeerTraits.Limits.SILENT, !blind);
    }

    @Override
    public ModelTraits traits(String model) {
        ModelTraits traits = models.get(model);
        if (traits == null) {
            throw new IllegalArgumentException("model \"" + model + "\": expected one of " + models.keySet());
        }
        return traits;
    }

    @Override
    public String check() throws PeerException {
        return request(() -> "as nobody, in memory");
    }

    @Override
    public PeerSchema schema(Set<String> of) {
        return new PeerSchema(Map.of());
    }

    @Override
    public List<Outcome> write(List<Write> writes) throws PeerException {
        if (writes.size() > traits(writes.get(0).model()).batch()) {
            violations.add(writes.size() + " writes in a request");
        }
        synchronized (this) {
            writeRequests++;
        }
        return request(() -> {
            if (writes.stream().anyMatch(shutsOut)) {
                throw new PeerClosedException(PeerClosedException.Why.REQUEST, "bad request");
            }
            if (writes.stream().anyMatch(answersNothingTo)) {
                throw new PeerUnsureException("no answer");
            }
            long until = enter(writes);
            double fate = next();
            if (fate < losesReplies / 3) {
                leave(writes);
                throw new PeerUnsureException("lost on the way");
            }
            if (fate < losesReplies * 2 / 3) {
                long after = (long) (next() * longest.toNanos() * 0.95);
                ScheduledFuture<?> unused = late.schedule(
                        () -> {
                            storeLate(writes, until);
                            leave(writes);
                        },
                        after,
                        TimeUnit.NANOSECONDS);
                throw new PeerUnsureException("done later, not told");
            }
            List<Outcome> outcomes = comparing.isZero() ? store(writes) : compareThenStore(writes);
            leave(writes);
            if (fate < losesReplies) {
                throw new PeerUnsureException("done, not told");
            }
            return outcomes;
        });
    }

    @Override
    public List<Found> find(String model, Collection<String> keys, Set<String> fields) throws PeerException {
        return request(() -> {
            synchronized (this) {
                List<Found> found = new ArrayList<>();
                for (String key : keys) {
                    byKey.getOrDefault(model + " " + key, List.of()).stream()
                            .map(rows::get)
                            .filter(row -> !row.deleted())
                            .forEach(row -> found.add(found(row, fields)));
                }
                return found;
            }
        });
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException {
        return request(() -> {
            synchronized (this) {
                return remoteIds.stream()
                        .map(rows::get)
                        .filter(row ->
                                row != null && !row.deleted() && row.model().equals(model))
                        .map(row -> found(row, fields))
                        .toList();
            }
        });
    }

    @Override
    public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most)
            throws PeerException {
        return request(() -> {
            if (garbles) {
                throw new IllegalStateException("a time that is none");
            }
            synchronized (this) {
                long from = cursor.map(Long::parseLong).orElse(0L);
                List<Row> changed = rows.values().stream()
                        .filter(row -> row.model().equals(model) && row.version() >= from)
                        .sorted(Comparator.comparingLong(Row::version))
                        .limit(most)
                        .toList();
                long last = changed.isEmpty()
                        ? from
                        : changed.get(changed.size() - 1).version();
                return new ChangePage(
                        changed.stream().map(row -> found(row, fields)).toList(),
                        String.valueOf(last),
                        changed.size() == most);
            }
        });
    }

    @Override
    public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        if (blind) {
            return List.of();
        }
        return request(() -> {
            synchronized (this) {
                return rows.values().stream()
                        .filter(row -> row.model().equals(model) && !row.deleted())
                        .filter(row -> row.key().compareTo(after.orElse("")) > 0)
                        .sorted(Comparator.comparing(Row::key))
                        .limit(most)
                        .map(row -> found(row, fields))
                        .toList();
            }
        });
    }

    @Override
    public void close() {
        late.shutdownNow();
    }

    /** What a person does there; gives what they saw before. */
    public synchronized Value edit(String remoteId, String field, Value value) {
        Row row = row(remoteId);
        SortedMap<String, Value> fields = new TreeMap<>(row.fields());
        Value before = fields.getOrDefault(field, new Value.Nothing());
        fields.put(field, value);
        rows.put(remoteId, new Row(remoteId, row.model(), row.key(), fields, ++clock, false, false));
        return before;
    }

    /** A record that a person makes there, or makes twice: the key is empty, or another's. */
    public synchronized String make(String model, String key, SortedMap<String, Value> fields) {
        String id = String.valueOf(++lastId);
        rows.put(id, new Row(id, model, key, new TreeMap<>(fields), ++clock, false, false));
        byKey.computeIfAbsent(model + " " + key, any -> new ArrayList<>()).add(id);
        return id;
    }

    /** The newest change. */
    public synchronized long clock() {
        return clock;
    }

    /** As above. */
    public synchronized void delete(String remoteId) {
        Row row = row(remoteId);
        rows.put(remoteId, new Row(remoteId, row.model(), row.key(), new TreeMap<>(), ++clock, false, true));
    }

    /** A disk that was set back: all of it is gone, and nobody knows. */
    public synchronized void forget(Predicate<Row> which) {
        rows.values().removeIf(row -> {
            boolean goes = which.test(row);
            if (goes) {
                byKey.getOrDefault(row.model() + " " + row.key(), new ArrayList<>())
                        .remove(row.remoteId());
            }
            return goes;
        });
    }

    public synchronized List<Row> rows(String model) {
        return rows.values().stream()
                .filter(row -> row.model().equals(model) && !row.deleted())
                .toList();
    }

    public synchronized List<Row> rows(String model, String key) {
        return byKey.getOrDefault(model + " " + key, List.of()).stream()
                .map(rows::get)
                .filter(row -> !row.deleted())
                .toList();
    }

    /** Writes that were done, in their order. */
    public synchronized List<Stored> stored() {
        return List.copyOf(stored);
    }

    /** What must not have been. */
    public List<String> violations() {
        return violations;
    }

    public synchronized int requests() {
        return requests.size();
    }

    public synchronized int writeRequests() {
        return writeRequests;
    }

    public synchronized int mostAtOnce() {
        return mostAtOnce;
    }

    /** The most requests that came within any time of this length. */
    public synchronized int mostWithin(Duration window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < requests.size(); last++) {
            while (requests.get(last) - requests.get(first) >= window.toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    private interface Work<T> {
        T get() throws PeerException, InterruptedException;
    }

    private <T> T request(Work<T> work) throws PeerException {
        synchronized (this) {
            requests.add(System.nanoTime());
            mostAtOnce = Math.max(mostAtOnce, ++atOnce);
        }
        try {
            if (!latency.isZero()) {
                Thread.sleep(latency.toMillis(), latency.toNanosPart() % 1_000_000);
            }
            if (away) {
                throw new PeerAwayException("connection refused");
            }
            if (closed) {
                throw new PeerClosedException(PeerClosedException.Why.CREDENTIALS, "password is wrong");
            }
            if (next() < throttles) {
                throw new PeerBusyException("too many requests", retryAfter);
            }
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerUnsureException("interrupted", e);
        } finally {
            synchronized (this) {
                atOnce--;
            }
        }
    }

    private synchronized double next() {
        return random.nextDouble();
    }

    private synchronized long enter(List<Write> writes) {
        long now = System.nanoTime();
        long until = now + longest.toNanos();
        Set<String> here = new HashSet<>();
        writes.forEach(write -> here.add(lane(write)));
        for (String lane : here) {
            Long busy = lanes.put(lane, until);
            if (busy != null && busy - now > 0) {
                violations.add("two at a time of " + lane);
            }
        }
        return until;
    }

    /** What could not be done in time is not done any more. */
    private synchronized void storeLate(List<Write> writes, long until) {
        if (until - System.nanoTime() > 0) {
            List<Outcome> unused = store(writes);
        }
    }

    private synchronized void leave(List<Write> writes) {
        writes.forEach(write -> lanes.remove(lane(write)));
    }

    private static String lane(Write write) {
        return write.fields().get(LANE) instanceof Value.Text text ? text.text() : write.key();
    }

    private List<Outcome> compareThenStore(List<Write> writes) throws InterruptedException {
        List<Write> going = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        synchronized (this) {
            for (Write write : writes) {
                boolean goes = write.remoteId().isEmpty()
                        || !isChanged(row(write.remoteId().get()), write);
                outcomes.add(goes ? new Outcome.Gone() : new Outcome.Changed());
                going.addAll(goes ? List.of(unguarded(write)) : List.of());
            }
        }
        Thread.sleep(comparing.toMillis());
        Iterator<Outcome> done = store(going).iterator();
        outcomes.replaceAll(outcome -> outcome instanceof Outcome.Changed ? outcome : done.next());
        return outcomes;
    }

    private static Write unguarded(Write write) {
        return new Write(
                write.operation(), write.model(), write.key(), write.remoteId(), write.fields(), Optional.empty());
    }

    private boolean isChanged(Row row, Write write) {
        return write.seenVersion()
                .filter(version -> !version.equals(version(row)))
                .isPresent();
    }

    private synchronized List<Outcome> store(List<Write> writes) {
        List<Outcome> outcomes = new ArrayList<>();
        boolean stop = false;
        for (Write write : writes) {
            Outcome outcome = stop ? new Outcome.Later("one before it failed", Optional.empty()) : store(write);
            outcomes.add(outcome);
            stop |= traits(write.model()).ordered() && !(outcome instanceof Outcome.Done);
        }
        return outcomes;
    }

    private Outcome store(Write write) {
        if (refuses.test(write)) {
            return new Outcome.Refused("BAD_VALUE", "it does not like " + write.key());
        }
        if (next() < failsSome) {
            return new Outcome.Later("row is locked", Optional.of(Duration.ofMillis(1)));
        }
        if (write.remoteId().isPresent()) {
            Row row = rows.get(write.remoteId().get());
            if (row == null || row.deleted()) {
                return new Outcome.Gone();
            }
            return isChanged(row, write) ? new Outcome.Changed() : update(row, write);
        }
        List<String> there = byKey.computeIfAbsent(write.model() + " " + write.key(), key -> new ArrayList<>());
        Keys keys = traits(write.model()).keys();
        if (!there.isEmpty() && keys == Keys.UNIQUE) {
            return new Outcome.Exists();
        }
        if (!there.isEmpty() && keys == Keys.UPSERT) {
            return update(row(there.get(0)), write);
        }
        String id = String.valueOf(++lastId);
        SortedMap<String, Value> fields = new TreeMap<>(write.fields());
        Row row = new Row(id, write.model(), write.key(), fields, ++clock, true, false);
        rows.put(id, row);
        there.add(id);
        stored.add(new Stored(write.model(), write.key(), id, true, fields));
        return new Outcome.Done(id, Optional.of(version(row)));
    }

    private Outcome update(Row row, Write write) {
        SortedMap<String, Value> fields = new TreeMap<>(row.fields());
        fields.putAll(write.fields());
        Row updated = new Row(row.remoteId(), row.model(), row.key(), fields, ++clock, true, false);
        rows.put(row.remoteId(), updated);
        stored.add(new Stored(write.model(), row.key(), row.remoteId(), false, write.fields()));
        return new Outcome.Done(row.remoteId(), Optional.of(version(updated)));
    }

    private Row row(String remoteId) {
        return Objects.requireNonNull(rows.get(remoteId), remoteId);
    }

    private String version(Row row) {
        long edits = editsOfOneVersion;
        return edits == 1 ? String.valueOf(row.version()) : row.version() / edits + (row.byUs() ? " us" : " a person");
    }

    private Found found(Row row, Set<String> fields) {
        SortedMap<String, Value> shown = new TreeMap<>(row.fields());
        shown.keySet().retainAll(fields);
        return new Found(
                row.model(),
                row.remoteId(),
                Optional.of(row.key()).filter(key -> !key.isEmpty()),
                Optional.of(version(row)),
                Instant.ofEpochSecond(row.version()),
                row.deleted(),
                shown);
    }
}
