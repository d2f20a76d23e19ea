package io.tagline.edge.uplink;

import io.tagline.wire.Payload;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what the uplink hands on. */
final class HeardInstructions implements Instructions {
    record Heard(String topic, Payload payload, String signature) {}

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<String> refused = new CopyOnWriteArrayList<>();

    @Override
    public void manifest(String topic, Payload payload, String signature) {
        heard.add(new Heard(topic, payload, signature));
    }

    @Override
    public void manifestRefused(String reason) {
        refused.add(reason);
    }

    List<Heard> heard() {
        return heard;
    }

    List<String> refused() {
        return refused;
    }
}
