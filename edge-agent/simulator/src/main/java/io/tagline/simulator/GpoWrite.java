package io.tagline.simulator;

import java.time.Duration;

/**
 * A client switched an output: a stack light or a buzzer hangs there.
 *
 * @param sinceStart since the reader was switched on
 */
public record GpoWrite(Duration sinceStart, int port, boolean high) {}
