package io.tagline.hub.crm.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tagline.hub.crm.peer.LossyProxy.Fate;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every connector does, against a real peer or one that stands in for it. A test class extends this and says how its peer is
 * reached. The peer may hold records of earlier tests: every test makes keys of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class PeerContract {
    /** Text as customers and depots write it. */
    private static final List<String> AWKWARD = List.of(
            "O'Brien \"the\" 'quoted' \\ back\\slash",
            "percent % under_score * {curly} [square] <tag> & ; -- /* */",
            "ژاله رستمی، مونترآل ۱۲۳",
            "📦🇨🇦 👩‍👩‍👧 Zoë Straße naïve",
            "=1+1",
            "null");

    private LossyProxy proxy;
    private Peer peer;

    /** Called once, before anything else; an assumption here leaves the tests out. @param folder an empty one */
    protected abstract void startPeer(Path folder) throws Exception;

    /** Called once, after the last test, even if {@link #startPeer} failed. */
    protected abstract void stopPeer() throws Exception;

    /** Where the peer listens, once it is started. */
    protected abstract URI address();

    /** A connector to what listens there, with credentials that hold. */
    protected abstract Peer connect(URI through);

    /** With credentials that don't. */
    protected abstract Peer stranger(URI through);

    /** Whether a request writes records: only these are spoilt. */
    protected abstract boolean writes(LossyProxy.Seen request);

    /** The models to try, the first of which has the best keys. */
    protected abstract Stream<ModelCase> models();

    /** The peer forgets who is logged in. @return whether it has such a thing as a session */
    protected abstract boolean endSessions();

    /** What a record that was never there might be called. */
    protected String strangeId() {
        return "987654321";
    }

    /** How long after a write at the latest a search finds it; the real ones index some time later. */
    protected Duration settles() {
        return Duration.ZERO;
    }

    /** The connector, by way of the proxy. */
    protected final Peer peer() {
        return peer;
    }

    protected final LossyProxy proxy() {
        return proxy;
    }

    @BeforeAll
    final void connectByWayOfTheProxy(@TempDir Path folder) throws Exception {
        startPeer(folder);
        proxy = new LossyProxy(address(), 1).among(this::writes);
        peer = connect(proxy.uri());
    }

    @AfterAll
    final void disconnect() throws Exception {
        if (peer != null) {
            peer.close();
        }
        if (proxy != null) {
            proxy.close();
        }
        stopPeer();
    }

    private Stream<ModelCase> ordinary() {
        return models().filter(ModelCase::ordinary);
    }

    private ModelCase first() {
        return models().findFirst().orElseThrow();
    }

    /** A key as the engine makes them. */
    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected static Write create(ModelCase model, String key, Map<String, Value> fields) {
        return Write.create(UUID.randomUUID(), model.model(), key, fields);
    }

    protected final Outcome.Done done(Write write) throws PeerException {
        List<Outcome> outcomes = peer.write(List.of(write));
        assertThat(outcomes).hasSize(1);
        assertThat(outcomes.get(0)).as("outcome of %s", write.key()).isInstanceOf(Outcome.Done.class);
        return (Outcome.Done) outcomes.get(0);
    }

    protected final List<Found> found(ModelCase model, String... keys) throws PeerException {
        pause();
        return peer.find(model.model(), List.of(keys), Set.of(model.textField()));
    }

    private void pause() {
        try {
            Thread.sleep(settles().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Value text(Found found, ModelCase model) {
        return found.fields().get(model.textField());
    }

    @Test
    void checkSaysWhoAndWhereAndNoSecret() throws PeerException {
        assertThat(peer.check()).isNotBlank();
        assertThat(peer.traits().product()).isNotBlank();
        assertThat(peer.traits().longestRequest()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("models")
    void schemaNamesWhatIsWritten(ModelCase model) throws PeerException {
        Set<String> names = new TreeSet<>(model.record("x").keySet());
        names.addAll(model.values().keySet());
        Map<String, PeerSchema.Field> fields =
                peer.schema(Set.of(model.model())).models().get(model.model()).fields();
        assertThat(fields)
                .containsKeys(names.toArray(String[]::new))
                .containsKey(peer.traits(model.model()).keyField());
        for (String name : names) {
            assertThat(fields.get(name).writable()).as(name).isTrue();
        }
        // what a record needs is what the case gives; nobody may learn it from a refusal
        fields.forEach((name, field) -> {
            if (field.required()) {
                assertThat(names).as("required by the schema: %s", name).contains(name);
            }
        });
        model.tooLong().ifPresent(limit -> assertThat(fields.get(limit.getKey()).longest())
                .contains(limit.getValue()));
    }

    @ParameterizedTest
    @MethodSource("models")
    void writtenRecordIsFoundByItsKey(ModelCase model) throws PeerException {
        String key = key();
        Outcome.Done done = done(create(model, key, model.record("Ada Lovelace")));
        assertThat(found(model, key, key())).singleElement().satisfies(found -> {
            assertThat(found.model()).isEqualTo(model.model());
            assertThat(found.remoteId()).isEqualTo(done.remoteId());
            assertThat(found.key()).contains(key);
            assertThat(text(found, model)).isEqualTo(new Value.Text("Ada Lovelace"));
            assertThat(found.deleted()).isFalse();
            assertThat(found.version()).isEqualTo(done.version());
        });
    }

    @ParameterizedTest
    @MethodSource("models")
    void nothingIsFoundWhereNothingIs(ModelCase model) throws PeerException {
        assertThat(found(model, key())).isEmpty();
        assertThat(peer.read(model.model(), List.of(strangeId()), Set.of(model.textField())))
                .isEmpty();
    }

    /** A key that is the beginning of another's, or that LIKE would match, is another key. */
    @ParameterizedTest
    @MethodSource("models")
    void keysAreMatchedWhole(ModelCase model) throws PeerException {
        String stem = key().substring(0, 18);
        done(create(model, stem + "-a_b", model.record("one")));
        done(create(model, stem + "-axb", model.record("two")));
        assertThat(found(model, stem + "-a_b"))
                .singleElement()
                .extracting(it -> text(it, model))
                .isEqualTo(new Value.Text("one"));
        assertThat(found(model, stem)).isEmpty();
        assertThat(found(model, stem + "-a%b")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("models")
    void secondRecordOfAKeyIsWhatTheModelPromises(ModelCase model) throws PeerException {
        String key = key();
        Outcome.Done one = done(create(model, key, model.record("first")));
        pause();
        Outcome two =
                peer.write(List.of(create(model, key, model.record("second")))).get(0);
        switch (peer.traits(model.model()).keys()) {
            case UPSERT -> {
                assertThat(two).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.remoteId())
                        .isEqualTo(one.remoteId()));
                assertThat(found(model, key))
                        .singleElement()
                        .extracting(it -> text(it, model))
                        .isEqualTo(new Value.Text("second"));
            }
            case UNIQUE -> {
                assertThat(two).isEqualTo(new Outcome.Exists());
                assertThat(found(model, key))
                        .singleElement()
                        .extracting(it -> text(it, model))
                        .isEqualTo(new Value.Text("first"));
            }
            case SEARCHABLE, IN_TEXT ->
                assertThat(found(model, key)).as("find shows both").hasSize(2);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void replyLostAfterTheWriteIsADoubtAndFindTells(ModelCase model) throws PeerException {
        for (Fate fate : List.of(Fate.REPLY_LOST, Fate.REPLY_HALVED)) {
            String key = key();
            proxy.next(fate);
            assertThatThrownBy(() -> peer.write(List.of(create(model, key, model.record("lost")))))
                    .as(fate.name())
                    .isInstanceOf(PeerUnsureException.class);
            assertThat(found(model, key)).as(fate.name()).hasSize(1);
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void requestThatNeverArrivedIsADoubtAndFindTells(ModelCase model) throws PeerException {
        for (Fate fate : List.of(Fate.REQUEST_LOST, Fate.REQUEST_CUT)) {
            String key = key();
            proxy.next(fate);
            assertThatThrownBy(() -> peer.write(List.of(create(model, key, model.record("lost")))))
                    .as(fate.name())
                    .isInstanceOf(PeerUnsureException.class);
            assertThat(found(model, key)).as(fate.name()).isEmpty();
        }
    }

    @Test
    void nobodyThereHasDoneNothing() throws Exception {
        int port;
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        URI nobody = URI.create("http://127.0.0.1:" + port
                + (address().getRawPath() == null ? "" : address().getRawPath()));
        try (Peer away = connect(nobody)) {
            assertThatThrownBy(away::check).isInstanceOf(PeerAwayException.class);
            assertThatThrownBy(() -> away.write(List.of(create(first(), key(), first().record("x")))))
                    .isInstanceOf(PeerAwayException.class);
        }
    }

    @Test
    void busyPeerIsObeyed() throws PeerException {
        String key = key();
        proxy.next(Fate.BUSY);
        PeerBusyException busy = catchThrowableOfType(
                PeerBusyException.class, () -> peer.write(List.of(create(first(), key, first().record("later")))));
        assertThat(busy).isNotNull();
        assertThat(busy.after()).contains(Duration.ofSeconds(3));
        assertThat(found(first(), key)).isEmpty();
    }

    @Test
    void wrongCredentialsCloseAndAreNotShown() {
        try (Peer stranger = stranger(address())) {
            PeerClosedException closed = catchThrowableOfType(PeerClosedException.class, stranger::check);
            assertThat(closed).isNotNull();
            assertThat(closed.why()).isEqualTo(Why.CREDENTIALS);
            assertThat(closed).hasMessageNotContaining(strangersSecret());
        }
    }

    /** What {@link #stranger} logs in with. */
    protected abstract String strangersSecret();

    @Test
    void sessionThatRanOutIsRenewedWithinTheCall() throws PeerException {
        ModelCase model = first();
        assertThat(peer.check()).isNotBlank();
        assumeThat(endSessions()).as("peer with sessions").isTrue();
        String key = key();
        done(create(model, key, model.record("renewed")));
        assertThat(found(model, key)).hasSize(1);
        endSessions();
        assertThat(found(model, key)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("models")
    void fieldThatIsNotThereClosesForItsSchema(ModelCase model) throws PeerException {
        String key = key();
        Map<String, Value> fields = model.record("x");
        fields.put("no_such_field", new Value.Text("x"));
        PeerClosedException closed =
                catchThrowableOfType(PeerClosedException.class, () -> peer.write(List.of(create(model, key, fields))));
        assertThat(closed).isNotNull();
        assertThat(closed.why()).isEqualTo(Why.SCHEMA);
        assertThat(closed).hasMessageContaining("no_such_field");
        assertThat(found(model, key)).isEmpty();
        assertThat(catchThrowableOfType(
                                PeerClosedException.class,
                                () -> peer.find(model.model(), Set.of(key), Set.of("no_such_field")))
                        .why())
                .isEqualTo(Why.SCHEMA);
    }

    @Test
    void modelThatTheConnectorDoesNotKnowIsABug() {
        assertThatThrownBy(() -> peer.traits("no.such.model"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no.such.model");
    }

    @ParameterizedTest
    @MethodSource("models")
    void batchIsWrittenInOneGo(ModelCase model) throws PeerException {
        int size = Math.min(peer.traits(model.model()).batch(), 25);
        List<String> keys = IntStream.range(0, size).mapToObj(i -> key()).toList();
        long before = proxy.count();
        List<Outcome> outcomes = peer.write(keys.stream()
                .map(key -> create(model, key, model.record("of " + key)))
                .toList());
        assertThat(proxy.count() - before).as("requests that write").isEqualTo(1);
        Map<String, Found> there = new HashMap<>();
        found(model, keys.toArray(String[]::new))
                .forEach(it -> there.put(it.key().orElseThrow(), it));
        for (int i = 0; i < size; i++) {
            Found found = there.get(keys.get(i));
            assertThat(outcomes.get(i)).isInstanceOfSatisfying(Outcome.Done.class, done -> assertThat(done.remoteId())
                    .isEqualTo(found.remoteId()));
            assertThat(text(found, model)).isEqualTo(new Value.Text("of " + keys.get(i)));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void badRecordDoesNotSinkItsNeighbours(ModelCase model) throws PeerException {
        int size = Math.min(peer.traits(model.model()).batch(), 7);
        assumeThat(size > 2 && model.bad().isPresent()).isTrue();
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Map<String, Value> fields = model.record("neighbour " + i);
            if (i == size - 2) {
                model.bad().ifPresent(bad -> fields.put(bad.getKey(), bad.getValue()));
            }
            writes.add(create(model, key(), fields));
        }
        List<Outcome> outcomes = peer.write(writes);
        assertThat(outcomes).hasSize(size);
        for (int i = 0; i < size; i++) {
            boolean bad = i == size - 2;
            assertThat(outcomes.get(i))
                    .as("record %d", i)
                    .isInstanceOf(bad ? Outcome.Refused.class : Outcome.Done.class);
            assertThat(found(model, writes.get(i).key())).as("record %d", i).hasSize(bad ? 0 : 1);
        }
        Outcome.Refused refused = (Outcome.Refused) outcomes.get(size - 2);
        assertThat(refused.code()).isNotBlank();
        assertThat(refused.reason()).isNotBlank().hasSizeLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @MethodSource("models")
    void textTooLongIsRefusedByItsField(ModelCase model) throws PeerException {
        assumeThat(model.tooLong()).isPresent();
        String field = model.tooLong().orElseThrow().getKey();
        Map<String, Value> fields = model.record("x");
        String text = "Q".repeat(model.tooLong().orElseThrow().getValue() + 1);
        fields.put(field, new Value.Text(text));
        Outcome outcome = peer.write(List.of(create(model, key(), fields))).get(0);
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.reason())
                .contains(field)
                .doesNotContain(text));
    }

    @ParameterizedTest
    @MethodSource("models")
    void awkwardTextsComeBackAsWritten(ModelCase model) throws PeerException {
        for (String text : AWKWARD) {
            String key = key();
            done(create(model, key, model.record(text)));
            assertThat(found(model, key))
                    .as(text)
                    .singleElement()
                    .extracting(it -> text(it, model))
                    .isEqualTo(new Value.Text(text));
        }
    }

    @ParameterizedTest
    @MethodSource("models")
    void everyKindOfValueComesBackAsWritten(ModelCase model) throws PeerException {
        assumeThat(model.values()).isNotEmpty();
        String key = key();
        Map<String, Value> fields = model.record("values");
        fields.putAll(model.values());
        Outcome.Done done = done(create(model, key, fields));
        Found found = peer.read(model.model(), List.of(done.remoteId()), fields.keySet())
                .get(0);
        assertThat(found.fields()).isEqualTo(new TreeMap<>(fields));
    }

    /** The engine writes a record onto itself after each doubt: nothing may grow by it. */
    @ParameterizedTest
    @MethodSource("ordinary")
    void writingTheSameAgainChangesNothing(ModelCase model) throws PeerException {
        String key = key();
        Map<String, Value> fields = model.record("values");
        fields.putAll(model.values());
        Write write = create(model, key, fields);
        Outcome.Done done = done(write);
        for (int i = 0; i < 3; i++) {
            assertThat(done(write.onto(done.remoteId(), Optional.empty())).remoteId())
                    .isEqualTo(done.remoteId());
        }
        assertThat(peer.find(model.model(), Set.of(key), fields.keySet()))
                .singleElement()
                .extracting(Found::fields)
                .isEqualTo(new TreeMap<>(fields));
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void valuesAreCleared(ModelCase model) throws PeerException {
        assumeThat(model.values()).isNotEmpty();
        Map<String, Value> fields = model.record("values");
        fields.putAll(model.values());
        String key = key();
        Outcome.Done done = done(create(model, key, fields));
        Map<String, Value> cleared = new TreeMap<>();
        model.values().forEach((name, value) -> {
            // a flag is one or the other
            if (!(value instanceof Value.Flag) && !model.kept().contains(name)) {
                cleared.put(name, new Value.Nothing());
            }
        });
        done(create(model, key, cleared).onto(done.remoteId(), Optional.empty()));
        assertThat(peer.read(model.model(), List.of(done.remoteId()), cleared.keySet())
                        .get(0)
                        .fields())
                .isEqualTo(cleared);
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void recordIsChangedByItsNumber(ModelCase model) throws PeerException {
        String key = key();
        Write write = create(model, key, model.record("before"));
        Outcome.Done done = done(write);
        Outcome.Done again = done(create(model, key, model.record("after")).onto(done.remoteId(), done.version()));
        assertThat(again.remoteId()).isEqualTo(done.remoteId());
        assertThat(found(model, key)).singleElement().satisfies(found -> {
            assertThat(text(found, model)).isEqualTo(new Value.Text("after"));
            assertThat(found.version()).isEqualTo(again.version());
        });
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void staleVersionIsNotWrittenOver(ModelCase model) throws PeerException {
        assumeThat(model.guarded()).isTrue();
        String key = key();
        Outcome.Done first = done(create(model, key, model.record("first")));
        Outcome.Done second = done(create(model, key, model.record("second")).onto(first.remoteId(), first.version()));
        Outcome stale = peer.write(
                        List.of(create(model, key, model.record("third")).onto(first.remoteId(), first.version())))
                .get(0);
        assertThat(stale).isEqualTo(new Outcome.Changed());
        assertThat(found(model, key))
                .singleElement()
                .extracting(it -> text(it, model))
                .isEqualTo(new Value.Text("second"));
        done(create(model, key, model.record("third")).onto(first.remoteId(), second.version()));
    }

    /** One that somebody else has changed meanwhile doesn't sink its neighbours either. */
    @ParameterizedTest
    @MethodSource("ordinary")
    void goneRecordIsGone(ModelCase model) throws PeerException {
        String key = key();
        Outcome.Done there = done(create(model, key, model.record("there")));
        List<Write> writes = List.of(
                create(model, key, model.record("still there")).onto(there.remoteId(), Optional.empty()),
                create(model, key(), model.record("gone")).onto(strangeId(), Optional.empty()));
        List<Outcome> outcomes = peer.traits(model.model()).batch() > 1
                ? peer.write(writes)
                : List.of(done(writes.get(0)), peer.write(writes.subList(1, 2)).get(0));
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Done.class);
        assertThat(outcomes.get(1)).isEqualTo(new Outcome.Gone());
    }

    @ParameterizedTest
    @MethodSource("models")
    void linkLeadsToItsRecord(ModelCase model) throws PeerException {
        assumeThat(model.linkTo()).isPresent();
        String field = model.linkTo().orElseThrow().getKey();
        ModelCase there = model.linkTo().orElseThrow().getValue();
        String target = key();
        Outcome.Done linked = done(create(there, target, there.record("target")));
        pause();
        for (Optional<String> id : List.of(Optional.of(linked.remoteId()), Optional.<String>empty())) {
            String key = key();
            Map<String, Value> fields = model.record("links");
            fields.put(field, new Value.Link(there.model(), target, id));
            done(create(model, key, fields));
            pause();
            assertThat(peer.find(model.model(), Set.of(key), Set.of(field))
                            .get(0)
                            .fields()
                            .get(field))
                    .isInstanceOfSatisfying(Value.Link.class, link -> {
                        assertThat(link.model()).isEqualTo(there.model());
                        assertThat(link.remoteId()).contains(linked.remoteId());
                    });
        }
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void everyWriteIsAmongTheChanges(ModelCase model) throws PeerException {
        assumeThat(peer.traits().pulls() && peer.traits(model.model()).changes())
                .isTrue();
        Optional<String> cursor = Optional.of(swept(model, Optional.empty(), 1000, new ArrayList<>()));
        String key = key();
        Outcome.Done made = done(create(model, key, model.record("made")));
        List<Found> first = new ArrayList<>();
        cursor = Optional.of(swept(model, cursor, 1000, first));
        assertThat(first).anySatisfy(it -> {
            assertThat(it.remoteId()).isEqualTo(made.remoteId());
            assertThat(it.key()).contains(key);
            assertThat(it.version()).isEqualTo(made.version());
        });
        Outcome.Done edited = done(create(model, key, model.record("edited")).onto(made.remoteId(), Optional.empty()));
        List<Found> second = new ArrayList<>();
        swept(model, cursor, 1000, second);
        assertThat(second).anySatisfy(it -> {
            assertThat(it.remoteId()).isEqualTo(made.remoteId());
            assertThat(it.version()).isEqualTo(edited.version());
            assertThat(text(it, model)).isEqualTo(new Value.Text("edited"));
        });
    }

    /** Many records of one request have one time, so a page can end among them. */
    @ParameterizedTest
    @MethodSource("ordinary")
    void changesOfOneMomentComeWhole(ModelCase model) throws PeerException {
        assumeThat(peer.traits().pulls() && peer.traits(model.model()).changes())
                .isTrue();
        String cursor = swept(model, Optional.empty(), 1000, new ArrayList<>());
        int size = Math.min(peer.traits(model.model()).batch(), 11);
        Set<String> made = new HashSet<>();
        for (Outcome outcome : peer.write(IntStream.range(0, size)
                .mapToObj(i -> create(model, key(), model.record("of one moment")))
                .toList())) {
            made.add(((Outcome.Done) outcome).remoteId());
        }
        for (int most : new int[] {3, 1000}) {
            List<Found> changes = new ArrayList<>();
            swept(model, Optional.of(cursor), most, changes);
            assertThat(changes)
                    .as("pages of %d", most)
                    .extracting(Found::remoteId)
                    .containsAll(made);
            assertThat(changes)
                    .as("oldest first")
                    .isSortedAccordingTo(java.util.Comparator.comparing(Found::changedAt));
        }
    }

    private String swept(ModelCase model, Optional<String> from, int most, List<Found> into) throws PeerException {
        pause();
        Optional<String> cursor = from;
        for (int page = 0; page < 5000; page++) {
            ChangePage changes = peer.changes(model.model(), cursor, Set.of(model.textField()), most);
            into.addAll(changes.changes());
            cursor = Optional.of(changes.cursor());
            if (!changes.more()) {
                return changes.cursor();
            }
        }
        throw new AssertionError("5000 pages of " + most + " changes and no end");
    }

    @ParameterizedTest
    @MethodSource("models")
    void allRecordsWithAKeyComePageByPage(ModelCase model) throws PeerException {
        Set<String> made = new TreeSet<>();
        for (int i = 0; i < 13; i++) {
            String key = key();
            made.add(key);
            done(create(model, key, model.record("paged")));
        }
        pause();
        for (int most : new int[] {5, 1000}) {
            List<String> all = new ArrayList<>();
            Optional<String> after = Optional.empty();
            for (int pages = 0; pages < 5000; pages++) {
                List<Found> page = peer.keyed(model.model(), after, Set.of(model.textField()), most);
                page.forEach(it -> all.add(it.key().orElseThrow()));
                if (page.isEmpty()) {
                    break;
                }
                after = page.get(page.size() - 1).key();
            }
            assertThat(all).as("pages of %d", most).containsAll(made);
            if (peer.traits(model.model()).keys() == Keys.UPSERT
                    || peer.traits(model.model()).keys() == Keys.UNIQUE) {
                assertThat(all).as("pages of %d", most).doesNotHaveDuplicates();
            }
        }
    }
}
