package io.tagline.hub.broker;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Topics;
import java.util.Optional;
import java.util.Set;

/**
 * The agent that a topic belongs to, and which side publishes it.
 *
 * @param fromAgent true where the agent publishes, false where the hub does
 */
record TopicOwner(AgentAddress agent, boolean fromAgent) {

    private static final Set<String> AGENT_PUBLISHES = Set.of("scans", "status", "health");
    private static final Set<String> HUB_PUBLISHES = Set.of("receipts", "manifest", "settings");
    private static final int LEVELS = 5;

    /** Empty for a topic that is no agent's, and for every filter with a wildcard in it. */
    static Optional<TopicOwner> of(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length != LEVELS
                || !topic.startsWith(Topics.ROOT + "/")
                || !AgentAddress.isId(levels[2])
                || !AgentAddress.isId(levels[3])) {
            return Optional.empty();
        }
        boolean agentPublishes = AGENT_PUBLISHES.contains(levels[4]);
        if (!agentPublishes && !HUB_PUBLISHES.contains(levels[4])) {
            return Optional.empty();
        }
        return Optional.of(new TopicOwner(new AgentAddress(levels[2], levels[3]), agentPublishes));
    }
}
