package io.tagline.simulator;

import static org.awaitility.Awaitility.await;

import io.tagline.llrp.TagField;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.command.VendorExtension;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.LinkState;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderLink;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers of a maker do beyond LLRP, the agent's link against the simulator. */
@Timeout(30)
class VendorLinkTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";

    private final Queue<String> reads = new ConcurrentLinkedQueue<>();

    @Test
    void anImpinjReaderTellsFineSignalStrengthAndPhase() throws Exception {
        try (SimulatedReader reader =
                        SimulatedReader.start(ReaderOptions.defaults().ofMaker(Maker.IMPINJ));
                ReaderLink link = link(reader.address(), profile(VendorExtension.values()))) {
            link.start();
            await().until(() -> {
                reader.read(PARCEL, 1, -50);
                return reads.contains(PARCEL + " at -4975 with phase");
            });
        }
    }

    @Test
    void anotherMakersReaderIsNotAskedForIt() throws Exception {
        for (Maker maker : List.of(Maker.EXAMPLE, Maker.ZEBRA)) {
            try (SimulatedReader reader =
                            SimulatedReader.start(ReaderOptions.defaults().ofMaker(maker));
                    ReaderLink link = link(reader.address(), profile(VendorExtension.values()))) {
                reads.clear();
                link.start();
                await().until(() -> {
                    reader.read(PARCEL, 1, -50);
                    return reads.contains(PARCEL + " at -50");
                });
            }
        }
    }

    /** A gateway that lost its power never says goodbye, and the reader takes one client only. */
    @Test
    void theLinkMonitorFreesAReaderWhoseAgentIsGone() throws Exception {
        try (SimulatedReader reader =
                        SimulatedReader.start(ReaderOptions.defaults().ofMaker(Maker.IMPINJ));
                TcpFaults wire = TcpFaults.to(reader.address());
                ReaderLink dead = link(wire.address(), profile(VendorExtension.IMPINJ_LINK_MONITOR));
                ReaderLink next = link(reader.address(), profile())) {
            dead.start();
            await().until(() -> dead.state() == LinkState.READING);
            wire.swallow();
            await().until(() -> !reader.isConnected());
            next.start();
            await().until(() -> next.state() == LinkState.READING);
        }
    }

    @Test
    void withoutTheLinkMonitorADeadAgentKeepsTheReader() throws Exception {
        try (SimulatedReader reader =
                        SimulatedReader.start(ReaderOptions.defaults().ofMaker(Maker.IMPINJ));
                TcpFaults wire = TcpFaults.to(reader.address());
                ReaderLink dead = link(wire.address(), profile());
                ReaderLink next = link(reader.address(), profile())) {
            dead.start();
            await().until(() -> dead.state() == LinkState.READING);
            wire.swallow();
            next.start();
            await().until(() -> next.state() == LinkState.IN_USE);
            await().during(Duration.ofSeconds(1)) // ten keepalives
                    .until(() -> next.state() != LinkState.READING);
        }
    }

    private static ReaderProfile profile(VendorExtension... extensions) {
        return new ReaderProfile(
                List.of(),
                Map.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                Duration.ZERO,
                false,
                Duration.ofMillis(100),
                Set.of(extensions),
                Optional.empty(),
                Optional.empty());
    }

    private ReaderLink link(InetSocketAddress reader, ReaderProfile profile) {
        LinkSettings settings = LinkSettings.of(
                        "dock-1", new ReaderAddress.Dial(reader.getHostString(), reader.getPort()), profile)
                .withPauses(
                        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        return new ReaderLink(settings, (report, tickNanos) -> {
            while (report.next()) {
                boolean fine = report.has(TagField.IMPINJ_PEAK_RSSI);
                reads.add(report.epcHex() + " at " + (fine ? report.impinjPeakRssiCentiDbm() : report.peakRssiDbm())
                        + (report.has(TagField.IMPINJ_PHASE) ? " with phase" : ""));
            }
        });
    }
}
