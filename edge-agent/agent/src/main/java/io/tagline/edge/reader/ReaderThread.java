package io.tagline.edge.reader;

import io.tagline.edge.health.Counters;
import io.tagline.edge.health.ReaderReport;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.time.Ticker;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.LinkSettings;
import io.tagline.llrp.link.LinkState;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderLink;
import io.tagline.llrp.link.ReaderTls;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * One reader of the agent, for the agent's life: the thread {@code reader-ID} keeps the link and feeds the reads into the
 * queue of the thread {@code portals}. Safe for any thread.
 */
public final class ReaderThread implements AutoCloseable {

    private final ReaderLink link;

    private ReaderThread(ReaderLink link) {
        this.link = link;
    }

    /**
     * Starts the thread. A reader that can't be reached is no failure: it is tried again for ever, and
     * health says so.
     *
     * @param tls empty for plain LLRP
     * @param queue full means that the reader's socket is not read
     * @param inputs told of each change of an input of the reader, on its thread; must not wait
     */
    public static ReaderThread start(
            ReaderId id,
            ReaderAddress address,
            Optional<ReaderTls> tls,
            ReaderProfile profile,
            PortalMap portals,
            ReadQueue queue,
            Ticker ticker,
            Counters counters,
            ReaderReport health,
            Consumer<InputChange> inputs) {
        ReaderTroubles troubles = new ReaderTroubles(id, portals, health, ticker, counters);
        health.troubles(troubles::problems);
        ReaderFeed feed =
                new ReaderFeed(id, new ReadMapper(id, portals, counters), queue, health, troubles, ticker, inputs);
        LinkSettings plain = LinkSettings.of(id.value(), address, profile);
        LinkSettings settings = tls.map(plain::withTls).orElse(plain);
        ReaderLink link = new ReaderLink(settings, feed, ticker::nanos, RandomGenerator.getDefault());
        link.start();
        return new ReaderThread(link);
    }

    /**
     * Switches outputs of the reader, where a light may hang, in one command. Does not wait; the latest wish for each is made true
     * after each reconnect.
     *
     * @param levels high or not, by number of the output
     */
    public void setOutputs(Map<Integer, Boolean> levels) {
        link.setOutputs(levels);
    }

    /** Lets the reader rest while nobody wants its reads, or has it read again. Does not wait. */
    public void letRest(boolean rest) {
        link.letRest(rest);
    }

    /** Whether the reader is connected and set up; it may rest. */
    public boolean isReading() {
        return link.state() == LinkState.READING;
    }

    /** Whether the reader was told of every output as it was asked for last. */
    public boolean outputsDone() {
        return link.outputsDone();
    }

    /** Why outputs are not as asked for, for a person; empty if they are, or will be at once. */
    public Optional<String> outputTrouble() {
        if (link.state() != LinkState.READING) {
            return Optional.of(link.detail());
        }
        Set<Integer> refused = link.outputsRefused();
        return refused.isEmpty()
                ? Optional.empty()
                : Optional.of("the reader refuses to switch its outputs " + new TreeSet<>(refused));
    }

    /** Says goodbye to the reader and ends the thread, within seconds whatever the reader does. */
    @Override
    public void close() {
        link.close();
    }
}
