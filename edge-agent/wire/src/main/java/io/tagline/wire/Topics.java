package io.tagline.wire;

import java.util.Optional;

/**
 * MQTT topics: {@code tagline/v1/{site}/{agent}/{kind}}. The version in the topic is that of the meaning of messages; new
 * optional fields do not change it.
 */
public final class Topics {
    /** What every topic of this version begins with. */
    public static final String ROOT = "tagline/v1";

    private static final String PREFIX = ROOT + "/";

    private Topics() {}

    /** The last level of a topic: what kind of message it carries, and who publishes it. */
    public enum Kind {
        /** Agent to hub, QoS 1: {@link ScanBatch}. */
        SCANS("scans"),
        /** Hub to agent, QoS 1: {@link Receipt}. */
        RECEIPTS("receipts"),
        /** Agent to hub, QoS 1, retained, last will: {@link AgentStatus}. */
        STATUS("status"),
        /** Agent to hub, QoS 0, retained: {@link Health}. */
        HEALTH("health"),
        /** Hub to agent, QoS 1, retained, signed: {@link Manifest}. */
        MANIFEST("manifest");

        private final String level;

        Kind(String level) {
            this.level = level;
        }

        /** The topic level, e.g. {@code scans}. */
        public String level() {
            return level;
        }
    }

    /** A topic taken apart. */
    public record Parsed(AgentAddress from, Kind kind) {}

    /** The topic of one agent and kind. */
    public static String of(AgentAddress agent, Kind kind) {
        return PREFIX + agent.site() + "/" + agent.agent() + "/" + kind.level;
    }

    /** The filter that matches this kind from every agent. */
    public static String everyAgent(Kind kind) {
        return PREFIX + "+/+/" + kind.level;
    }

    /** The parts of a topic, or empty if it is not one of this version. */
    public static Optional<Parsed> parse(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length != 5 || !topic.startsWith(PREFIX)) {
            return Optional.empty();
        }
        if (!AgentAddress.isId(levels[2]) || !AgentAddress.isId(levels[3])) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.level.equals(levels[4])) {
                return Optional.of(new Parsed(new AgentAddress(levels[2], levels[3]), kind));
            }
        }
        return Optional.empty();
    }
}
