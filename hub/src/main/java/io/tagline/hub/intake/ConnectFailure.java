package io.tagline.hub.intake;

import java.io.EOFException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLException;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Why the broker is not reached, in one line that begins with the name of the state; never with a secret in it. */
final class ConnectFailure {

    /** MQTT 5 §2.4. */
    private static final int BAD_USER_OR_PASSWORD = 0x86;

    private static final int NOT_AUTHORIZED = 0x87;

    private static final String PORT = "expected a port that speaks TLS for ssl://, and one that does not for tcp://";

    private ConnectFailure() {}

    static String words(MqttException e) {
        if (e.getReasonCode() == BAD_USER_OR_PASSWORD || e.getReasonCode() == NOT_AUTHORIZED) {
            return "credential-refused: expected mqtt.username and mqtt.password as the broker knows them";
        }
        boolean tls = false;
        Throwable root = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof GeneralSecurityException) {
                return "broker-certificate-refused: " + deepest(cause).getMessage();
            }
            tls |= cause instanceof SSLException;
            root = cause;
        }
        if (root instanceof EOFException || "Connection reset".equals(root.getMessage())) {
            return "the broker closes the connection before CONNACK: " + PORT;
        }
        return tls ? "tls-failed: " + root.getMessage() + ": " + PORT : String.valueOf(root.getMessage());
    }

    private static Throwable deepest(Throwable e) {
        Throwable deepest = e;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
