package io.tagline.edge.settings;

import static io.tagline.edge.settings.AgentSettingsReader.AN_ID;
import static io.tagline.edge.settings.AgentSettingsReader.ID;

import io.tagline.edge.portal.ReaderId;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderTls;
import io.tagline.settings.SettingsNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The list {@code readers}: each says either {@code host} or {@code listen}; ids and listening ports are unique. */
final class ReadersReader {

    private static final Pattern NUMERIC =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private final Map<String, String> whereById = new LinkedHashMap<>();
    private final Map<Integer, String> whereByListen = new HashMap<>();

    List<ReaderSettings> read(SettingsNode root) {
        return root.list("readers", 1, this::reader);
    }

    /** The ids of all readers, sound or not, so that a portal is not blamed for a reader's other problem. */
    Set<String> ids() {
        return whereById.keySet();
    }

    private ReaderSettings reader(SettingsNode node) {
        String id = node.text("id", ID, AN_ID).required();
        String first = whereById.putIfAbsent(id, node.where("id"));
        if (first != null && node.has("id")) {
            node.refuse("id", id + " is already the reader at " + first);
        }
        Optional<ReaderTls> tls = ReaderTlsReader.read(node);
        ReaderAddress address = address(node, tls.isPresent());
        String profile = node.text("profile").orElse(ReaderProfiles.DEFAULT);
        return new ReaderSettings(new ReaderId(id), address, tls, profile, ReaderProfiles.read(node, profile));
    }

    private ReaderAddress address(SettingsNode node, boolean secure) {
        String host = node.host("host").optional().orElse("unset");
        int given = node.port("port").orElse(ReaderAddress.DEFAULT_PORT);
        int port = secure && !node.has("port") ? ReaderTls.DEFAULT_PORT : given;
        Optional<Integer> listen = node.port("listen").optional();
        List<InetAddress> allow =
                node.values("allow", "an IP address", ReadersReader::numeric).orElse(List.of());
        if (node.has("host") == node.has("listen")) {
            String message = "expected either host (we call the reader) or listen (it calls us)";
            node.refuse(node.has("host") ? "listen" : "host", message);
        }
        if (!node.has("listen")) {
            if (node.has("allow")) {
                node.refuse("allow", "has no meaning without listen");
            }
            return new ReaderAddress.Dial(host, port);
        }
        checkListening(node, listen);
        return new ReaderAddress.Listen(anyLocal(), listen.orElse(0), Set.copyOf(allow));
    }

    private void checkListening(SettingsNode node, Optional<Integer> listen) {
        if (node.has("port")) {
            node.refuse("port", "has no meaning with listen, which names our own port");
        }
        listen.ifPresent(port -> {
            String first = whereByListen.putIfAbsent(port, node.where("listen"));
            if (first != null) {
                node.refuse("listen", port + " is already listened on for the reader at " + first);
            }
        });
    }

    /** Numbers only: a name would mean asking the network who is trusted. */
    private static Optional<InetAddress> numeric(String text) {
        try {
            return NUMERIC.matcher(text).matches() ? Optional.of(InetAddress.getByName(text)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static InetAddress anyLocal() {
        return new InetSocketAddress(0).getAddress();
    }
}
