package io.tagline.hub.webhook;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Keeps the hub from being sent to its own network: an address that somebody else gave us is connected to only if it is one that
 * everybody can reach. The connection goes to the very address that was looked at, so a name that answers differently the second
 * time gains nothing.
 *
 * @param allowPrivate for a receiver in the company's own network, and for tests; then without TLS, too
 */
public record PublicHosts(boolean allowPrivate) {
    /** No other than public ones: for addresses that anybody may give us. */
    public static final PublicHosts PUBLIC = new PublicHosts(false);

    private static final int LONGEST = 2_000;

    /** An address outside that must not be connected to, whatever it is. */
    public static final class PrivateAddressException extends IOException {
        private static final long serialVersionUID = 1L;

        PrivateAddressException() {
            super(
                    "the host is in a private network: expected a public one (of webhooks: notices.webhooks.allow-private)");
        }
    }

    /** What is wrong with a URL; empty if it may be kept. Whether its host is public is looked at again at each connection. */
    public Optional<String> problem(URI url) {
        boolean https = "https".equalsIgnoreCase(url.getScheme());
        if (!https && !(allowPrivate && "http".equalsIgnoreCase(url.getScheme()))) {
            return Optional.of("expected a URL that begins with https://");
        }
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            return Optional.of("expected a URL with a host, and neither a user nor a fragment");
        }
        return url.toString().length() > LONGEST
                ? Optional.of("expected a URL of at most " + LONGEST + " characters")
                : Optional.empty();
    }

    /**
     * The address to connect to.
     *
     * @throws PrivateAddressException if any address of the name is private
     * @throws UnknownHostException if it has none
     */
    public InetAddress resolve(String host) throws IOException {
        InetAddress[] all = InetAddress.getAllByName(host.replaceAll("^\\[|]$", ""));
        if (!allowPrivate && !Arrays.stream(all).allMatch(PublicHosts::isPublic)) {
            throw new PrivateAddressException();
        }
        return all[0];
    }

    /** By the registries of special-purpose addresses (RFC 6890 and its updates). */
    public static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        return address instanceof Inet4Address ? isPublic4(bytes) : address instanceof Inet6Address && isPublic6(bytes);
    }

    private static boolean isPublic4(byte[] bytes) {
        int one = bytes[0] & 0xFF;
        int two = bytes[1] & 0xFF;
        int three = bytes[2] & 0xFF;
        return !(one == 0
                || one >= 240
                // shared by providers (RFC 6598)
                || (one == 100 && two >= 64 && two < 128)
                || (one == 192 && two == 0 && (three == 0 || three == 2))
                || (one == 192 && two == 88 && three == 99)
                || (one == 198 && (two == 18 || two == 19))
                || (one == 198 && two == 51 && three == 100)
                || (one == 203 && two == 0 && three == 113));
    }

    /** Global unicast is 2000::/3; of it, what carries an IPv4 address in it or is for documents is left out. */
    private static boolean isPublic6(byte[] bytes) {
        int first = (bytes[0] & 0xFF) << 8 | (bytes[1] & 0xFF);
        int second = (bytes[2] & 0xFF) << 8 | (bytes[3] & 0xFF);
        return (first & 0xE000) == 0x2000
                && first != 0x2002
                && !(first == 0x2001 && (second < 0x200 || second == 0xDB8));
    }
}
