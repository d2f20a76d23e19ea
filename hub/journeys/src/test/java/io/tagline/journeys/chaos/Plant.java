package io.tagline.journeys.chaos;

import io.tagline.simulator.TcpFaults;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * The whole line as processes: depots with reader and agent, a broker, a hub, and proxies between them. Everything of it is below one
 * folder. Faults find here what they break. Safe for any thread.
 */
final class Plant implements AutoCloseable {
    private static final int TEND_MS = 250;

    private final Path folder;
    private final Programs programs;
    private final HubSite hub;
    private final Broker broker;
    private final Optional<TcpFaults> hubLink;
    private final List<AgentSite> agents = new ArrayList<>();
    private final Witness witness = new Witness();
    private final Thread keeper = new Thread(this::tend, "keeper");
    /** Ctrl-C leaves no program behind, and no file system. */
    private final Thread killer = new Thread(this::breakOff, "kill-plant");

    private volatile boolean closed;

    /** Nothing runs yet, but the proxies. */
    Plant(Path folder, PlantOptions options) throws IOException, InterruptedException {
        this.folder = folder;
        programs = Programs.copiedTo(folder);
        hub = new HubSite(folder, programs, "hub", options.agents());
        if (options.foreignBroker()) {
            broker = new Mosquitto(folder);
            hubLink = Optional.of(TcpFaults.to(broker.address()));
            hub.configure("mqtt: { url: \"tcp://127.0.0.1:%d\", username: %s, password: %s }"
                    .formatted(hubLink.get().address().getPort(), Mosquitto.HUB_USER, Mosquitto.HUB_SECRET));
        } else {
            broker = new EmbeddedBroker(hub);
            hubLink = Optional.empty();
        }
        for (int i = 1; i <= options.agents(); i++) {
            AgentSite site = new AgentSite(folder, programs, i, options, broker.address());
            site.configure(broker.letIn(site.address()));
            agents.add(site);
        }
        keeper.setDaemon(true);
    }

    /** Starts everything, without waiting. */
    void start() throws IOException {
        Runtime.getRuntime().addShutdownHook(killer);
        broker.machine().start();
        hub.machine().start();
        for (AgentSite site : agents) {
            site.start();
            witness.watch(site);
        }
        keeper.start();
    }

    Path folder() {
        return folder;
    }

    Programs programs() {
        return programs;
    }

    HubSite hub() {
        return hub;
    }

    Broker broker() {
        return broker;
    }

    /** Whether the broker is inside the hub. */
    boolean brokerIsInHub() {
        return hubLink.isEmpty();
    }

    /** Between broker and hub; empty when the broker is inside the hub. */
    Optional<TcpFaults> hubLink() {
        return hubLink;
    }

    List<AgentSite> agents() {
        return List.copyOf(agents);
    }

    Witness witness() {
        return witness;
    }

    /** Has every link lead to where the broker is now. */
    void brokerMoved() {
        InetSocketAddress now = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), broker.address().getPort());
        agents.forEach(site -> site.brokerLink().retarget(now));
        hubLink.ifPresent(link -> link.retarget(now));
    }

    /** Kills everything at once, and starts nothing any more. */
    void killAll() {
        closed = true;
        machines().forEach(Machine::killNow);
    }

    private void breakOff() {
        killAll();
        agents.forEach(site -> site.smallDisk().ifPresent(SmallDisk::abandon));
    }

    /** Asks the agent what is on its disk, then kills it. */
    void kill(AgentSite site) throws InterruptedException {
        witness.look(site);
        site.agent().kill();
    }

    /** Every machine, each once. */
    List<Machine> machines() {
        List<Machine> machines = new ArrayList<>();
        agents.forEach(site -> {
            machines.add(site.agent());
            machines.add(site.reader());
        });
        machines.add(hub.machine());
        if (!brokerIsInHub()) {
            machines.add(broker.machine());
        }
        return machines;
    }

    /**
     * Waits until the hub takes requests, every agent reads, accepts and sends, and everything that was on agents' disks at the call has
     * its receipt.
     *
     * @return empty when that is so; else who is not back within the limit, and why
     */
    Optional<String> awaitCaughtUp(Duration limit) throws InterruptedException {
        Map<UUID, Long> due = new HashMap<>(witness.highest());
        long end = System.nanoTime() + limit.toNanos();
        Optional<String> behind = behind(due);
        while (behind.isPresent() && System.nanoTime() - end < 0) {
            TimeUnit.MILLISECONDS.sleep(100);
            behind = behind(due);
        }
        return behind;
    }

    private Optional<String> behind(Map<UUID, Long> due) {
        for (AgentSite site : agents) {
            Optional<AgentHealth> health = witness.newest(site);
            if (health.isEmpty()) {
                return Optional.of(site.agent().name() + " does not answer");
            }
            AgentHealth now = health.get();
            if (!now.online()) {
                return Optional.of(
                        site.agent().name() + (now.reading() ? " says " + now.problems() : " does not read"));
            }
            // what came since the fault ended may wait; and something must have come, for parcels never stop
            long since = now.lastSeq() - due.getOrDefault(now.journal(), 0L);
            if (since <= 0) {
                return Optional.of(site.agent().name() + " reads but accepts nothing");
            }
            if (now.pending() > since) {
                return Optional.of(site.agent().name() + " has " + now.pending() + " scans without receipt, " + since
                        + " of them new");
            }
        }
        return hub.isReady() ? Optional.empty() : Optional.of("the hub is not ready");
    }

    private void tend() {
        try {
            while (!closed) {
                for (Machine machine : machines()) {
                    machine.tend();
                }
                TimeUnit.MILLISECONDS.sleep(TEND_MS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("a program of the plant does not start", e);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        witness.close();
        keeper.interrupt();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // the run is being ended from outside: the hook is at work
            killAll();
        }
        for (AgentSite site : agents) {
            site.close();
        }
        hub.close();
        broker.close();
        if (hubLink.isPresent()) {
            hubLink.get().close();
        }
    }
}
