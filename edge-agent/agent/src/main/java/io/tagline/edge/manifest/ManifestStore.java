package io.tagline.edge.manifest;

import io.tagline.edge.portal.PortalId;
import io.tagline.wire.Manifest;
import io.tagline.wire.Payload;
import io.tagline.wire.WireCodec;
import io.tagline.wire.WireFormatException;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The manifest in hand and what has passed of it, on the agent's disk, so that a restart with the network cut goes on where it was.
 * Two files: {@code manifest.bin}, replaced whole, and {@code passed.log}, a line for each parcel that passed or came back. A power cut
 * may cost the last marks of having passed, never a scan: those are in the journal. Safe for any thread.
 */
public final class ManifestStore implements AutoCloseable {
    /** The first byte of the file of the manifest: whether what follows is gzipped. */
    private static final byte GZIPPED = 'z';

    private static final byte PLAIN = 'p';

    private static final int MOST_LINES = 5 * Manifest.MOST_PARCELS;

    private final Path manifest;
    private final Path passed;
    private int lines;

    /** @param folder the agent's data directory */
    public ManifestStore(Path folder) {
        this.manifest = folder.resolve("manifest.bin");
        this.passed = folder.resolve("passed.log");
    }

    /**
     * Gives the judge what is kept. A file that cannot be read is left where it is; the hub's manifest comes with each connection
     * anyway.
     *
     * @return why what is kept cannot be read, naming the file; empty if it can, or nothing is kept
     */
    public synchronized Optional<String> load(Judge judge) {
        try {
            if (!Files.exists(manifest)) {
                return Optional.empty();
            }
            byte[] file = Files.readAllBytes(manifest);
            if (file.length == 0) {
                return Optional.of(manifest + " is empty: expected a manifest");
            }
            byte[] body = Arrays.copyOfRange(file, 1, file.length);
            judge.take(WireCodec.decodeManifest(Payload.received(body, file[0] == GZIPPED ? Payload.GZIP : "")));
        } catch (IOException | WireFormatException e) {
            return Optional.of(manifest + ": " + e.getMessage());
        }
        try {
            loadPassed(judge);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(passed + ": " + e.getMessage());
        }
    }

    private void loadPassed(Judge judge) throws IOException {
        if (!Files.exists(passed)) {
            return;
        }
        // a power cut may leave any bytes, and in this each byte is a letter
        try (BufferedReader in = Files.newBufferedReader(passed, StandardCharsets.ISO_8859_1)) {
            for (String line = in.readLine(); line != null && lines < MOST_LINES; line = in.readLine()) {
                if (line.isEmpty()) {
                    continue;
                }
                lines++;
                String[] mark = line.split("\t", -1);
                // a power cut may leave part of a line
                if (mark.length == 4 && (mark[3].equals("+") || mark[3].equals("-"))) {
                    judge.passedBefore(mark[0], decoded(mark[1]), mark[2], mark[3].equals("+"));
                }
            }
        }
    }

    /**
     * Keeps the judge's manifest and, anew, what has passed of it.
     *
     * @throws IOException if the disk does not take it; what was kept before stays
     */
    public synchronized void keep(Judge judge) throws IOException {
        Manifest inHand = judge.manifest().orElse(null);
        if (inHand == null) {
            return;
        }
        Payload payload = WireCodec.encode(inHand);
        ByteBuffer file = ByteBuffer.allocate(payload.body().length + 1);
        file.put(payload.gzip() ? GZIPPED : PLAIN).put(payload.body()).flip();
        replace(manifest, file);
        rewritePassed(judge);
    }

    /**
     * Keeps one mark; written, but left to the system when it reaches the disk.
     *
     * @param load the id of the load that was open then
     * @throws IOException if the disk does not take it
     */
    public synchronized void mark(Judge judge, String load, Judgement judgement) throws IOException {
        boolean isPassed = judgement.verdict() == Verdict.EXPECTED;
        if (!isPassed && judgement.verdict() != Verdict.RETURNED) {
            return;
        }
        String line = line(
                judgement.portal().value(), load, judgement.epc().wholeWords().hex(), isPassed);
        // begins a line of its own: the one before may have been cut short
        Files.writeString(
                passed, "\n" + line, StandardCharsets.US_ASCII, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (++lines >= MOST_LINES) {
            rewritePassed(judge);
        }
    }

    /**
     * Keeps all marks anew, where single ones were left out.
     *
     * @throws IOException if the disk does not take them; what was kept before stays
     */
    public synchronized void markAll(Judge judge) throws IOException {
        rewritePassed(judge);
    }

    private void rewritePassed(Judge judge) throws IOException {
        var text = new StringBuilder();
        lines = 0;
        for (Map.Entry<String, Set<String>> portal : judge.passed().entrySet()) {
            String load = judge.load(new PortalId(portal.getKey())).orElse("");
            for (String epc : portal.getValue()) {
                text.append(line(portal.getKey(), load, epc, true));
                lines++;
            }
        }
        replace(passed, StandardCharsets.US_ASCII.encode(text.toString()));
    }

    private static String line(String portal, String load, String epc, boolean isPassed) {
        return String.join("\t", List.of(portal, encoded(load), epc, isPassed ? "+" : "-")) + "\n";
    }

    /** A load's id is anybody's text. */
    private static String encoded(String load) {
        return URLEncoder.encode(load, StandardCharsets.UTF_8);
    }

    private static String decoded(String load) {
        try {
            return URLDecoder.decode(load, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void replace(Path file, ByteBuffer content) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            while (content.hasRemaining()) {
                channel.write(content);
            }
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Makes sure that the marks are on the disk.
     *
     * @throws IOException if they may not be
     */
    @Override
    public synchronized void close() throws IOException {
        if (Files.exists(passed)) {
            try (FileChannel channel = FileChannel.open(passed, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
        }
    }
}
