package io.tagline.hub.manifest;

import static io.tagline.hub.TestHub.OTTAWA;
import static io.tagline.hub.TestHub.message;
import static io.tagline.hub.TestHub.scan;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.manifest.LoadDocument.Refused;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Refusal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Loads that are put, and what agents are told of them, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class LoadsTest {
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";
    private static final String TAG_ONE = "3034257BF7194E4000001A85";
    private static final String TAG_TWO = "3034257BF7194E4000001A86";
    private static final AgentAddress OTHER = new AgentAddress("ott-1", "gw-2");
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    LoadsTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
        hub.watches(OTTAWA, "door-1", "van-1");
        hub.watches(OTHER, "locker");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    void anAgentIsToldWhatItsPortalsExpectAndRefuse() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);
        LoadPut put =
                hub.core.loads().put("ott-1", "door-1", load("YUL-17", List.of(ONE), new Refused(TWO, "customs")));

        assertThat(put.opened()).isTrue();
        assertThat(put.load().agents()).containsExactly("gw-1");
        assertThat(told(OTTAWA).portals())
                .isEqualTo(Map.of(
                        "door-1",
                        new Manifest.Portal(
                                "YUL-17",
                                Direction.OUT,
                                List.of(new Expected(TAG_ONE, ONE)),
                                Map.of(TAG_TWO, new Refusal(TWO, "customs")))));
        assertThat(told(OTHER).portals()).as("no load open there").isEmpty();
        assertThat(hub.core.loads().find("ott-1", "door-1")).contains(put.load());
        assertThat(hub.core.loads().ofSite("ott-1")).containsExactly(put.load());
    }

    @Test
    void theSameLoadAgainIsTheSameManifest() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);
        LoadView first = put("door-1", "YUL-17", ONE, TWO);
        Manifest manifest = told(OTTAWA);
        hub.pass(Duration.ofHours(1));
        LoadView again = put("door-1", "YUL-17", ONE, TWO);

        assertThat(told(OTTAWA)).isEqualTo(manifest);
        assertThat(again.openedAt()).isEqualTo(first.openedAt());
        assertThat(again.closesAt()).isEqualTo(first.closesAt().plus(Duration.ofHours(1)));
        put("door-1", "YUL-17", ONE);
        assertThat(told(OTTAWA).version()).isGreaterThan(manifest.version());
    }

    /** The agent keeps the highest version that it has seen. */
    @Test
    void versionsGoUpThoughTheClockGoesBackOrTheTableIsOld() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);
        put("door-1", "YUL-17", ONE);
        long first = told(OTTAWA).version();
        assertThat(first).isEqualTo(hub.now().toEpochMilli());
        hub.pass(Duration.ofDays(-1));
        put("door-1", "YUL-17", TWO);
        assertThat(told(OTTAWA).version()).isEqualTo(first + 1);
        hub.pass(Duration.ofDays(2));
        put("door-1", "YUL-17", ONE);
        assertThat(told(OTTAWA).version())
                .as("above any that was given before, were the table a backup")
                .isEqualTo(hub.now().toEpochMilli());
    }

    @Test
    void aParcelWithoutATagComesIntoTheManifestWhenOneIsBound() throws Exception {
        hub.order("A-1", ONE, TWO + "=" + TAG_TWO);
        LoadView load = put("door-1", "YUL-17", ONE, TWO);
        Map<AgentAddress, Basis> before = hub.core.manifests().bases();

        assertThat(load.parcels())
                .extracting(LoadView.Parcel::trackingNumber, LoadView.Parcel::tagged)
                .containsExactly(tuple(ONE, false), tuple(TWO, true));
        assertThat(told(OTTAWA, "door-1").expected()).containsExactly(new Expected(TAG_TWO, TWO));
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);

        assertThat(hub.core.manifests().bases().get(OTTAWA))
                .as("by which the publisher sees it")
                .isNotEqualTo(before.get(OTTAWA));
        assertThat(told(OTTAWA, "door-1").expected())
                .containsExactly(new Expected(TAG_ONE, ONE), new Expected(TAG_TWO, TWO));
    }

    /** The tag goes from a parcel of the load to one of another order. */
    @Test
    void aTagThatIsTakenOffLeavesTheManifest() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE);
        put("door-1", "YUL-17", ONE);
        assertThat(told(OTTAWA, "door-1").expected()).hasSize(1);
        Map<AgentAddress, Basis> before = hub.core.manifests().bases();
        hub.order("A-1", ONE + "=" + TAG_TWO);
        assertThat(hub.core.manifests().bases().get(OTTAWA)).isNotEqualTo(before.get(OTTAWA));
        assertThat(told(OTTAWA, "door-1").expected()).containsExactly(new Expected(TAG_TWO, ONE));
        hub.order("A-1", TWO);
        assertThat(told(OTTAWA, "door-1").expected()).isEmpty();
    }

    @Test
    void nothingChangesForAnAgentWhileNothingThatConcernsItDoes() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE);
        put("door-1", "YUL-17", ONE);
        Map<AgentAddress, Basis> before = hub.core.manifests().bases();
        hub.order("A-2", TWO + "=" + TAG_TWO);
        hub.watches(OTTAWA, "van-1", "door-1");
        assertThat(hub.core.manifests().bases()).isEqualTo(before);
    }

    @Test
    void aParcelOfAnotherAgentsDoorIsAtTheWrongDoorHere() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);
        put("door-1", "YUL-17", ONE);
        put("locker", "YYZ-3", TWO);
        assertThat(told(OTTAWA, "door-1").refuse()).isEqualTo(Map.of(TAG_TWO, new Refusal(TWO, Refusal.WRONG_DOOR)));
        assertThat(told(OTHER, "locker").refuse()).isEqualTo(Map.of(TAG_ONE, new Refusal(ONE, Refusal.WRONG_DOOR)));
        hub.core.loads().close("ott-1", "door-1");
        assertThat(told(OTHER, "locker").refuse()).isEmpty();
    }

    @Test
    void anAgentWhosePortalsChangeIsToldAnew() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE);
        put("door-9", "YUL-17", ONE);
        assertThat(hub.core.loads().find("ott-1", "door-9").orElseThrow().agents())
                .isEmpty();
        Map<AgentAddress, Basis> before = hub.core.manifests().bases();
        assertThat(told(OTTAWA).portals()).isEmpty();
        hub.watches(OTTAWA, "door-1", "door-9");
        assertThat(hub.core.manifests().bases().get(OTTAWA)).isNotEqualTo(before.get(OTTAWA));
        assertThat(told(OTTAWA).portals()).containsOnlyKeys("door-9");
        hub.watches(OTTAWA);
        assertThat(basis().portals())
                .as("told before, so told that there is nothing more")
                .isEmpty();
        assertThat(told(OTTAWA).portals()).isEmpty();
    }

    @Test
    void whatHasPassedIsCountedFromTheLedger() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE, TWO + "=" + TAG_TWO);
        hub.accept(message(JOURNAL, scan(1, "door-1", TAG_ONE, Direction.OUT, hub.now())));
        hub.pass(Duration.ofMinutes(1));
        put("door-1", "YUL-17", ONE, TWO);
        assertThat(passed()).as("before the load was opened").isEmpty();
        Instant at = hub.now().plusSeconds(5);
        hub.pass(Duration.ofMinutes(1));
        hub.accept(message(
                JOURNAL, scan(2, "door-1", TAG_ONE, Direction.OUT, at), scan(3, "van-1", TAG_TWO, Direction.OUT, at)));
        assertThat(passed()).as("at this portal").containsExactly(ONE);
        hub.accept(message(JOURNAL, scan(4, "door-1", TAG_ONE, Direction.IN, at.plusSeconds(5))));
        assertThat(passed()).as("it came back").isEmpty();
        hub.accept(message(JOURNAL, scan(5, "door-1", TAG_TWO, Direction.UNKNOWN, at.plusSeconds(6))));
        assertThat(passed()).as("as the agent counts").containsExactly(TWO);
    }

    @Test
    void aLoadThatNobodyPutsAgainIsClosedAfterAWeek() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE);
        put("door-1", "YUL-17", ONE);
        hub.pass(Duration.ofDays(6));
        put("door-1", "YUL-17", ONE);
        hub.pass(Duration.ofDays(6));
        hub.core.manifests().bases();
        assertThat(hub.core.loads().find("ott-1", "door-1")).isPresent();
        hub.pass(Duration.ofDays(1));
        assertThat(basis().revisions()).isEmpty();
        assertThat(hub.core.loads().find("ott-1", "door-1")).isEmpty();
        assertThat(told(OTTAWA).portals()).isEmpty();
    }

    @Test
    void aClosedLoadIsGoneAndAnotherMayBeOpened() throws Exception {
        hub.order("A-1", ONE + "=" + TAG_ONE);
        put("door-1", "YUL-17", ONE);
        assertThat(hub.core.loads().close("ott-1", "door-1")).isTrue();
        assertThat(hub.core.loads().close("ott-1", "door-1")).isFalse();
        assertThat(told(OTTAWA).portals()).isEmpty();
        hub.pass(Duration.ofMinutes(1));
        LoadView next = put("door-1", "YYZ-3", ONE);
        assertThat(next.openedAt()).isEqualTo(hub.now());
    }

    @Test
    void anUnknownParcelIsNamedAndNothingChanges() throws Exception {
        hub.order("A-1", ONE);
        assertThatThrownBy(() ->
                        hub.core.loads().put("ott-1", "door-1", load("L", List.of(ONE), new Refused(TWO, "held"))))
                .isInstanceOf(LoadRefusedException.class)
                .hasMessage("$.refuse[0].trackingNumber: \"" + TWO
                        + "\": expected the tracking number of a parcel in an order");
        assertThat(hub.core.loads().find("ott-1", "door-1")).isEmpty();
        assertThatThrownBy(() -> hub.core.loads().put("OTT", "door-1", load("L", List.of(ONE))))
                .hasMessage("site: expected an id of 1 to 64 lower-case letters, digits and hyphens");
    }

    @Test
    void aParcelIsExpectedAtOnePortalOfALoad() throws Exception {
        hub.order("A-1", ONE, TWO);
        put("door-1", "YUL-17", ONE);
        assertThatThrownBy(() -> put("van-1", "YUL-17", TWO, ONE))
                .isInstanceOf(LoadConflictException.class)
                .hasMessage("$.expected[1]: \"" + ONE
                        + "\" is expected at door-1 for load \"YUL-17\": expected it at one portal of a load");
        assertThat(hub.core.loads().find("ott-1", "van-1")).isEmpty();
        assertThat(put("van-1", "YYZ-3", ONE).parcels())
                .as("in by one door, out by another")
                .hasSize(1);
    }

    private Set<String> passed() {
        return Set.copyOf(hub.core.loads().find("ott-1", "door-1").orElseThrow().parcels().stream()
                .filter(LoadView.Parcel::passed)
                .map(LoadView.Parcel::trackingNumber)
                .toList());
    }

    private Basis basis() {
        return Objects.requireNonNull(hub.core.manifests().bases().get(OTTAWA), "a basis for " + OTTAWA);
    }

    private Manifest.Portal told(AgentAddress agent, String portal) {
        return Objects.requireNonNull(told(agent).portals().get(portal), portal);
    }

    private Manifest told(AgentAddress agent) {
        return hub.core.manifests().issue(agent);
    }

    private LoadView put(String portal, String load, String... expected) throws Exception {
        return hub.core
                .loads()
                .put("ott-1", portal, load(load, List.of(expected)))
                .load();
    }

    private static LoadDocument load(String load, List<String> expected, Refused... refuse) {
        return new LoadDocument(load, Direction.OUT, expected, List.of(refuse));
    }
}
