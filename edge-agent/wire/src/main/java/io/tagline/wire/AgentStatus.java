package io.tagline.wire;

/** Whether an agent is connected: retained, and its opposite is the agent's last will. */
public enum AgentStatus {
    ONLINE("online"),
    OFFLINE("offline");

    private final String code;

    AgentStatus(String code) {
        this.code = code;
    }

    /** The word on the wire: {@code online} or {@code offline}. */
    public String code() {
        return code;
    }
}
