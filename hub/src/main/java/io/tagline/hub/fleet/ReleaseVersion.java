package io.tagline.hub.fleet;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two numbers of a release that say what it understands: {@code 1.4} of {@code 1.4.2}. */
record ReleaseVersion(int major, int minor) implements Comparable<ReleaseVersion> {
    private static final Pattern RELEASE = Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:[.-].*)?");

    private static final Comparator<ReleaseVersion> ORDER =
            Comparator.comparingInt(ReleaseVersion::major).thenComparingInt(ReleaseVersion::minor);

    /** Empty for what is not a release. */
    static Optional<ReleaseVersion> of(String version) {
        Matcher numbers = RELEASE.matcher(version);
        return numbers.matches()
                ? Optional.of(
                        new ReleaseVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(ReleaseVersion other) {
        return ORDER.compare(this, other);
    }
}
