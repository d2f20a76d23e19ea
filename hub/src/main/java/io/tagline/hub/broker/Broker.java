package io.tagline.hub.broker;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.access.MachineSecret;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptor;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running MQTT 5 broker. Agents connect to it, and the hub's own intake. Safe for any thread. */
public final class Broker implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Broker.class);
    private static final long START_LIMIT_SECONDS = 60;

    private final ActiveMQServer server;
    private final String hubSecret;
    private final String host;
    private final int port;
    private final OptionalInt tlsPort;

    private Broker(ActiveMQServer server, String hubSecret, Setup setup) throws IOException {
        this.server = server;
        this.hubSecret = hubSecret;
        this.host = setup.host();
        this.port = listeningPort(server, BrokerConfiguration.ACCEPTOR);
        this.tlsPort = setup.tls().isPresent()
                ? OptionalInt.of(listeningPort(server, BrokerConfiguration.TLS_ACCEPTOR))
                : OptionalInt.empty();
    }

    /**
     * What the broker needs to start.
     *
     * @param port 0 takes any free one
     * @param directory of its journal; made when missing
     * @param anonymous whether clients without credentials may connect from this machine
     * @param tls a second listener, beside the plain one
     */
    public record Setup(String host, int port, Path directory, boolean anonymous, Optional<Tls> tls) {}

    /**
     * Where it speaks TLS, and by which certificate.
     *
     * @param port 0 takes any free one
     */
    public record Tls(String host, int port, SSLContext context) {}

    /**
     * Starts the broker; messages that it had acknowledged before it was stopped, or killed, are there again.
     *
     * @param agentSecretIsRight asked at each log-in of an agent, on the broker's threads
     * @param guesses how many log-ins of an address may fail
     * @throws IOException if it does not start: the port is taken, or the directory is in use by another hub
     */
    public static Broker start(Setup setup, BiPredicate<AgentAddress, String> agentSecretIsRight, GuessLimit guesses)
            throws IOException {
        String hubSecret = MachineSecret.random();
        Configuration configuration = BrokerConfiguration.of(setup);
        ActiveMQServer server = new ActiveMQServerImpl(
                configuration, new BrokerSecurity(agentSecretIsRight, hubSecret, setup.anonymous(), guesses));
        try {
            AtomicReference<Exception> failure = new AtomicReference<>();
            server.registerActivationFailureListener(failure::set);
            server.start();
            if (failure.get() != null) {
                throw failure.get();
            }
            if (!server.waitForActivation(START_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("not active after " + START_LIMIT_SECONDS + " s; is another hub using "
                        + setup.directory() + "?");
            }
            Broker broker = new Broker(server, hubSecret, setup);
            log.atInfo()
                    .addKeyValue("host", setup.host())
                    .addKeyValue("port", broker.port)
                    .addKeyValue("tlsPort", broker.tlsPort.isPresent() ? broker.tlsPort.getAsInt() : "none")
                    .log("broker up");
            return broker;
        } catch (Exception e) { // the broker's start declares Exception
            stop(server);
            throw new IOException(
                    "broker on " + setup.host() + " port " + setup.port()
                            + setup.tls()
                                    .map(tls -> " and on " + tls.host() + " port " + tls.port())
                                    .orElse("")
                            + " does not start: " + reason(e),
                    e);
        }
    }

    private static int listeningPort(ActiveMQServer server, String name) throws IOException {
        if (server.getRemotingService().getAcceptor(name) instanceof NettyAcceptor acceptor && acceptor.isStarted()) {
            return acceptor.getActualPort();
        }
        throw new IOException("the port is taken, or the host is not this machine's");
    }

    /** Where clients on this machine connect. */
    public String url() {
        boolean everywhere = host.equals("0.0.0.0") || host.equals("::");
        String at = everywhere ? InetAddress.getLoopbackAddress().getHostAddress() : host;
        return "tcp://" + (at.contains(":") ? "[" + at + "]" : at) + ":" + port;
    }

    /** The port that it listens on without TLS. */
    public int port() {
        return port;
    }

    /** The port that it listens on with TLS, where there is one. */
    public OptionalInt tlsPort() {
        return tlsPort;
    }

    /** The user name of the hub's own intake. */
    public String hubUser() {
        return BrokerUser.TheHub.NAME;
    }

    /** The password that goes with {@link #hubUser()}: made at each start, never written anywhere. */
    public String hubSecret() {
        return hubSecret;
    }

    /** Whether it runs. */
    public boolean isUp() {
        return server.isActive();
    }

    /** The user names of all connected agents that logged in with a credential. */
    public Set<String> connectedAgents() {
        Set<String> agents = new HashSet<>();
        server.getSessions().forEach(session -> {
            String user = session.getUsername();
            if (user != null && user.indexOf('/') > 0) {
                agents.add(user);
            }
        });
        return agents;
    }

    /** Ends the connections of a user whose credential was taken away. */
    public void disconnect(String user) {
        server.getSessions().stream()
                .filter(session -> user.equals(session.getUsername()))
                .map(session -> session.getRemotingConnection())
                .distinct()
                .forEach(Broker::cut);
        log.atInfo().addKeyValue("user", user).log("broker connections cut: credential removed");
    }

    private static void cut(RemotingConnection connection) {
        connection.fail(new ActiveMQException("credential removed"));
    }

    @Override
    public void close() {
        stop(server);
        log.atInfo().addKeyValue("port", port).log("broker down");
    }

    private static void stop(ActiveMQServer server) {
        try {
            server.stop();
        } catch (Exception e) { // declared by the broker; nothing more can be done with a broker that does not stop
            log.atWarn().setCause(e).log("broker did not stop cleanly");
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
