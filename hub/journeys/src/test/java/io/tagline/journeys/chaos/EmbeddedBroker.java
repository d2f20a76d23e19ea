package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The broker inside the hub: it lives and dies with it. */
final class EmbeddedBroker implements Broker {
    private final HubSite hub;
    private int port;

    EmbeddedBroker(HubSite hub) throws IOException {
        this.hub = hub;
        move();
    }

    @Override
    public Machine machine() {
        return hub.machine();
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public String letIn(AgentAddress agent) throws IOException, InterruptedException {
        return hub.addAgent(agent);
    }

    @Override
    public void wipe() throws IOException {
        Folders.delete(hub.dataDir().resolve("broker"));
    }

    @Override
    public void move() throws IOException {
        port = Project.freePort();
        hub.configure("mqtt: { host: 127.0.0.1, port: " + port + " }");
    }

    @Override
    public void close() {
        // the hub's machine is closed by the plant
    }
}
