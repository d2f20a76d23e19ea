package io.tagline.edge.replay;

import io.tagline.edge.passage.Passage;
import io.tagline.edge.passage.PassageDetector;
import io.tagline.edge.passage.PassageSettings;
import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalMap;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.reader.TagRead;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs passage detection over recorded reads, for {@code replay --reads reads.csv --out scans.csv}. Time is that of the
 * reads and advances in steps of 50 ms, as it does in an agent; a scan is decided on reads up to its {@code decided_ms}
 * only. The recording is streamed.
 */
public final class Replay {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final long STEP_NANOS = 50 * NANOS_PER_MS;
    /** After this much silence no scan is pending, whatever the settings. */
    private static final long END_NANOS = 10_000 * NANOS_PER_MS;

    private final PortalMap portals;
    private final PassageSettings settings;
    private final @Nullable ReaderId defaultReader;
    private final Consumer<? super String> refusal;

    /**
     * A replay for these portals.
     *
     * @param defaultReader the reader of lines that name none; null if there are several
     * @param refusal is told {@code file:line: reason} for each line that is no read
     */
    public Replay(
            PortalMap portals,
            PassageSettings settings,
            @Nullable ReaderId defaultReader,
            Consumer<? super String> refusal) {
        this.portals = portals;
        this.settings = settings;
        this.defaultReader = defaultReader;
        this.refusal = refusal;
    }

    /**
     * Reads {@code t_ms,epc,antenna,rssi_dbm[,reader]} and writes {@code t_ms,epc,door,direction,decided_ms,confidence}.
     *
     * @throws IOException if a file can't be read or written
     * @throws IllegalArgumentException if the recording has no head line with the needed columns
     */
    public ReplaySummary run(Path reads, Path scans) throws IOException {
        try (BufferedReader in = Files.newBufferedReader(reads, StandardCharsets.UTF_8);
                Writer out = Files.newBufferedWriter(scans, StandardCharsets.UTF_8)) {
            out.write("t_ms,epc,door,direction,decided_ms,confidence\n");
            return new Run(reads, in, out).all();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** One pass over one recording. */
    private final class Run {
        private final Path file;
        private final BufferedReader in;
        private final Writer out;
        private final PassageDetector detector = new PassageDetector(portals, settings);
        private long presentTick = Long.MIN_VALUE;
        private long taken;
        private long written;
        private long unwatched;
        private long refused;

        Run(Path file, BufferedReader in, Writer out) {
            this.file = file;
            this.in = in;
            this.out = out;
        }

        ReplaySummary all() throws IOException {
            String header = in.readLine();
            ReadLine.Columns columns = columns(header == null ? "" : header);
            long number = 1;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                number++;
                try {
                    take(ReadLine.parse(line, columns, defaultReader));
                } catch (IllegalArgumentException e) {
                    refused++;
                    refusal.accept(file + ":" + number + ": " + e.getMessage());
                }
            }
            if (taken > 0) {
                elapseTo(presentTick
                        + Math.max(END_NANOS, 2 * settings.visitGap().toNanos()));
            }
            return new ReplaySummary(taken, written, unwatched, refused);
        }

        private ReadLine.Columns columns(String header) {
            try {
                return ReadLine.Columns.of(header.startsWith("\uFEFF") ? header.substring(1) : header);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(file + ":1: " + e.getMessage(), e);
            }
        }

        private void take(ReadLine line) {
            PortalAntenna at = portals.at(line.reader(), line.antenna());
            if (at == null) {
                unwatched++;
                return;
            }
            elapseTo(line.tickNanos());
            taken++;
            detector.observe(new TagRead(at, line.epc(), line.rssiDbm(), line.tickNanos()), this::write);
        }

        private void elapseTo(long tick) {
            if (presentTick == Long.MIN_VALUE) {
                presentTick = tick;
            }
            while (presentTick + STEP_NANOS <= tick) {
                boolean idle = detector.tags() == 0;
                presentTick = idle ? tick : presentTick + STEP_NANOS;
                detector.elapse(presentTick, this::write);
            }
            if (presentTick < tick) {
                presentTick = tick;
                detector.elapse(presentTick, this::write);
            }
        }

        private void write(Passage passage) {
            written++;
            try {
                out.write(String.format(
                        Locale.ROOT,
                        "%d,%s,%s,%s,%d,%.3f\n",
                        passage.atTick() / NANOS_PER_MS,
                        passage.epc().hex(),
                        passage.portal(),
                        passage.direction().code(),
                        -Math.floorDiv(-passage.decidedTick(), NANOS_PER_MS),
                        passage.confidence()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
