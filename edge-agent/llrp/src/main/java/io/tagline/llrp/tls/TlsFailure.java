package io.tagline.llrp.tls;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What a failed TLS connection means for the person who set it up; the JDK's own words stay at the end. */
public final class TlsFailure {
    private static final int DEEPEST = 16;

    private TlsFailure() {}

    /** One sentence about the peer, here a reader. */
    public static String inWords(IOException failure) {
        String said = String.valueOf(failure.getMessage());
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST; depth++) {
            @Nullable String words = ofCertificate(cause);
            if (words != null) {
                return words + ": " + cause.getMessage();
            }
            cause = cause.getCause();
        }
        if (failure instanceof EOFException || failure.getCause() instanceof EOFException) {
            return "the reader hung up during the TLS handshake; it may want a certificate of ours, or not speak TLS here";
        }
        if (failure instanceof SocketTimeoutException) {
            return "the reader did not answer the TLS handshake in time; a port for plain LLRP waits like this";
        }
        if (failure instanceof SSLException) {
            return ofProtocol(said);
        }
        return said;
    }

    private static @Nullable String ofCertificate(Throwable cause) {
        if (cause instanceof CertificateExpiredException) {
            return "the reader's certificate has expired";
        } else if (cause instanceof CertificateNotYetValidException) {
            return "the reader's certificate is not valid yet, or our clock is behind";
        } else if (cause instanceof CertPathBuilderException) {
            return "the reader's certificate is signed by an authority that is not trusted; expected one of tls.ca-file";
        } else if (cause instanceof CertPathValidatorException) {
            // an expired one of these has its own cause below
            return cause.getCause() == null ? "the reader's certificate is not accepted" : null;
        } else if (cause instanceof CertificateException && cause.getCause() == null) {
            return "the reader's certificate is for another host; expected the one under host, unless tls.verify-host is"
                    + " false";
        }
        return null;
    }

    private static String ofProtocol(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("unrecognized ssl message")) {
            return "the port answers, but not in TLS; expected LLRP over TLS, mostly on 5085";
        } else if (lower.contains("alert") && lower.contains("cert")) {
            return "the reader does not accept our certificate, or wants one; expected tls.certificate-file and"
                    + " tls.key-file that it trusts: " + said;
        }
        return "TLS failed: " + said;
    }
}
