package io.tagline.hub.crm.fake.http;

/**
 * What came in so far.
 *
 * @param requests all but log-ins
 * @param writes those that may change something
 * @param overruns requests that came when the quota was used up
 * @param mostAtOnce most requests under way at the same time
 */
public record Counts(long requests, long writes, long logins, long overruns, int mostAtOnce) {}
