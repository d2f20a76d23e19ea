package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tagline.llrp.command.GpiTrigger;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.LinkCounter;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.LinkState;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderLink;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The agent's own link against the simulator: both halves were written from the standard, neither from the other. */
class AgentLinkTest {
    private static final String PARCEL = "3114f4e4e43b9aca01000000";
    private static final Door DOOR = Door.of("door-1", 1, 2);

    private final Queue<String> reads = new ConcurrentLinkedQueue<>();

    @Test
    void linkReadsAParcelThatWalksThroughADoor() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address())) {
            reader.playWhenActive(Scenario.of(DOOR)
                    .with(new ParcelWalk(
                            PARCEL, "door-1", Movement.OUT, Duration.ofMillis(100), Duration.ofSeconds(1))));
            link.start();
            await().until(() -> reads.contains(PARCEL + " at 1") && reads.contains(PARCEL + " at 2"));
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void linkComesBackAfterTheReaderHungUpAndAfterACutInMidFrame() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                TcpFaults faults = TcpFaults.to(reader.address());
                ReaderLink link = link(faults.address())) {
            link.start();
            awaitRead(reader);
            reader.resetConnection();
            await().until(() -> reader.counters().connections() == 2);
            awaitRead(reader);
            // the capabilities alone take more: every try ends within its set-up
            faults.resetAfter(700);
            faults.cut();
            await().until(() -> faults.acceptedConnections() >= 5);
            faults.passThrough();
            faults.segment(1);
            awaitRead(reader);
            assertThat(link.state()).isEqualTo(LinkState.READING);
        }
    }

    @Test
    void linkSwitchesAnOutput() throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address())) {
            link.start();
            awaitRead(reader);
            link.setOutputs(Map.of(2, true));
            await().until(() -> reader.gpos().get(2));
        }
    }

    @Test
    void anInputStartsAndEndsReadingAndTheLinkStaysCalm() throws Exception {
        ReaderProfile triggered =
                ReaderProfile.basic().withTrigger(new GpiTrigger(2, true, Duration.ofSeconds(10), true));
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address(), triggered)) {
            link.start();
            await().until(() -> link.state() == LinkState.READING);
            assertThat(reader.isActive()).as("before the door opens").isFalse();
            for (int opening = 0; opening < 2; opening++) {
                reader.setGpi(2, true);
                awaitRead(reader);
                reader.setGpi(2, false);
                await().until(() -> !reader.isActive());
                assertThat(reader.read(PARCEL, 1, -50)).as("a closed door").isFalse();
            }
            await().during(Duration.ofMillis(400)) // longer than the pause before a restart
                    .until(() -> !reader.isActive() && link.state() == LinkState.READING);
            assertThat(link.count(LinkCounter.RESTARTS)).isZero();
        }
    }

    @Test
    void anInputThatIsAtItsLevelWhenTheAgentComesStartsReadingToo() throws Exception {
        ReaderProfile triggered =
                ReaderProfile.basic().withTrigger(new GpiTrigger(1, false, Duration.ofSeconds(10), false));
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address(), triggered)) {
            link.start();
            awaitRead(reader);
        }
    }

    /** Its web console can do that, while our connection stands. */
    @ParameterizedTest
    @EnumSource
    void aRoSpecThatSomebodyChangesIsSetUpAgain(Tampering tampering) throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address())) {
            link.start();
            awaitRead(reader);
            assertThat(link.count(LinkCounter.RESTORED)).isZero();
            reader.tamper(tampering);
            await().until(() -> link.count(LinkCounter.RESTORED) == 1);
            awaitRead(reader);
            await().during(Duration.ofMillis(500)) // more than two looks at it
                    .until(() -> link.count(LinkCounter.RESTORED) == 1);
            assertThat(link.state()).isEqualTo(LinkState.READING);
            assertThat(reader.counters().connections()).isEqualTo(1);
        }
    }

    @Test
    void aRoSpecThatAnInputStartsIsSetUpAgainToo() throws Exception {
        ReaderProfile triggered =
                ReaderProfile.basic().withTrigger(new GpiTrigger(2, true, Duration.ofSeconds(10), true));
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                ReaderLink link = link(reader.address(), triggered)) {
            link.start();
            await().until(() -> link.state() == LinkState.READING);
            reader.tamper(Tampering.DISABLE);
            await().until(() -> link.count(LinkCounter.RESTORED) == 1);
            reader.setGpi(2, true);
            awaitRead(reader);
        }
    }

    private ReaderLink link(InetSocketAddress reader) {
        return link(reader, ReaderProfile.basic());
    }

    private ReaderLink link(InetSocketAddress reader, ReaderProfile profile) {
        LinkSettings settings = LinkSettings.of(
                        "dock-1", new ReaderAddress.Dial(reader.getHostString(), reader.getPort()), profile)
                .withCheckPeriod(Duration.ofMillis(200))
                .withPauses(
                        Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMillis(100), Duration.ofSeconds(1));
        return new ReaderLink(settings, (report, tickNanos) -> {
            while (report.next()) {
                reads.add(report.epcHex() + " at " + report.antenna());
            }
        });
    }

    /** Reads by hand until the link has one. */
    private void awaitRead(SimulatedReader reader) {
        reads.clear();
        await().until(() -> {
            reader.read(PARCEL, 1, -50);
            return reads.contains(PARCEL + " at 1");
        });
    }
}
