package io.tagline.edge.opcua;

import io.tagline.edge.time.Ticker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.subscriptions.MonitoredItemServiceOperationResult;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaMonitoredItem;
import org.eclipse.milo.opcua.sdk.client.subscriptions.OpcUaSubscription;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;

/**
 * One subscription with its items, never used again once it is lost: after a restart of the PLC Milo 1.1.2 keeps it without data
 * for ever, and {@code create()} on it looks well and brings none either. Only a new subscription with new items does (measured
 * against node-opcua 2.175.0). Opened and closed by the thread {@code plc}, which is none of Milo's: there it would wait for itself.
 */
final class PlcSubscription {
    /** Changes of one node between two messages that the PLC keeps for us; an eye that flickers has fewer. */
    private static final int KEPT_CHANGES = 100;

    /** Without any change the PLC says this often that it is there; Milo's watchdog goes by it. */
    private static final double KEEP_ALIVE_MS = 2_000;

    private final OpcUaClient client;
    private final OpcUaSubscription subscription;

    private PlcSubscription(OpcUaClient client, OpcUaSubscription subscription) {
        this.client = client;
        this.subscription = subscription;
    }

    /**
     * Subscribes to the inputs.
     *
     * @param refused is told of each that the PLC does not take, with what it said
     * @param lost is called on a thread of Milo's when this subscription is good for nothing any more
     */
    static PlcSubscription open(
            OpcUaClient client,
            List<PlcPoint> inputs,
            PlcSettings settings,
            Ticker ticker,
            PlcClock clock,
            Consumer<PlcChange> changes,
            Map<PlcNode, String> refused,
            Runnable lost)
            throws UaException {
        OpcUaSubscription subscription =
                new OpcUaSubscription(client, (double) settings.publishing().toMillis());
        subscription.setTargetKeepAliveInterval(KEEP_ALIVE_MS);
        subscription.setSubscriptionListener(listener(lost));
        Map<OpcUaMonitoredItem, PlcNode> items = new LinkedHashMap<>();
        Set<PlcNode> heard = ConcurrentHashMap.newKeySet();
        for (PlcPoint input : inputs) {
            OpcUaMonitoredItem item = OpcUaMonitoredItem.newDataItem(input.id());
            item.setSamplingInterval((double) settings.sampling().toMillis());
            item.setQueueSize(Unsigned.uint(KEPT_CHANGES));
            PlcNode node = input.node();
            item.setDataValueListener((of, value) ->
                    changes.accept(MiloTypes.change(node, value, heard.add(node), ticker.nanos(), clock)));
            items.put(item, node);
        }
        subscription.create();
        subscription.addMonitoredItems(new ArrayList<>(items.keySet()));
        for (MonitoredItemServiceOperationResult result : subscription.createMonitoredItems()) {
            PlcNode node = items.get(result.monitoredItem());
            if (!result.isGood() && node != null) {
                StatusCode status = result.operationResult().orElse(result.serviceResult());
                refused.put(node, "the PLC does not let it be watched (" + MiloTypes.name(status) + ")");
            }
        }
        return new PlcSubscription(client, subscription);
    }

    private static OpcUaSubscription.SubscriptionListener listener(Runnable lost) {
        return new OpcUaSubscription.SubscriptionListener() {
            @Override
            public void onTransferFailed(OpcUaSubscription of, StatusCode status) {
                lost.run();
            }

            @Override
            public void onStatusChanged(OpcUaSubscription of, StatusCode status) {
                lost.run();
            }

            @Override
            public void onWatchdogTimerElapsed(OpcUaSubscription of) {
                lost.run();
            }
        };
    }

    /** Forgets it on both sides; the PLC may have done so already. */
    void close() {
        subscription.setSubscriptionListener(new OpcUaSubscription.SubscriptionListener() {});
        subscription.deleteAsync();
        client.removeSubscription(subscription);
    }
}
