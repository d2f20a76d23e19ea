package io.tagline.journeys.chaos;

import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The plant's broker: Debian's mosquitto, or the one in the hub. */
interface Broker extends AutoCloseable {
    /** Where it runs; the hub's machine if the broker is in the hub. */
    Machine machine();

    /** Where it listens at its next start, and now if it runs. */
    InetSocketAddress address();

    /** Lets an agent in; before the first start. Returns its secret. */
    String letIn(AgentAddress agent) throws IOException, InterruptedException;

    /** Deletes everything that it keeps on disk; while it is down. */
    void wipe() throws IOException;

    /** Takes another port from the next start on; while it is down. The links follow by {@link Plant#brokerMoved}. */
    void move() throws IOException;

    @Override
    void close() throws IOException;
}
