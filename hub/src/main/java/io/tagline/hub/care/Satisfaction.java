package io.tagline.hub.care;

/**
 * How those found it who were asked in a time.
 *
 * @param asked how many were asked
 * @param answered how many of them have answered
 * @param sum of the scores, 1 to 5 each
 * @param satisfied how many gave 4 or 5
 */
public record Satisfaction(About about, long asked, long answered, long sum, long satisfied) {

    /** Mean score; not a number while nobody has answered. */
    public double mean() {
        return answered == 0 ? Double.NaN : (double) sum / answered;
    }
}
