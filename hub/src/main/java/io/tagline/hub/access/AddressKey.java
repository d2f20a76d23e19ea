package io.tagline.hub.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;

/**
 * What stands for a caller where callers are counted: an IPv4 address, or the first 64 bits of an IPv6 one, since whoever has one
 * of those has 2^64 (RFC 4291 §2.5.4).
 */
public final class AddressKey {

    private static final int NETWORK_BYTES = 8;
    private static final int IPV6_BYTES = 16;

    private AddressKey() {}

    /**
     * The key of an address.
     *
     * @param address as the server tells it, numeric; anything else stands for itself
     */
    public static String of(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            // with a colon in it this is never looked up
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == IPV6_BYTES
                    ? HexFormat.of().formatHex(bytes, 0, NETWORK_BYTES) + "::/64"
                    : InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            return address;
        }
    }
}
