package io.tagline.llrp.link;

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
     * @param allowed who may call; everybody else is hung up on
     */
    record Listen(InetAddress bind, int port, Set<InetAddress> allowed) implements ReaderAddress {
        public Listen {
            allowed = Set.copyOf(allowed);
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("listening port is " + port + "; expected 0 to 65535");
            }
            if (allowed.isEmpty()) {
                throw new IllegalArgumentException("nobody may call port " + port + "; expected at least one reader");
            }
        }

        @Override
        public String toString() {
            return "port " + port;
        }
    }
}
