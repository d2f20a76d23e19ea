package io.tagline.edge.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.board.BoardView.Level;
import io.tagline.edge.board.BoardView.Part;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.LoadProgress;
import io.tagline.edge.manifest.Verdict;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.uplink.UplinkState;
import io.tagline.llrp.link.LinkState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BoardPageTest {
    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

    private final BoardPage page =
            new BoardPage(new BoardSettings(1, "127.0.0.1", List.of(), Language.EN, ZoneOffset.UTC, true), "test");

    @Test
    void everyTextIsThereInEachLanguageWithTheSamePlaces() {
        Map<String, String> english = Language.EN.texts();
        assertThat(english).hasSizeGreaterThan(50);
        for (Language language : Language.values()) {
            assertThat(new TreeSet<>(language.texts().keySet()))
                    .as(language.code())
                    .isEqualTo(new TreeSet<>(english.keySet()));
            language.texts().forEach((key, text) -> {
                assertThat(text).as(language.code() + " " + key).isNotBlank();
                assertThat(places(text))
                        .as(language.code() + " " + key)
                        .isEqualTo(places(english.getOrDefault(key, "")));
            });
        }
        assertThat(String.join("", Language.FA.texts().values())).as("Persian").doesNotContain("ي", "ك");
    }

    @Test
    void everyVerdictAndStateHasItsWord() {
        List<String> keys = new ArrayList<>(List.of("state.starting"));
        Arrays.stream(Verdict.values()).forEach(verdict -> keys.add("verdict." + verdict.code()));
        Arrays.stream(LinkState.values()).forEach(state -> keys.add("state." + state.code()));
        Arrays.stream(UplinkState.values()).forEach(state -> keys.add("state." + state.code()));
        for (Language language : Language.values()) {
            assertThat(keys).as(language.code()).allMatch(language::has);
        }
        assertThat(Language.EN.text("state.made-up-later")).isEqualTo("made-up-later");
    }

    /** Who sees no colours tells verdicts apart by shape and by word. */
    @Test
    void noTwoVerdictsLookAlikeWithoutColour() {
        Set<Sign> signs = new HashSet<>();
        Set<String> shapes = new HashSet<>();
        for (Verdict verdict : Verdict.values()) {
            assertThat(signs.add(Sign.of(verdict))).as(verdict.code()).isTrue();
            assertThat(shapes.add(Sign.of(verdict).svg())).as(verdict.code()).isTrue();
        }
        for (Level level : Level.values()) {
            assertThat(signs.add(Sign.of(level))).as(level.name()).isTrue();
        }
        for (Language language : Language.values()) {
            Set<String> words = new HashSet<>();
            for (Verdict verdict : Verdict.values()) {
                String word = language.text("verdict." + verdict.code());
                assertThat(words.add(word)).as(language.code() + " " + word).isTrue();
            }
        }
    }

    @Test
    void readersAndUplinkAreGoodWhileTheyWorkOnly() {
        assertThat(Part.reader("a", LinkState.READING.code()).level()).isEqualTo(Level.GOOD);
        assertThat(Part.reader("a", LinkState.LOST.code()).level()).isEqualTo(Level.BAD);
        assertThat(Part.reader("a", LinkState.DIALLING.code()).level()).isEqualTo(Level.WAITING);
        assertThat(Part.uplink(UplinkState.ONLINE.code()).level()).isEqualTo(Level.GOOD);
        assertThat(Part.uplink(UplinkState.CONNECTING.code()).level()).isEqualTo(Level.WAITING);
        assertThat(Part.uplink(UplinkState.HUB_SILENT.code()).level()).isEqualTo(Level.BAD);
    }

    @Test
    void whatTheManifestSaysIsTextAndNoMarkup() {
        String hostile = "<script>'\"&\r\n\n event: board";
        String inside = inside(List.of(TestBoard.judgement(Verdict.REFUSED, hostile, hostile, 0)), 0);
        assertThat(inside).contains("&lt;script&gt;&#39;&quot;&amp;").doesNotContain("<script>", "\n", "\r");
    }

    @Test
    void whyAndWhereAreSaidWithTheVerdict() {
        assertThat(inside(List.of(TestBoard.judgement(Verdict.WRONG_DOOR, "P1", "door-2", 0)), 0))
                .contains("Wrong door", "Belongs at door-2");
        assertThat(inside(List.of(TestBoard.judgement(Verdict.REFUSED, "P1", "customs", 0)), 0))
                .contains("Stop", "Held by customs");
        assertThat(inside(List.of(TestBoard.judgement(Verdict.UNKNOWN_TAG, "", "", 0)), 0))
                .contains("Unknown tag", "…D2000000");
    }

    /** Other parcels may have passed since: who comes to a red light must learn which one to fetch back. */
    @Test
    void theBarOfARedLightNamesTheParcelsAndWhy() {
        List<Judgement> stops = List.of(
                TestBoard.judgement(Verdict.WRONG_DOOR, "CC000000045CA", "door-2", 0),
                TestBoard.judgement(Verdict.REFUSED, "CC000000031CA", "customs", 0),
                TestBoard.judgement(Verdict.NOT_EXPECTED, "", "", 0));
        BoardView.Door door = new BoardView.Door(TestBoard.DOOR_1, Optional.empty(), stops);
        BoardView calm = TestBoard.view(0, Set.of());
        BoardView view = new BoardView(calm.now(), List.of(door), calm.readers(), calm.uplink(), calm.manifest());
        List<Judgement> since = List.of(TestBoard.judgement(Verdict.EXPECTED, "CC000000059CA", "", 0));
        String inside = page.inside(new BoardState(1, 0, view, Map.of(TestBoard.DOOR_1, since)), "door-1", Language.EN);
        assertThat(inside.substring(inside.indexOf("class='red'"), inside.indexOf("</form>")))
                .containsSubsequence(
                        "CC000000045CA", "Wrong door · Belongs at door-2", "CC000000031CA", "Stop · Held by customs")
                .contains("and 1 more");
    }

    @Test
    void aVerdictOfHalfAMinuteAgoStepsBack() {
        List<Judgement> scans = List.of(TestBoard.judgement(Verdict.REFUSED, "P1", "held", 0));
        assertThat(inside(scans, Duration.ofSeconds(29).toNanos())).contains("'last stop'");
        assertThat(inside(scans, Duration.ofSeconds(30).toNanos())).contains("'last stop was'");
    }

    @Test
    void aManifestFromAnotherClockIsNoYoungerThanNew() {
        Words words = new Words(Language.EN, ZoneOffset.UTC);
        assertThat(words.age(Duration.ofMinutes(-5))).isEqualTo("0 min");
        assertThat(words.manifest(Duration.ofMinutes(-5), false)).isEqualTo("up to date");
        assertThat(words.manifest(Duration.ofMinutes(1), false)).isEqualTo("1 min old");
        assertThat(words.manifest(Duration.ZERO, true)).isEqualTo("0 min old, may be out of date");
        assertThat(words.age(Duration.ofMinutes(99))).isEqualTo("99 min");
        assertThat(words.age(Duration.ofMinutes(100))).isEqualTo("1 h");
        assertThat(words.age(Duration.ofDays(2))).isEqualTo("2 days");
        assertThat(new Words(Language.FA, ZoneOffset.UTC).minute(Instant.parse("2026-03-01T08:30:00Z")))
                .isEqualTo("۰۸:۳۰");
    }

    @Test
    void theLargestPageIsBounded() {
        String longest = "&".repeat(124);
        List<BoardView.Door> doors = new ArrayList<>();
        List<Part> readers = new ArrayList<>();
        Map<PortalId, List<Judgement>> scans = new HashMap<>();
        var recent = new RecentScans();
        for (int i = 0; i < 100; i++) {
            var id = new PortalId("d".repeat(60) + i);
            doors.add(new BoardView.Door(
                    id,
                    Optional.of(new LoadProgress(id, longest, 20_000, 1, Collections.nCopies(50, longest))),
                    Collections.nCopies(100, TestBoard.judgement(Verdict.REFUSED, longest, longest, 0))));
            readers.add(Part.reader("r".repeat(60) + i, "in-use"));
        }
        for (int i = 0; i < 100; i++) {
            recent.add(TestBoard.judgement(Verdict.REFUSED, longest, longest, 0));
        }
        var view = new BoardView(
                TestBoard.view(0, Set.of()).now(), doors, readers, Part.uplink("online"), Optional.empty());
        scans.putAll(recent.of(Set.of(TestBoard.DOOR_1)));
        assertThat(scans.get(TestBoard.DOOR_1)).hasSize(RecentScans.MOST);
        view.doors().forEach(door -> scans.put(door.id(), scans.getOrDefault(TestBoard.DOOR_1, List.of())));

        String whole = page.whole(new BoardState(1, 0, view, scans), "", Language.FA);
        assertThat(whole.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(256 * 1024);
    }

    private String inside(List<Judgement> scans, long tick) {
        BoardView view = TestBoard.view(tick, Set.of());
        return page.inside(new BoardState(1, tick, view, Map.of(TestBoard.DOOR_1, scans)), "door-1", Language.EN);
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher place = PLACE.matcher(text);
        while (place.find()) {
            places.add(place.group());
        }
        return places;
    }
}
