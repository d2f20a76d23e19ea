package io.tagline.hub.crm.http;

import java.time.Duration;

/**
 * How long, and how much.
 *
 * @param connect longest wait for a connection
 * @param whole longest time from the start of a request to the end of its answer, 1 s to 10 min
 * @param mostBytes longest body of an answer, 1 KiB to 64 MiB
 */
public record HttpLimits(Duration connect, Duration whole, int mostBytes) {
    /** What suits a CRM that answers within seconds. */
    public static final HttpLimits USUAL =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(20), 8 * 1024 * 1024);

    public HttpLimits {
        check(
                !connect.isNegative() && !connect.isZero() && connect.compareTo(whole) <= 0,
                "connect",
                connect,
                "more than 0 s and at most whole");
        check(
                whole.toMillis() >= 100 && whole.compareTo(Duration.ofMinutes(10)) <= 0,
                "whole",
                whole,
                "0.1 s to 10 min");
        check(mostBytes >= 1024 && mostBytes <= 64 * 1024 * 1024, "mostBytes", mostBytes, "1024 to 67108864");
    }

    private static void check(boolean right, String name, Object value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + " " + value + ": expected " + expected);
        }
    }

    /** These, but for the time that a whole request may take. */
    public HttpLimits within(Duration longest) {
        return new HttpLimits(connect.compareTo(longest) < 0 ? connect : longest, longest, mostBytes);
    }
}
