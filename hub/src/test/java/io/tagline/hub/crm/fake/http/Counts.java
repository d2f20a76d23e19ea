package io.tagline.hub.crm.fake.http;

/**
 * What came in so far.
 *
 * @param requests all but log-ins
 * @param overruns requests that came when the quota was used up
 * @param mostAtOnce most requests under way at the same time
 */
public record Counts(long requests, long logins, long overruns, int mostAtOnce) {}
