package io.tagline.edge.replay;

/**
 * What a replay has done.
 *
 * @param reads reads taken
 * @param scans passages written
 * @param unwatched reads by antennas that watch no portal
 * @param refused lines that are no reads
 */
public record ReplaySummary(long reads, long scans, long unwatched, long refused) {}
