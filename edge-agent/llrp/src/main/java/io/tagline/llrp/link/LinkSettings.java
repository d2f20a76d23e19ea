package io.tagline.llrp.link;

import io.tagline.llrp.LlrpFramer;
import io.tagline.llrp.command.ReaderProfile;
import java.time.Duration;
import java.util.Optional;

/**
 * How one reader is reached and how patiently.
 *
 * @param name for messages and the thread: {@code depot-7/dock-3}
 * @param tls empty for plain LLRP
 * @param connectTimeout until TCP stands, and as long again for TLS
 * @param greetingTimeout until the reader's ConnectionAttemptEvent
 * @param answerTimeout until a command is answered, the listener's own time not counted
 * @param firstPause before the first new try; each further one waits up to twice as long
 * @param longestPause the most that a try waits
 * @param busyPause before a reader that somebody else uses is asked again
 * @param stablePeriod reading for so long makes the pauses short again
 * @param checkPeriod how often the reader is asked whether its ROSpec is still the one that we added
 * @param maxFrameBytes the longest frame accepted
 */
public record LinkSettings(
        String name,
        ReaderAddress address,
        ReaderProfile profile,
        Optional<ReaderTls> tls,
        Duration connectTimeout,
        Duration greetingTimeout,
        Duration answerTimeout,
        Duration firstPause,
        Duration longestPause,
        Duration busyPause,
        Duration stablePeriod,
        Duration checkPeriod,
        int maxFrameBytes) {

    public static LinkSettings of(String name, ReaderAddress address, ReaderProfile profile) {
        return new LinkSettings(
                name,
                address,
                profile,
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                // parcels pass unread while we wait, and a SYN costs nothing
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60),
                LlrpFramer.DEFAULT_MAX_FRAME_BYTES);
    }

    /** The same over TLS. */
    public LinkSettings withTls(ReaderTls secure) {
        return new LinkSettings(
                name,
                address,
                profile,
                Optional.of(secure),
                connectTimeout,
                greetingTimeout,
                answerTimeout,
                firstPause,
                longestPause,
                busyPause,
                stablePeriod,
                checkPeriod,
                maxFrameBytes);
    }

    /** The same with other time-outs, in the order connect, greeting, answer. */
    public LinkSettings withTimeouts(Duration connect, Duration greeting, Duration answer) {
        return new LinkSettings(
                name,
                address,
                profile,
                tls,
                connect,
                greeting,
                answer,
                firstPause,
                longestPause,
                busyPause,
                stablePeriod,
                checkPeriod,
                maxFrameBytes);
    }

    /** The same with other pauses between tries. */
    public LinkSettings withPauses(Duration first, Duration longest, Duration busy, Duration stable) {
        return new LinkSettings(
                name,
                address,
                profile,
                tls,
                connectTimeout,
                greetingTimeout,
                answerTimeout,
                first,
                longest,
                busy,
                stable,
                checkPeriod,
                maxFrameBytes);
    }

    /** The same, asked for its ROSpec in another rhythm. */
    public LinkSettings withCheckPeriod(Duration period) {
        return new LinkSettings(
                name,
                address,
                profile,
                tls,
                connectTimeout,
                greetingTimeout,
                answerTimeout,
                firstPause,
                longestPause,
                busyPause,
                stablePeriod,
                period,
                maxFrameBytes);
    }

    /** The same with another bound on frames. */
    public LinkSettings withMaxFrameBytes(int bytes) {
        return new LinkSettings(
                name,
                address,
                profile,
                tls,
                connectTimeout,
                greetingTimeout,
                answerTimeout,
                firstPause,
                longestPause,
                busyPause,
                stablePeriod,
                checkPeriod,
                bytes);
    }
}
