package io.tagline.hub.broker;

import io.tagline.wire.AgentAddress;

/** Who is connected. The broker carries it from log-in to each check of a topic. */
sealed interface BrokerUser {

    /** The user name. */
    String name();

    /** Whether messages may be sent to this topic. */
    boolean maySend(String topic);

    /** Whether this topic, or filter, may be subscribed to. */
    boolean mayRead(String filter);

    /** Whether a client may go by this id; one that takes another's id takes its session and messages with it. */
    boolean mayUseClientId(String clientId);

    /** The hub's own intake. */
    record TheHub() implements BrokerUser {
        static final String NAME = "tagline-hub";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public boolean maySend(String topic) {
            return true;
        }

        @Override
        public boolean mayRead(String filter) {
            return true;
        }

        @Override
        public boolean mayUseClientId(String clientId) {
            return true;
        }
    }

    /** An agent with its own credential: its own topics only, each by its full name. */
    record Agent(AgentAddress address) implements BrokerUser {

        @Override
        public String name() {
            return address.toString();
        }

        @Override
        public boolean maySend(String topic) {
            return TopicOwner.of(topic)
                    .map(owner -> owner.fromAgent() && owner.agent().equals(address))
                    .orElse(false);
        }

        @Override
        public boolean mayRead(String filter) {
            return TopicOwner.of(filter)
                    .map(owner -> !owner.fromAgent() && owner.agent().equals(address))
                    .orElse(false);
        }

        @Override
        public boolean mayUseClientId(String clientId) {
            return clientId.equals(name()) || clientId.startsWith(name() + "/");
        }
    }

    /** A client without credentials on this machine, where settings allow it: any agent's topics, no wildcards. */
    record Anonymous() implements BrokerUser {

        @Override
        public String name() {
            return "anonymous";
        }

        @Override
        public boolean maySend(String topic) {
            return TopicOwner.of(topic).map(TopicOwner::fromAgent).orElse(false);
        }

        @Override
        public boolean mayRead(String filter) {
            return TopicOwner.of(filter).map(owner -> !owner.fromAgent()).orElse(false);
        }

        @Override
        public boolean mayUseClientId(String clientId) {
            return !clientId.startsWith(TheHub.NAME);
        }
    }
}
