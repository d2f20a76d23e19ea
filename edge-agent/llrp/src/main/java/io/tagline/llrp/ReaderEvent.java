package io.tagline.llrp;

/**
 * Something a reader says of itself in a READER_EVENT_NOTIFICATION (LLRP 1.1 §14.2.6). Numbers that the standard does not know
 * are kept as they came, never refused: a reader that invents one must still be read.
 */
public sealed interface ReaderEvent {

    /** The reader moved to another channel. */
    record Hopped(int hopTableId, int channelIndex) implements ReaderEvent {}

    /** A general-purpose input changed; it comes before the event of the ROSpec that it starts. */
    record InputChanged(int port, boolean high) implements ReaderEvent {}

    /**
     * A ROSpec started, ended or was preempted.
     *
     * @param change 0 started, 1 ended, 2 preempted by {@code preemptedBy}
     */
    record RoSpecChanged(int change, long roSpecId, long preemptedBy) implements ReaderEvent {
        public static final int STARTED = 0;
        public static final int ENDED = 1;
        public static final int PREEMPTED = 2;
    }

    /** The reader's report buffer fills up. */
    record BufferFilling(int percent) implements ReaderEvent {}

    /** The reader's report buffer ran over: reads were lost, and the agent records a gap. */
    record BufferOverflowed() implements ReaderEvent {}

    /**
     * The reader met a fault of its own.
     *
     * @param message as it came; {@link #words()} for people
     * @param antenna 0 when the reader names none
     */
    record ReaderFault(String message, int antenna) implements ReaderEvent {
        /** Enough for a person to know the fault again. */
        public static final int LONGEST_WORDS = 200;

        /** The message fit for a log and a page: one line, no control characters, not longer than {@value #LONGEST_WORDS}. */
        public String words() {
            String line = message.codePoints()
                    .map(each -> printable(each) ? each : ' ')
                    .limit(LONGEST_WORDS)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .strip();
            return line.isEmpty() ? "without words" : line;
        }

        private static boolean printable(int codePoint) {
            return switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        // turn the direction of a line around, or hide what stands in it
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
        }
    }

    /** An RF survey started (0) or ended (1). */
    record RfSurveyChanged(int change, long roSpecId, int specIndex) implements ReaderEvent {}

    /** An antenna-inventory spec ended. */
    record AiSpecEnded(long roSpecId, int specIndex) implements ReaderEvent {}

    /** An antenna was plugged in or fell off. */
    record AntennaChanged(int antenna, boolean connected) implements ReaderEvent {}

    /**
     * The greeting of each connection, or word that somebody else tried to connect.
     *
     * @param status one of the constants, or a number that the standard does not know
     */
    record ConnectionAttempt(int status) implements ReaderEvent {
        public static final int SUCCESS = 0;
        public static final int READER_INITIATED_EXISTS = 1;
        public static final int CLIENT_INITIATED_EXISTS = 2;
        public static final int FAILED = 3;
        public static final int ANOTHER_ATTEMPTED = 4;
    }

    /** The reader is about to close the connection. */
    record ConnectionClosed() implements ReaderEvent {}

    /** A vendor's own event. */
    record VendorEvent(long vendor, long subtype, String dataHex) implements ReaderEvent {}
}
