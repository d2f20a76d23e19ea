package io.tagline.hub.broker;

import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.remoting.impl.ssl.DefaultSSLContextFactory;
import org.apache.activemq.artemis.spi.core.remoting.ssl.SSLContextConfig;

/**
 * Lets the broker use the hub's own TLS, keys and their renewal included, where Artemis would read a key store from disk. Found by
 * its name in {@code META-INF/services}.
 */
public final class HeldSslContext extends DefaultSSLContextFactory {

    /** Above those that come with Artemis: 5 and 10. */
    private static final int PRIORITY = 20;

    @Override
    public SSLContext getSSLContext(SSLContextConfig config, Map<String, Object> acceptor) throws Exception {
        return acceptor.get(TransportConstants.SSL_CONTEXT_PROP_NAME) instanceof SSLContext held
                ? held
                : super.getSSLContext(config, acceptor);
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
