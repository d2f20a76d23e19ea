package io.tagline.llrp.link;

import io.tagline.llrp.tls.TlsFiles;

/**
 * How a reader is spoken to over TLS (LLRP 1.1 §20, port 5085). Who opens the connection is TLS's client: with
 * {@link ReaderAddress.Listen} that is the reader, and we have to show a certificate.
 *
 * @param files whom we trust, and our own certificate where one is needed
 * @param verifyHost whether the reader's certificate has to name the host that we called; off for readers that sign their own, which
 *     are then told apart by the certificate alone
 */
public record ReaderTls(TlsFiles files, boolean verifyHost) {
    /** The port that IANA gave to LLRP over TLS. */
    public static final int DEFAULT_PORT = 5085;
}
