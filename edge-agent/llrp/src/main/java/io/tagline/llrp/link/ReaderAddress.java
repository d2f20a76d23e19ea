package io.tagline.llrp.link;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Set;

/** Who opens the connection, and where (LLRP 1.1 §20.1.1 allows both). */
public sealed interface ReaderAddress {
    /** The port that IANA gave to LLRP. */
    int DEFAULT_PORT = 5084;

    /** We call the reader. */
    record Dial(String host, int port) implements ReaderAddress {
        public Dial {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("reader port is " + port + "; expected 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /**
     * The reader calls us.
     *
     * @param bind the local address to listen on
     * @param port 0 for any free one
     * @param allowed who may call, everybody else is hung up on; empty for every private address: LLRP has no log-in, so a
     *     port that the world can reach must not feed us reads
     */
    record Listen(InetAddress bind, int port, Set<InetAddress> allowed) implements ReaderAddress {
        public Listen {
            allowed = Set.copyOf(allowed);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("listening port is " + port + "; expected 0 to 65535");
            }
        }

        /** Whether a call from this address is taken. */
        public boolean allows(InetAddress caller) {
            return allowed.isEmpty() ? isPrivate(caller) : allowed.contains(caller);
        }

        private static boolean isPrivate(InetAddress address) {
            boolean uniqueLocal =
                    address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc; // RFC 4193 §3.1
            return uniqueLocal
                    || address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress();
        }

        @Override
        public String toString() {
            return "port " + port;
        }
    }
}
