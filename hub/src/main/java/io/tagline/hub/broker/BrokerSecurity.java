package io.tagline.hub.broker;

import io.tagline.hub.access.GuessLimit;
import io.tagline.wire.AgentAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides for the broker who gets in and what each may send and read. A refused log-in is MQTT reason 0x86, a refused
 * topic 0x87 (MQTT 5 §2.4). Safe for any thread.
 */
final class BrokerSecurity implements ActiveMQSecurityManager5 {

    private static final Logger log = LoggerFactory.getLogger(BrokerSecurity.class);

    private final BiPredicate<AgentAddress, String> agentSecretIsRight;
    private final byte[] hubSecret;
    private final boolean anonymousAllowed;
    private final GuessLimit guesses;

    BrokerSecurity(
            BiPredicate<AgentAddress, String> agentSecretIsRight,
            String hubSecret,
            boolean anonymousAllowed,
            GuessLimit guesses) {
        this.agentSecretIsRight = agentSecretIsRight;
        this.hubSecret = hubSecret.getBytes(StandardCharsets.UTF_8);
        this.anonymousAllowed = anonymousAllowed;
        this.guesses = guesses;
    }

    /** Null refuses. */
    @Override
    public @Nullable Subject authenticate(
            @Nullable String name,
            @Nullable String password,
            @Nullable RemotingConnection connection,
            @Nullable String domain) {
        String from = address(connection);
        // the hub's own intake is never kept waiting by somebody else's guesses
        Optional<BrokerUser> hub = hub(name, password);
        if (hub.isEmpty() && !guesses.mayTry(from, name + "\n" + password)) {
            // said when its guesses were wrong
            log.atDebug().addKeyValue("from", from).log("broker log-in refused: too many wrong ones from there");
            return null;
        }
        Optional<BrokerUser> user = hub.or(() -> identify(name, password, connection));
        String clientId = connection == null ? null : connection.getClientID();
        if (user.isPresent() && clientId != null && !user.get().mayUseClientId(clientId)) {
            log.atWarn()
                    .addKeyValue("user", user.get().name())
                    .addKeyValue("clientId", printable(clientId))
                    .log("broker log-in refused: a client id must be the user name, or begin with it and a slash");
            return null;
        }
        if (user.isEmpty()) {
            guesses.wrong(from);
            log.atWarn()
                    .addKeyValue("user", name == null ? "" : printable(name))
                    .addKeyValue("from", from)
                    .log("broker log-in refused: unknown user or wrong secret");
            return null;
        }
        guesses.right(name + "\n" + password);
        // the broker wants its own kind of principal; who it is rides along as a credential
        return new Subject(true, Set.of(new UserPrincipal(user.get().name())), Set.of(user.get()), Set.of());
    }

    private Optional<BrokerUser> identify(
            @Nullable String name, @Nullable String password, @Nullable RemotingConnection connection) {
        if (name == null || name.isEmpty()) {
            return anonymousAllowed && isLoopback(connection)
                    ? Optional.of(new BrokerUser.Anonymous())
                    : Optional.empty();
        }
        return password == null
                ? Optional.empty()
                : agent(name)
                        .filter(agent -> agentSecretIsRight.test(agent, password))
                        .map(BrokerUser.Agent::new);
    }

    private Optional<BrokerUser> hub(@Nullable String name, @Nullable String password) {
        return BrokerUser.TheHub.NAME.equals(name)
                        && password != null
                        && MessageDigest.isEqual(hubSecret, password.getBytes(StandardCharsets.UTF_8))
                ? Optional.of(new BrokerUser.TheHub())
                : Optional.empty();
    }

    @Override
    public boolean authorize(Subject subject, Set<Role> roles, CheckType check, String address) {
        BrokerUser user = userOf(subject).orElseThrow(() -> new IllegalStateException("subject without a broker user"));
        String topic = topicOf(address);
        // names of the constants, since CheckType's constants have bodies of their own and no switch is possible
        return switch (check.name()) {
            case "SEND" -> user.maySend(topic);
            // an address goes with its last queue
            case "CREATE_ADDRESS", "DELETE_ADDRESS" -> user.maySend(topic) || user.mayRead(topic);
            case "CONSUME",
                    "BROWSE",
                    "CREATE_DURABLE_QUEUE",
                    "DELETE_DURABLE_QUEUE",
                    "CREATE_NON_DURABLE_QUEUE",
                    "DELETE_NON_DURABLE_QUEUE" -> user.mayRead(topic);
            default -> false;
        };
    }

    @Override
    public @Nullable String getUserFromSubject(@Nullable Subject subject) {
        return userOf(subject).map(BrokerUser::name).orElse(null);
    }

    private static Optional<BrokerUser> userOf(@Nullable Subject subject) {
        return subject == null
                ? Optional.empty()
                : subject.getPublicCredentials(BrokerUser.class).stream().findFirst();
    }

    /** Never asked by a broker that knows {@link ActiveMQSecurityManager5}. */
    @Override
    public boolean validateUser(String user, String password) {
        return false;
    }

    @Override
    public boolean validateUserAndRole(String user, String password, Set<Role> roles, CheckType check) {
        return false;
    }

    /** The broker names a queue as {@code address::queue}. */
    private static String topicOf(String address) {
        int queue = address.indexOf("::");
        return queue < 0 ? address : address.substring(0, queue);
    }

    private static Optional<AgentAddress> agent(String name) {
        int slash = name.indexOf('/');
        if (slash < 0
                || !AgentAddress.isId(name.substring(0, slash))
                || !AgentAddress.isId(name.substring(slash + 1))) {
            return Optional.empty();
        }
        return Optional.of(new AgentAddress(name.substring(0, slash), name.substring(slash + 1)));
    }

    private static boolean isLoopback(@Nullable RemotingConnection connection) {
        return remote(connection).map(InetAddress::isLoopbackAddress).orElse(false);
    }

    /** Without the port, which is another one each time. */
    private static String address(@Nullable RemotingConnection connection) {
        return remote(connection).map(InetAddress::getHostAddress).orElse("");
    }

    private static Optional<InetAddress> remote(@Nullable RemotingConnection connection) {
        return connection != null
                        && connection.getTransportConnection() instanceof NettyConnection netty
                        && netty.getChannel().remoteAddress() instanceof InetSocketAddress remote
                ? Optional.of(remote.getAddress())
                : Optional.empty();
    }

    private static String printable(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 64 ? clean : clean.substring(0, 64) + "…";
    }
}
