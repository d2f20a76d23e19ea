package io.tagline.edge.board;

import io.tagline.edge.board.BoardView.Door;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.manifest.LoadProgress;
import io.tagline.edge.time.WallMapping;
import java.time.Duration;
import java.util.List;

/**
 * The part of a page that is one door: its load, what is missing, the last verdicts, the button for its red light. Shows tracking
 * numbers, and nothing else of a parcel. Immutable.
 */
final class DoorPart {
    /** The most missing parcels that are named: what can be read from afar, and what staff can look for at once. */
    static final int MOST_MISSING = 8;

    /** Stopped parcels that are named in the bar of a red light; the others are counted. */
    private static final int MOST_STOPS = 2;

    private static final int MISSING_BESIDE_OTHERS = 3;
    private static final int EARLIER_BESIDE_OTHERS = 2;

    /** Numbers from here on need smaller letters to be on one line. */
    private static final int LONG_FROM = 1_000;

    /** After this a verdict is no longer about the parcel in somebody's hands, and steps back. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final Words words;
    private final boolean mayAcknowledge;

    DoorPart(Words words, boolean mayAcknowledge) {
        this.words = words;
        this.mayAcknowledge = mayAcknowledge;
    }

    /** @param alone whether it has the page for itself */
    void write(Html html, Door door, List<Judgement> scans, WallMapping now, boolean alone) {
        html.raw("<section class='door").raw(door.red() ? " is-red" : "").raw("'>");
        head(html, door, now, alone);
        if (door.red()) {
            red(html, door, alone);
        }
        html.raw("<div class='body'><div class='load'>");
        door.load().ifPresentOrElse(load -> load(html, load, alone), () -> html.raw("<p class='nothing'>")
                .raw(Sign.BROKEN_CIRCLE.svg())
                .text(words.text("no-load"))
                .raw("</p>"));
        html.raw("</div><div class='scans' aria-live='polite'>");
        scans(html, scans, now, alone);
        html.raw("</div></div></section>");
    }

    private void head(Html html, Door door, WallMapping now, boolean alone) {
        String id = door.id().value();
        html.raw("<header><h1>");
        if (alone) {
            html.id(id);
        } else {
            html.raw("<a href='")
                    .text(Paths.door(id, words.language()))
                    .raw("'>")
                    .id(id)
                    .raw("</a>");
        }
        html.raw("</h1>");
        door.load().ifPresent(load -> html.raw("<p class='run'>")
                .text(words.text("load"))
                .raw(" ")
                .id(load.load())
                .raw("</p>"));
        if (alone) {
            html.raw("<p class='clock'>").text(words.minute(now.wall())).raw("</p>");
        }
        html.raw("</header>");
    }

    /** Names the parcels to be fetched back, which others may have followed through the door since. */
    private void red(Html html, Door door, boolean alone) {
        html.raw("<form class='red' method='post' action='")
                .text(Paths.acknowledge(door.id().value(), words.language()))
                .raw("'><div class='stops'><p class='light'>")
                .raw(Sign.BELL.svg())
                .text(words.text("red-light"))
                .raw("</p>");
        int named = Math.min(door.stops().size(), alone ? MOST_STOPS : 1);
        int others = door.stops().size() - named;
        String next = "<p class='held'>";
        for (Judgement stop : door.stops().subList(0, named)) {
            html.raw(next);
            parcel(html, stop);
            html.raw(" <span>").text(words.verdict(stop.verdict()));
            words.why(stop).ifPresent(why -> html.text(" · " + why));
            html.raw("</span>");
            next = "</p><p class='held'>";
        }
        if (others > 0) {
            html.raw(" <span class='others'>")
                    .text(words.text("and-more", words.number(others)))
                    .raw("</span>");
        }
        html.raw("</p>");
        html.raw("</div>");
        if (mayAcknowledge) {
            html.raw("<button>").text(words.text("acknowledge")).raw("</button>");
        }
        html.raw("</form>");
    }

    private void load(Html html, LoadProgress load, boolean alone) {
        int missing = Math.max(0, load.expected() - load.passed());
        html.raw(load.expected() < LONG_FROM ? "<p class='tally'><b>" : "<p class='tally long'><b>")
                .text(words.number(load.passed()))
                .raw("</b> <span>")
                .text(words.text("of", words.number(load.expected())))
                .raw("</span></p><progress max='" + Math.max(1, load.expected()) + "' value='" + load.passed()
                        + "' aria-hidden='true'></progress>");
        if (missing == 0) {
            html.raw("<p class='complete'>")
                    .raw(Sign.TICK.svg())
                    .text(words.text("complete"))
                    .raw("</p>");
            return;
        }
        html.raw("<h2>").text(words.text("missing", words.number(missing))).raw("</h2><ul class='missing'>");
        int most = alone ? MOST_MISSING : MISSING_BESIDE_OTHERS;
        List<String> named = load.missing().stream().limit(most).toList();
        named.forEach(parcel -> html.raw("<li>").id(parcel).raw("</li>"));
        html.raw("</ul>");
        if (missing > named.size()) {
            html.raw("<p class='more'>")
                    .text(words.text("and-more", words.number(missing - named.size())))
                    .raw("</p>");
        }
    }

    private void scans(Html html, List<Judgement> scans, WallMapping now, boolean alone) {
        if (scans.isEmpty()) {
            html.raw("<p class='nothing'>").text(words.text("no-scan")).raw("</p>");
            return;
        }
        Judgement last = scans.get(0);
        boolean fresh = now.tickNanos() - last.atTick() < FRESH.toNanos();
        html.raw("<div class='last ")
                .raw(Sign.tone(last.verdict()))
                .raw(fresh ? "" : " was")
                .raw("'>")
                .raw(Sign.of(last.verdict()).svg())
                .raw("<div><p class='word'>")
                .text(words.verdict(last.verdict()))
                .raw("</p>");
        words.why(last).ifPresent(why -> html.raw("<p class='why'>").text(why).raw("</p>"));
        html.raw("<p class='which'>");
        parcel(html, last);
        html.raw("</p><p class='when'>")
                .text(words.second(now.at(last.atTick())))
                .raw("</p></div></div>");
        List<Judgement> earlier =
                scans.subList(1, alone ? scans.size() : Math.min(scans.size(), 1 + EARLIER_BESIDE_OTHERS));
        html.raw("<ol class='earlier'>");
        earlier.forEach(scan -> earlier(html, scan, now));
        html.raw("</ol>");
    }

    private void earlier(Html html, Judgement scan, WallMapping now) {
        html.raw("<li class='")
                .raw(Sign.tone(scan.verdict()))
                .raw("'>")
                .raw(Sign.of(scan.verdict()).svg())
                .raw("<span class='word'>")
                .text(words.verdict(scan.verdict()))
                .raw("</span><span class='which'>");
        parcel(html, scan);
        html.raw("</span><span class='when'>")
                .text(words.second(now.at(scan.atTick())))
                .raw("</span></li>");
    }

    /** Its tracking number; where the manifest has none, the end of its EPC, by which two tags in a hand can be told apart. */
    private void parcel(Html html, Judgement scan) {
        scan.parcel().ifPresentOrElse(html::id, () -> {
            String epc = scan.epc().wholeWords().hex();
            html.text(words.text("tag")).raw(" ").id("…" + epc.substring(Math.max(0, epc.length() - 8)));
        });
    }
}
