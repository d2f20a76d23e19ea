package io.tagline.edge.uplink;

import java.io.EOFException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.client.MqttClientException;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;

/** What Paho's errors mean for the uplink: the state they put it in, and one line for the operator. */
final class Reasons {
    /** From here on a reason code is a refusal: MQTT 5 §2.4. */
    static final int REFUSAL = 0x80;

    private static final int LAST_REASON = 0xff;

    /** As the JDK says it; there is no type for either. */
    private static final String RESET = "Connection reset";

    private static final String NO_ANSWER = "Read timed out";

    private Reasons() {}

    static UplinkException connecting(URI broker, MqttException e) {
        Throwable cause = rootOf(e);
        String at = "broker " + broker + " ";
        int reason = e.getReasonCode();
        if (reason == MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD
                || reason == MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED
                || reason == MqttReturnCode.RETURN_CODE_BAD_AUTHENTICATION) {
            return new UplinkException(
                    UplinkState.CREDENTIAL_REFUSED, at + "refuses this user name and password: " + text(reason), e);
        }
        if (hasCause(e, GeneralSecurityException.class)) {
            return new UplinkException(
                    UplinkState.BROKER_CERTIFICATE_REFUSED,
                    at + "shows a certificate that is refused: " + text(cause)
                            + ": expected one for this host, in its time, of an authority in mqtt.ca-file or the JVM's",
                    e);
        }
        if (hasCause(e, SSLException.class)) {
            return new UplinkException(
                    UplinkState.TLS_FAILED, at + "TLS failed: " + text(cause) + ": expected a port that speaks TLS", e);
        }
        if (cause instanceof UnknownHostException) {
            return new UplinkException(UplinkState.UNREACHABLE, at + "has no address: unknown host", e);
        }
        boolean plain = broker.getScheme().equals("tcp");
        if (cause instanceof EOFException || RESET.equals(cause.getMessage())) {
            // a broker that restarts does so too: tried again soon
            return new UplinkException(
                    UplinkState.UNREACHABLE,
                    at + "closes the connection before CONNACK: expected "
                            + (plain ? "a broker without TLS there, or an ssl:// url" : "a port that speaks TLS"),
                    e);
        }
        if (!plain && cause instanceof SocketTimeoutException && NO_ANSWER.equals(cause.getMessage())) {
            return new UplinkException(
                    UplinkState.TLS_FAILED, at + "accepts and says nothing: expected a port that speaks TLS", e);
        }
        if (cause != e) {
            return new UplinkException(UplinkState.UNREACHABLE, at + "is not reached: " + text(cause), e);
        }
        if (reason == MqttClientException.REASON_CODE_CLIENT_TIMEOUT) {
            return new UplinkException(UplinkState.UNREACHABLE, at + "accepts and says nothing: expected CONNACK", e);
        }
        return new UplinkException(UplinkState.DISCONNECTED, at + "refuses the connection: " + text(reason), e);
    }

    /** A reason code as an operator may look it up, e.g. {@code 0x87 not authorized}. */
    static String text(int reason) {
        String name =
                switch (reason) {
                    case MqttReturnCode.RETURN_CODE_UNSPECIFIED_ERROR -> "unspecified error";
                    case MqttReturnCode.RETURN_CODE_UNSUPPORTED_PROTOCOL_VERSION -> "unsupported protocol version";
                    case MqttReturnCode.RETURN_CODE_IDENTIFIER_NOT_VALID -> "client identifier not valid";
                    case MqttReturnCode.RETURN_CODE_BAD_USERNAME_OR_PASSWORD -> "bad user name or password";
                    case MqttReturnCode.RETURN_CODE_NOT_AUTHORIZED -> "not authorized";
                    case MqttReturnCode.RETURN_CODE_SERVER_UNAVAILABLE -> "server unavailable";
                    case MqttReturnCode.RETURN_CODE_SERVER_BUSY -> "server busy";
                    case MqttReturnCode.RETURN_CODE_BANNED -> "banned";
                    case MqttReturnCode.RETURN_CODE_SERVER_SHUTTING_DOWN -> "server shutting down";
                    case MqttReturnCode.RETURN_CODE_KEEP_ALIVE_TIMEOUT -> "keep alive timeout";
                    case MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER -> "session taken over";
                    case MqttReturnCode.RETURN_CODE_PACKET_TOO_LARGE -> "packet too large";
                    case MqttReturnCode.RETURN_CODE_QUOTA_EXCEEDED -> "quota exceeded";
                    case MqttClientException.REASON_CODE_CLIENT_TIMEOUT -> "no answer in time";
                    case MqttClientException.REASON_CODE_CLIENT_NOT_CONNECTED -> "not connected";
                    case MqttClientException.REASON_CODE_CONNECTION_LOST -> "connection lost";
                    default -> "see MQTT 5 §2.4";
                };
        boolean ofMqtt = reason >= 0 && reason <= LAST_REASON;
        return ofMqtt ? String.format("0x%02X %s", reason, name) : name + " (Paho " + reason + ")";
    }

    static String of(MqttException e) {
        Throwable cause = rootOf(e);
        return cause == e ? text(e.getReasonCode()) : text(cause);
    }

    private static String text(Throwable cause) {
        String message = cause.getMessage();
        // the JDK's end-of-file says nothing
        return message == null ? "the connection was closed" : message;
    }

    private static boolean hasCause(Throwable e, Class<? extends Exception> kind) {
        for (Throwable cause = e.getCause(); cause != null && cause != cause.getCause(); cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        for (Throwable cause = root.getCause(); cause != null && cause != root; cause = root.getCause()) {
            root = cause;
        }
        return root;
    }
}
