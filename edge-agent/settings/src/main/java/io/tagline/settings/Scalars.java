package io.tagline.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a value to the value; empty where the text is not of that kind. */
final class Scalars {

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{1,15})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,15}) ?(ms|s|m|h|d)");
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,15}) ?(B|KiB|MiB|GiB|kB|MB|GB)?");

    /** RFC 1123 §2.1 names; underscores occur in container networks. */
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
                    + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\\.?");

    private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4_STRICT = Pattern.compile("((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(\\.(?!$)|$)){4}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9_.-]+)?");

    private Scalars() {}

    static Optional<Long> whole(String text, long min, long max) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        long value = Long.parseLong(text);
        return value < min || value > max ? Optional.empty() : Optional.of(value);
    }

    static Optional<Double> decimal(String text, double min, double max) {
        if (!DECIMAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = new BigDecimal(text).doubleValue();
        return value < min || value > max ? Optional.empty() : Optional.of(value);
    }

    static Optional<Boolean> bool(String text) {
        return switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static Optional<Duration> duration(String text, Duration min, Duration max) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration value =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(Math.min(amount, 1_000_000));
                };
        return value.compareTo(min) < 0 || value.compareTo(max) > 0 ? Optional.empty() : Optional.of(value);
    }

    static Optional<Long> bytes(String text, long min, long max) {
        Matcher matcher = BYTES.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long unit =
                switch (matcher.group(2) == null ? "B" : matcher.group(2)) {
                    case "KiB" -> 1L << 10;
                    case "MiB" -> 1L << 20;
                    case "GiB" -> 1L << 30;
                    case "kB" -> 1_000L;
                    case "MB" -> 1_000_000L;
                    case "GB" -> 1_000_000_000L;
                    default -> 1L;
                };
        long amount = Long.parseLong(matcher.group(1));
        return amount > max / unit || amount * unit < min ? Optional.empty() : Optional.of(amount * unit);
    }

    static Optional<String> host(String text) {
        if (IPV4.matcher(text).matches()) {
            return IPV4_STRICT.matcher(text).matches() ? Optional.of(text) : Optional.empty();
        }
        boolean good = HOST_NAME.matcher(text).matches() || IPV6.matcher(text).matches();
        return good ? Optional.of(text) : Optional.empty();
    }

    /** A URL with a host and one of the schemes; never one with a password in it, which would show in logs. */
    static Optional<URI> url(String text, List<String> schemes) {
        try {
            URI uri = new URI(text);
            boolean good = uri.getScheme() != null
                    && schemes.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getPort() <= 65535;
            return good ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
