package io.tagline.edge.uplink;

import io.tagline.wire.BundleSignature;
import io.tagline.wire.Payload;
import io.tagline.wire.WireFormatException;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.MqttReturnCode;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/**
 * What Paho calls on its own threads: everything goes to the queue of events and nothing waits, since a callback that does
 * deadlocks Paho (paho.mqtt.java#999). If the queue is full the connection is cut: what it carried comes again on the next.
 */
final class PahoListener implements MqttCallback, MqttActionListener {
    private final Predicate<UplinkEvent> events;
    private final KeptSockets sockets;
    private volatile boolean muted;

    PahoListener(Predicate<UplinkEvent> events, KeptSockets sockets) {
        this.events = events;
        this.sockets = sockets;
    }

    /** From now on this connection says nothing more. */
    void mute() {
        muted = true;
    }

    private void tell(UplinkEvent event) {
        if (!muted && !events.test(event)) {
            sockets.closeAll();
        }
    }

    @Override
    public void messageArrived(String topic, MqttMessage message) {
        UplinkEvent event;
        try {
            MqttProperties properties = message.getProperties();
            Payload payload = Payload.received(message.getPayload(), valueOf(Payload.PROPERTY, properties));
            event = new UplinkEvent.Arrived(topic, payload, valueOf(BundleSignature.PROPERTY, properties));
        } catch (WireFormatException e) {
            event = new UplinkEvent.Unreadable(topic, String.valueOf(e.getMessage()));
        }
        tell(event);
    }

    @Override
    public void disconnected(MqttDisconnectResponse response) {
        int reason = response.getReturnCode();
        MqttException e = response.getException();
        UplinkState state = reason == MqttReturnCode.RETURN_CODE_SESSION_TAKEN_OVER
                ? UplinkState.ID_IN_USE
                : UplinkState.DISCONNECTED;
        tell(new UplinkEvent.Lost(state, e == null ? Reasons.text(reason) : Reasons.of(e)));
    }

    /** The broker's word on a publish: Paho calls this for refusals too (paho.mqtt.java#1105). */
    @Override
    public void onSuccess(IMqttToken token) {
        int[] reasons = token.getReasonCodes();
        int reason = reasons == null || reasons.length == 0 ? 0 : reasons[0];
        tell(new UplinkEvent.Acknowledged(String.valueOf(token.getUserContext()), reason));
    }

    /** Paho would send it again later, behind our back: this client is done with. */
    @Override
    public void onFailure(IMqttToken token, Throwable e) {
        String reason = e instanceof MqttException mqtt ? Reasons.of(mqtt) : String.valueOf(e);
        tell(new UplinkEvent.Lost(UplinkState.DISCONNECTED, "publish failed: " + reason));
    }

    @Override
    public void mqttErrorOccurred(MqttException e) {
        tell(new UplinkEvent.Lost(UplinkState.DISCONNECTED, Reasons.of(e)));
    }

    @Override
    public void deliveryComplete(IMqttToken token) {
        // told by onSuccess, which knows the topic
    }

    @Override
    public void connectComplete(boolean reconnect, String broker) {
        // told by the CONNACK's token
    }

    @Override
    public void authPacketArrived(int reason, MqttProperties properties) {
        // no enhanced authentication was asked for
    }

    private static String valueOf(String name, @Nullable MqttProperties properties) {
        List<UserProperty> all = properties == null ? null : properties.getUserProperties();
        if (all != null) {
            for (UserProperty property : all) {
                if (property.getKey().equals(name)) {
                    return property.getValue();
                }
            }
        }
        return "";
    }
}
