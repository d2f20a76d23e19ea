package io.tagline.journeys.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a program did to some files, as {@code strace} saw it between program and kernel. Lines as {@link #COMMAND} makes them:
 * {@code PID SECONDS.MICROS name(arguments) = result <DURATION>}, and every string in hexadecimal.
 */
final class DiskTrace {
    /** How to start a program so that its log can be read here; {@code -o FILE}, a {@code -P PATH} each and the program follow. */
    static final List<String> COMMAND = List.of(
            "strace",
            "-f",
            "--seccomp-bpf",
            "-qq",
            "-ttt",
            "-T",
            "-y",
            "-xx",
            "-s",
            "1048576",
            "-e",
            "signal=none",
            "-e",
            "trace=openat,pwrite64,pwritev,write,writev,ftruncate,fallocate,fsync,fdatasync,sync_file_range,"
                    + "rename,renameat,renameat2,unlink,unlinkat,link,linkat");

    private static final String UNFINISHED = " <unfinished ...>";
    private static final String RESUMED = " resumed>";
    private static final double MICROS = 1e6;

    private final Map<String, String> unfinished = new HashMap<>();
    private final Map<Integer, Long> positions = new HashMap<>();
    private final List<DiskAct> acts = new ArrayList<>();

    private DiskTrace() {}

    /** The acts of a log, in the order in which they were asked for. The last line may be cut short. */
    static List<DiskAct> read(Path log) throws IOException {
        DiskTrace trace = new DiskTrace();
        try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            lines.forEach(trace::line);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        trace.acts.sort((a, b) -> Long.compare(a.began(), b.began()));
        return List.copyOf(trace.acts);
    }

    private void line(String line) {
        int pidEnd = line.indexOf(' ');
        if (pidEnd < 0) {
            return;
        }
        String pid = line.substring(0, pidEnd);
        String rest = line.substring(pidEnd).stripLeading();
        if (rest.endsWith(UNFINISHED)) {
            unfinished.put(pid, rest.substring(0, rest.length() - UNFINISHED.length()));
            return;
        }
        int resumed = rest.indexOf(RESUMED);
        if (resumed >= 0 && rest.indexOf("<... ") >= 0) {
            String begun = unfinished.remove(pid);
            if (begun == null) {
                throw new IllegalStateException("trace resumes what never began: " + shorten(line));
            }
            rest = begun + rest.substring(resumed + RESUMED.length());
        }
        if (rest.endsWith(">")) {
            call(rest);
        }
    }

    /** {@code 1795374544.550172 pwrite64(9<…>, "…", 4096, 0) = 4096 <0.000125>}. */
    private void call(String text) {
        int nameAt = text.indexOf(' ') + 1;
        int open = text.indexOf('(', nameAt);
        int close = text.lastIndexOf(") = ");
        int resultEnd = close < 0 ? -1 : text.indexOf(' ', close + 4);
        if (open < 0 || resultEnd < 0) {
            throw new IllegalStateException("not a line of strace: " + shorten(text));
        }
        String resultText = text.substring(close + 4, resultEnd);
        int fdName = resultText.indexOf('<');
        long result = Long.parseLong(fdName < 0 ? resultText : resultText.substring(0, fdName));
        boolean injected = text.indexOf("(INJECTED)", close) > 0;
        if (result < 0 || injected) {
            return;
        }
        long began = Math.round(Double.parseDouble(text.substring(0, nameAt - 1)) * MICROS);
        String duration = text.substring(text.lastIndexOf('<') + 1, text.length() - 1);
        long ended = began + Math.round(Double.parseDouble(duration) * MICROS);
        act(text.substring(nameAt, open), text.substring(open + 1, close), result, began, ended);
    }

    private void act(String call, String arguments, long result, long began, long ended) {
        switch (call) {
            case "openat" -> {
                String file = text(quoted(arguments, 0));
                if (arguments.contains("O_CREAT")) {
                    acts.add(new DiskAct.Create(began, ended, file));
                }
                if (arguments.contains("O_TRUNC")) {
                    acts.add(new DiskAct.Truncate(began, ended, file, 0));
                }
                positions.put((int) result, 0L);
            }
            case "write" -> {
                int descriptor = Integer.parseInt(arguments.substring(0, arguments.indexOf('<')));
                long offset = positions.merge(descriptor, result, Long::sum) - result;
                write(arguments, offset, result, began, ended);
            }
            case "pwrite64" -> {
                long offset = Long.parseLong(arguments.substring(arguments.lastIndexOf(", ") + 2));
                write(arguments, offset, result, began, ended);
            }
            case "ftruncate" ->
                acts.add(new DiskAct.Truncate(
                        began,
                        ended,
                        descriptor(arguments),
                        Long.parseLong(arguments.substring(arguments.lastIndexOf(", ") + 2))));
            case "fsync", "fdatasync" -> acts.add(new DiskAct.Sync(began, ended, descriptor(arguments)));
            case "rename" ->
                acts.add(new DiskAct.Rename(began, ended, text(quoted(arguments, 0)), text(quoted(arguments, 1))));
            case "unlink" -> acts.add(new DiskAct.Unlink(began, ended, text(quoted(arguments, 0))));
            default ->
                throw new IllegalStateException("the journal is written by " + call
                        + ", which this model of a disk does not know: " + shorten(arguments));
        }
    }

    private void write(String arguments, long offset, long count, long began, long ended) {
        byte[] bytes = quoted(arguments, 0);
        if (bytes.length < count) {
            throw new IllegalStateException("strace kept " + bytes.length + " bytes of " + count);
        }
        var written = new DiskAct.Bytes(Arrays.copyOf(bytes, (int) count));
        acts.add(new DiskAct.Write(began, ended, descriptor(arguments), offset, written));
    }

    /** {@code 9<\x2f\x74…>}: the file behind a descriptor, as it was named when it was asked for. */
    private static String descriptor(String arguments) {
        int open = arguments.indexOf('<');
        return text(unescape(arguments, open + 1, arguments.indexOf('>', open)));
    }

    private static byte[] quoted(String arguments, int number) {
        int open = arguments.indexOf('"');
        for (int i = 0; i < number; i++) {
            open = arguments.indexOf('"', arguments.indexOf('"', open + 1) + 1);
        }
        return unescape(arguments, open + 1, arguments.indexOf('"', open + 1));
    }

    /** {@code \x2f\x74}: four characters a byte. */
    private static byte[] unescape(String text, int from, int to) {
        var bytes = new ByteArrayOutputStream((to - from) / 4);
        for (int i = from; i < to; i += 4) {
            bytes.write((Character.digit(text.charAt(i + 2), 16) << 4) | Character.digit(text.charAt(i + 3), 16));
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String shorten(String line) {
        return line.substring(0, Math.min(line.length(), 200));
    }
}
