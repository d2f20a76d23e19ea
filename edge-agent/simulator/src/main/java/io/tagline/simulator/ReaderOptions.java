package io.tagline.simulator;

import io.tagline.llrp.tls.TlsFiles;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What kind of reader is simulated. Begin with {@link #defaults()}; each change gives another one, and the one before stays
 * as it is. Safe for any thread.
 */
public final class ReaderOptions {
    private InetAddress listenHost = InetAddress.getLoopbackAddress();
    private int port;
    private int antennas = 4;
    private int gpis = 4;
    private int gpos = 4;
    private int maxRoSpecs = 1;
    private int reportBufferTags = 50_000;
    private boolean holdsReports = true;
    private int missedAcksBeforeClose;
    private Maker maker = Maker.EXAMPLE;
    private Optional<TlsFiles> tls = Optional.empty();
    private ReaderClock clock = ReaderClock.correct();
    private InstantSource wall = InstantSource.system();
    private LongSupplier nanos = System::nanoTime;

    private ReaderOptions() {}

    private ReaderOptions(ReaderOptions from) {
        listenHost = from.listenHost;
        port = from.port;
        antennas = from.antennas;
        gpis = from.gpis;
        gpos = from.gpos;
        maxRoSpecs = from.maxRoSpecs;
        reportBufferTags = from.reportBufferTags;
        holdsReports = from.holdsReports;
        missedAcksBeforeClose = from.missedAcksBeforeClose;
        maker = from.maker;
        tls = from.tls;
        clock = from.clock;
        wall = from.wall;
        nanos = from.nanos;
    }

    /**
     * Four antennas, four inputs and outputs, one ROSpec as on the readers that we have captures of, the right clock, a
     * free port of the loopback interface; holds its reports until the client wants them, and never hangs up by itself.
     */
    public static ReaderOptions defaults() {
        return new ReaderOptions();
    }

    /** Where it listens; port 0: the system chooses a free one. */
    public ReaderOptions onPort(InetAddress host, int newPort) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.listenHost = host;
        changed.port = within("port", newPort, 0, 65_535);
        return changed;
    }

    /** How many antennas it has, from 1 on. */
    public ReaderOptions withAntennas(int count) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.antennas = within("antennas", count, 1, 32);
        return changed;
    }

    /** How many general-purpose inputs and outputs it has, from 1 on. */
    public ReaderOptions withInputsAndOutputs(int inputs, int outputs) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.gpis = within("inputs", inputs, 0, 32);
        changed.gpos = within("outputs", outputs, 0, 32);
        return changed;
    }

    /** MaxNumROSpecs of its capabilities. */
    public ReaderOptions withMaxRoSpecs(int count) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.maxRoSpecs = within("maxRoSpecs", count, 1, 1_000);
        return changed;
    }

    /** Tag entries that it keeps while nobody may have them; what comes then is lost, and said so. */
    public ReaderOptions withReportBuffer(int tags) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.reportBufferTags = within("reportBufferTags", tags, 1, 10_000_000);
        return changed;
    }

    /** Its setting HoldEventsAndReportsUponReconnect before anybody changed it. */
    public ReaderOptions holdingReports(boolean holds) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.holdsReports = holds;
        return changed;
    }

    /** Hangs up after so many keepalives in a row without an answer; 0: never. */
    public ReaderOptions closingAfterMissedAcks(int count) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.missedAcksBeforeClose = within("missedAcksBeforeClose", count, 0, 1_000);
        return changed;
    }

    /** Says that it is of this maker, and understands what its readers do. */
    public ReaderOptions ofMaker(Maker another) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.maker = another;
        return changed;
    }

    /** Speaks TLS, also when it dials; where authorities are named, with clients that show a certificate of theirs only. */
    public ReaderOptions withTls(TlsFiles files) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.tls = Optional.of(files);
        return changed;
    }

    /** Its own clock, right or wrong. */
    public ReaderOptions withClock(ReaderClock readerClock) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.clock = readerClock;
        return changed;
    }

    /**
     * Another source of real and elapsed time, for tests that drive time by hand.
     *
     * @param wallTime read once, when the reader is switched on
     * @param elapsedNanos as {@link System#nanoTime()} counts
     */
    public ReaderOptions withTime(InstantSource wallTime, LongSupplier elapsedNanos) {
        ReaderOptions changed = new ReaderOptions(this);
        changed.wall = wallTime;
        changed.nanos = elapsedNanos;
        return changed;
    }

    InetAddress listenHost() {
        return listenHost;
    }

    int port() {
        return port;
    }

    int antennas() {
        return antennas;
    }

    int gpis() {
        return gpis;
    }

    int gpos() {
        return gpos;
    }

    int maxRoSpecs() {
        return maxRoSpecs;
    }

    int reportBufferTags() {
        return reportBufferTags;
    }

    boolean holdsReports() {
        return holdsReports;
    }

    int missedAcksBeforeClose() {
        return missedAcksBeforeClose;
    }

    Maker maker() {
        return maker;
    }

    Optional<TlsFiles> tls() {
        return tls;
    }

    ReaderClock clock() {
        return clock;
    }

    InstantSource wall() {
        return wall;
    }

    LongSupplier nanos() {
        return nanos;
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + " is " + value + "; expected " + least + " to " + most);
        }
        return value;
    }
}
