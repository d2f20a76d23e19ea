package io.tagline.edge.board;

import io.tagline.edge.board.BoardView.Door;
import io.tagline.edge.board.BoardView.Level;
import io.tagline.edge.board.BoardView.Part;
import io.tagline.edge.time.WallMapping;
import io.tagline.wire.ClockQuality;
import java.time.Duration;
import java.util.List;

/** The board as HTML: whole for a browser that comes, its inside for one that stays. Immutable. */
final class BoardPage {
    private final BoardSettings settings;
    private final String version;

    /** @param version of the assets; a page of another version loads itself anew */
    BoardPage(BoardSettings settings, String version) {
        this.settings = settings;
        this.version = version;
    }

    /** The doors that an address shows: one by its id, or for an empty id all. Empty if there is no such door. */
    static List<Door> doors(BoardState state, String id) {
        return id.isEmpty()
                ? state.view().doors()
                : state.view().door(id).map(List::of).orElse(List.of());
    }

    String whole(BoardState state, String door, Language language) {
        var html = new Html();
        html.raw("<!DOCTYPE html><html lang='" + language.code() + "' dir='" + language.direction() + "'>")
                .raw("<head><meta charset='utf-8'><meta name='viewport' content='width=device-width, initial-scale=1'>")
                .raw("<title>")
                .text(door.isEmpty() ? language.text("title") : door + " · " + language.text("title"))
                .raw("</title><link rel='stylesheet' href='" + Paths.SHEET + "?v=" + version + "'>")
                .raw("<noscript><meta http-equiv='refresh' content='10'></noscript>")
                .raw("<script defer src='" + Paths.SCRIPT + "?v=" + version + "'></script></head>")
                .raw("<body data-version='" + version + "' data-events='")
                .text((door.isEmpty() ? "" : Paths.DOOR + door) + Paths.EVENTS + Paths.in(language))
                .raw("'><p id='not-live' role='alert' hidden>")
                .raw(Sign.TRIANGLE.svg())
                .text(language.text("not-live"))
                .raw("</p><main id='board'>")
                .raw(inside(state, door, language))
                .raw("</main></body></html>\n");
        return html.toString();
    }

    /** What changes, in one line. */
    String inside(BoardState state, String id, Language language) {
        var html = new Html();
        var words = new Words(language, settings.timeZone());
        List<Door> doors = doors(state, id);
        boolean alone = doors.size() == 1;
        var part = new DoorPart(words, settings.acknowledge());
        WallMapping now = state.view().now();
        html.raw(alone ? "<div class='doors alone'>" : "<div class='doors'>");
        doors.forEach(door -> part.write(html, door, state.scans(door.id()), now, alone));
        html.raw("</div>");
        states(html, state.view(), words);
        return html.toString();
    }

    private static void states(Html html, BoardView view, Words words) {
        html.raw("<footer><ul class='states'>");
        view.readers().forEach(reader -> part(html, words, words.text("reader"), reader));
        part(html, words, words.text("hub"), view.uplink());
        clock(html, words, view.now());
        manifest(html, words, view);
        html.raw("</ul><nav>");
        for (Language language : Language.values()) {
            html.raw("<a lang='" + language.code() + "' href='" + Paths.in(language) + "'>")
                    .text(language.text("language"))
                    .raw("</a>");
        }
        html.raw("</nav></footer>");
    }

    private static void part(Html html, Words words, String name, Part part) {
        open(html, part.level(), name);
        if (!part.name().isEmpty()) {
            html.raw(" ").id(part.name());
        }
        close(html, words.text("state." + part.code()));
    }

    private static void clock(Html html, Words words, WallMapping now) {
        boolean follows = now.discipline().quality() == ClockQuality.SYNCED;
        Level level = now.isImpossible() ? Level.BAD : follows ? Level.GOOD : Level.WAITING;
        open(html, level, words.text("clock"));
        close(html, words.text("clock." + (now.isImpossible() ? "impossible" : follows ? "synced" : "free")));
    }

    private static void manifest(Html html, Words words, BoardView view) {
        Level level = view.manifest()
                .map(manifest -> manifest.old() ? Level.BAD : Level.GOOD)
                .orElse(Level.WAITING);
        open(html, level, words.text("manifest"));
        close(
                html,
                view.manifest()
                        .map(manifest -> words.manifest(
                                Duration.between(manifest.issuedAt(), view.now().wall()), manifest.old()))
                        .orElse(words.text("manifest.none")));
    }

    private static void open(Html html, Level level, String name) {
        html.raw("<li class='" + tone(level) + "'>")
                .raw(Sign.of(level).svg())
                .raw("<span class='name'>")
                .text(name);
    }

    private static void close(Html html, String state) {
        html.raw("</span> <span>").text(state).raw("</span></li>");
    }

    private static String tone(Level level) {
        return switch (level) {
            case GOOD -> "good";
            case WAITING -> "waiting";
            case BAD -> "bad";
        };
    }
}
