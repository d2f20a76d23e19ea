package io.tagline.hub.crm.http;

import io.tagline.hub.crm.peer.Metered;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one request and reads one answer, once and if {@link Metered} gives leave: HTTP/1.1 over the JDK's client, TLS as the JDK trusts
 * it, no redirects, no cookies.
 * Safe for any thread; {@link #exchange} blocks at most {@link HttpLimits#whole}.
 *
 * <p>Certain that nothing was done: no connection, no TLS. Once a connection stands, the request may have left; that the server closed
 * without a word doesn't say that it hadn't read it.
 */
public final class CrmHttp {
    private static final int ASKED_AGAIN = 2;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final HttpLimits limits;
    private final InstantSource clock;
    private final HttpClient client;

    public CrmHttp(HttpLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.connect())
                .build();
    }

    /**
     * The address of a CRM: {@code https}, or {@code http} to this machine, since a password goes there.
     *
     * @throws IllegalArgumentException naming the address and what is expected
     */
    public static URI address(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\": expected an address like https://crm.example.org", e);
        }
        boolean safe = "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && uri.getHost() != null && LOOPBACK.contains(uri.getHost()));
        if (!safe || uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null) {
            throw new IllegalArgumentException(
                    "\"" + uri.getScheme() + "://" + uri.getHost()
                            + "\": expected https:// and a host, without user or fragment (http:// only to this machine itself)");
        }
        return uri;
    }

    /** As {@link #exchange}, and {@link CrmAnswer#unlessUnavailable}. */
    public CrmAnswer send(CrmRequest request) throws PeerException {
        return exchange(request).unlessUnavailable();
    }

    /**
     * The answer, whatever its status. What changes nothing is asked again at once when the connection ends before the answer
     * (RFC 9110 §9.2.2): to find out who we are takes a dozen questions, which over a bad line are never all answered at the first try.
     *
     * @throws PeerAwayException if the CRM wasn't reached, or didn't answer what changes nothing
     * @throws PeerUnsureException if the request may have left and no whole answer came
     * @throws PeerClosedException if the answer to what changes nothing is too long
     */
    public CrmAnswer exchange(CrmRequest request) throws PeerException {
        for (int again = request.changes() ? 0 : ASKED_AGAIN; again > 0; again--) {
            try {
                return once(request);
            } catch (PeerAwayException e) {
                if (neverLeft(e)
                        || caused(e, TimeoutException.class)
                        || caused(e, HttpTimeoutException.class)
                        || caused(e, InterruptedException.class)) {
                    throw e;
                }
            }
        }
        return once(request);
    }

    private CrmAnswer once(CrmRequest request) throws PeerException {
        HttpRequest prepared = prepared(request);
        Metered.Leave leave = Metered.leave();
        leave.take();
        try {
            return answered(request, prepared);
        } finally {
            leave.over();
        }
    }

    private CrmAnswer answered(CrmRequest request, HttpRequest prepared) throws PeerException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(prepared, head -> new BoundedBody(limits.mostBytes()));
        try {
            HttpResponse<byte[]> whole = answer.get(limits.whole().toMillis(), TimeUnit.MILLISECONDS);
            return new CrmAnswer(request, whole.statusCode(), whole.headers(), whole.body(), clock.instant());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw failed(
                    request,
                    new IOException("no whole answer within " + limits.whole().toMillis() + " ms", e));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw failed(request, new IOException("stopped while waiting for the answer", e));
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw failed(request, cause == null ? e : cause);
        }
    }

    private HttpRequest prepared(CrmRequest request) throws PeerClosedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri())
                .timeout(limits.whole())
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()))
                .setHeader("User-Agent", "Tagline");
        for (Map.Entry<String, String> header : request.headers().entrySet()) {
            try {
                builder.setHeader(header.getKey(), header.getValue());
            } catch (IllegalArgumentException e) {
                // without its message, which quotes the value: mostly it is a token with a line break
                throw new PeerClosedException(
                        PeerClosedException.Why.CREDENTIALS,
                        request.where() + ": the value for the header " + header.getKey()
                                + " holds signs that no header may: expected printable ASCII");
            }
        }
        return builder.build();
    }

    private static PeerException failed(CrmRequest request, Throwable cause) {
        String message = request.where() + ": " + said(cause);
        if (neverLeft(cause)) {
            return new PeerAwayException(message, cause);
        }
        if (request.changes()) {
            return new PeerUnsureException(message, cause);
        }
        return caused(cause, BoundedBody.TooLongException.class)
                ? new PeerClosedException(PeerClosedException.Why.REQUEST, message)
                : new PeerAwayException(message, cause);
    }

    private static boolean neverLeft(Throwable failure) {
        return caused(failure, ConnectException.class)
                || caused(failure, HttpConnectTimeoutException.class)
                || caused(failure, UnresolvedAddressException.class)
                || caused(failure, SSLHandshakeException.class);
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String said(Throwable failure) {
        if (caused(failure, UnresolvedAddressException.class)) {
            return "no such host";
        }
        if (caused(failure, ConnectException.class)) {
            return "no connection: nobody answers there";
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : message;
    }
}
