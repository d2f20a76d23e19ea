package io.tagline.edge.board;

import io.tagline.edge.board.BoardView.Level;
import io.tagline.edge.manifest.Verdict;

/**
 * A shape beside each word, so that nobody has to tell red from green (WCAG 2.2 §1.4.1): no two outlines are alike. Drawn in the
 * colour of the text around it.
 */
enum Sign {
    CIRCLE_WITH_TICK("<circle cx='12' cy='12' r='10'/><path d='M7 12.4l3.6 3.6L17.2 9'/>"),
    BOX_WITH_TWO_TICKS(
            "<rect x='2' y='2' width='20' height='20' rx='3'/><path d='M5 12.5l3 3L14 9M11.5 14.5l1 1L19 9'/>"),
    ARROW_BACK("<path d='M9 3L3.5 8.5 9 14M3.5 8.5h11a6 6 0 0 1 0 12H8'/>"),
    CROSS("<path d='M4 4l16 16M20 4L4 20'/>"),
    TRIANGLE_WITH_ARROW("<path d='M12 2.5L22.8 21H1.2z'/><path d='M8 16h7.5M12.8 13l3 3-3 3'/>"),
    OCTAGON_WITH_BAR("<path d='M8 2h8l6 6v8l-6 6H8l-6-6V8z'/><path d='M7 12h10'/>"),
    DIAMOND_WITH_QUESTION(
            "<path d='M12 1.2L22.8 12 12 22.8 1.2 12z'/><path d='M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2.9-1.2 1.7M12 16.6v.1'/>"),
    BROKEN_CIRCLE("<circle cx='12' cy='12' r='10' stroke-dasharray='4.2 3.65'/>"),
    TICK("<path d='M3.5 12.5l6 6L20.5 6'/>"),
    HOURGLASS("<path d='M6 2h12M6 22h12M7.5 2c0 6 9 8 9 14v6M16.5 2c0 6-9 8-9 14v6'/>"),
    TRIANGLE("<path d='M12 2.5L22.8 21H1.2z'/><path d='M12 9.5v5M12 18v.1'/>"),
    BELL("<path d='M5 18V11a7 7 0 0 1 14 0v7M3 18h18M10 21.5h4'/>");

    private final String svg;

    Sign(String shape) {
        this.svg =
                "<svg class='sign' viewBox='0 0 24 24' aria-hidden='true' fill='none' stroke='currentColor' stroke-width='2.4'"
                        + " stroke-linecap='round' stroke-linejoin='round'>" + shape + "</svg>";
    }

    String svg() {
        return svg;
    }

    static Sign of(Verdict verdict) {
        return switch (verdict) {
            case EXPECTED -> CIRCLE_WITH_TICK;
            case ALREADY_PASSED -> BOX_WITH_TWO_TICKS;
            case RETURNED -> ARROW_BACK;
            case NOT_EXPECTED -> CROSS;
            case WRONG_DOOR -> TRIANGLE_WITH_ARROW;
            case REFUSED -> OCTAGON_WITH_BAR;
            case UNKNOWN_TAG -> DIAMOND_WITH_QUESTION;
            case NO_LOAD -> BROKEN_CIRCLE;
        };
    }

    static Sign of(Level level) {
        return switch (level) {
            case GOOD -> TICK;
            case WAITING -> HOURGLASS;
            case BAD -> TRIANGLE;
        };
    }

    /** The class that colours a verdict in {@code board.css}. */
    static String tone(Verdict verdict) {
        return switch (verdict) {
            case EXPECTED -> "go";
            case NOT_EXPECTED, WRONG_DOOR, REFUSED -> "stop";
            case UNKNOWN_TAG -> "look";
            case ALREADY_PASSED, RETURNED, NO_LOAD -> "calm";
        };
    }
}
