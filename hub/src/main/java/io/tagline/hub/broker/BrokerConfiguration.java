package io.tagline.hub.broker;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.WildcardConfiguration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.core.settings.impl.DiskFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.PageFullMessagePolicy;

/** Artemis set up for one depot's traffic: MQTT only, every queue with a bound, few threads, little disk. */
final class BrokerConfiguration {

    static final String ACCEPTOR = "mqtt";
    static final String TLS_ACCEPTOR = "mqtts";

    /** A manifest of 20,000 parcels is 300 kB gzipped; a batch of 100 scans, 16 kB as plain JSON, and health of 1,000 readers stay below. */
    private static final int MAX_PACKET_BYTES = 512 * 1024;

    private static final long MEMORY_BYTES = 32L * 1024 * 1024;
    private static final long DISK_BYTES_PER_TOPIC = 256L * 1024 * 1024;
    private static final long MIN_DISK_FREE_BYTES = 64L * 1024 * 1024;
    private static final int JOURNAL_FILE_BYTES = 4 * 1024 * 1024;
    private static final int JOURNAL_BUFFER_BYTES = 512 * 1024;

    /** How long the broker believes what it asked about a user; a removed credential works no longer than this. */
    private static final long ASK_AGAIN_MS = 2_000;

    private static final int THREADS = 8;
    private static final int SCHEDULED_THREADS = 2;

    private BrokerConfiguration() {}

    static Configuration of(Broker.Setup setup) {
        Path directory = setup.directory();
        Configuration configuration = new ConfigurationImpl()
                .setName("tagline")
                .setPersistenceEnabled(true)
                .setJournalType(JournalType.NIO)
                .setJournalDirectory(directory.resolve("journal").toString())
                .setBindingsDirectory(directory.resolve("bindings").toString())
                .setLargeMessagesDirectory(directory.resolve("large").toString())
                .setPagingDirectory(directory.resolve("paging").toString())
                .setJournalFileSize(JOURNAL_FILE_BYTES)
                .setJournalBufferSize_NIO(JOURNAL_BUFFER_BYTES)
                .setJournalMinFiles(2)
                .setJournalPoolFiles(4)
                .setGlobalMaxSize(MEMORY_BYTES)
                .setThreadPoolMaxSize(THREADS)
                .setScheduledThreadPoolMaxSize(SCHEDULED_THREADS)
                .setSecurityEnabled(true)
                .setSecurityInvalidationInterval(ASK_AGAIN_MS)
                // its key leaves out the client id and the address, both of which we look at
                .setAuthenticationCacheSize(0)
                // the default stops all agents when the disk is 90 % full, however much that leaves
                .setMaxDiskUsage(-1)
                .setMinDiskFree(MIN_DISK_FREE_BYTES)
                .setJMXManagementEnabled(false)
                .setMessageCounterEnabled(false)
                // a broker that halts the process would take the pages down with it
                .setCriticalAnalyzer(false)
                .addAcceptorConfiguration(acceptor(ACCEPTOR, listeningOn(setup.host(), setup.port())));
        setup.tls().ifPresent(tls -> configuration.addAcceptorConfiguration(acceptor(TLS_ACCEPTOR, withTls(tls))));
        configuration.setWildCardConfiguration(new WildcardConfiguration()
                .setDelimiter('/')
                .setSingleWord('+')
                .setAnyWords('#')
                .setRoutingEnabled(true));
        configuration.putSecurityRoles("#", Set.of());
        configuration.addAddressSetting("#", everyTopic());
        return configuration;
    }

    private static Map<String, Object> listeningOn(String host, int port) {
        Map<String, Object> transport = new HashMap<>();
        transport.put(TransportConstants.HOST_PROP_NAME, host);
        transport.put(TransportConstants.PORT_PROP_NAME, port);
        return transport;
    }

    private static Map<String, Object> withTls(Broker.Tls tls) {
        Map<String, Object> transport = listeningOn(tls.host(), tls.port());
        transport.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
        transport.put(TransportConstants.SSL_CONTEXT_PROP_NAME, tls.context());
        transport.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3,TLSv1.2");
        return transport;
    }

    private static TransportConfiguration acceptor(String name, Map<String, Object> transport) {
        transport.put(TransportConstants.PROTOCOLS_PROP_NAME, "MQTT");
        transport.put(TransportConstants.REMOTING_THREADS_PROPNAME, 2);
        transport.put(TransportConstants.CONNECTIONS_ALLOWED, 2_000);
        Map<String, Object> mqtt = new HashMap<>();
        // Paho resends with an alias that the new connection does not know, and is cut off again and again
        mqtt.put("topicAliasMaximum", 0);
        mqtt.put("maximumPacketSize", MAX_PACKET_BYTES);
        mqtt.put("closeMqttConnectionOnPublishAuthorizationFailure", false);
        mqtt.put("defaultMqttSessionExpiryInterval", 3_600);
        return new TransportConfiguration(NettyAcceptorFactory.class.getName(), transport, name, mqtt);
    }

    private static AddressSettings everyTopic() {
        return new AddressSettings()
                .setAutoCreateAddresses(true)
                .setAutoCreateQueues(true)
                .setAutoDeleteAddresses(true)
                .setAutoDeleteQueues(true)
                .setMaxSizeBytes(MEMORY_BYTES / 4)
                .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
                .setPageSizeBytes(1024 * 1024)
                .setPageLimitBytes(DISK_BYTES_PER_TOPIC)
                // the agent keeps what is refused here: its journal waits for the hub's receipt
                .setPageFullMessagePolicy(PageFullMessagePolicy.FAIL)
                .setDiskFullMessagePolicy(DiskFullMessagePolicy.FAIL)
                // a message that the hub cannot take comes back until it can; it is never set aside unseen
                .setMaxDeliveryAttempts(-1)
                .setDeadLetterAddress((SimpleString) null)
                .setExpiryAddress((SimpleString) null);
    }
}
