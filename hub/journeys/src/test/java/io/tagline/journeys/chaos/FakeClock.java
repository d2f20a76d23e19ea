package io.tagline.journeys.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The wall clock of one program, changed while it runs, by libfaketime. Elapsed time is left alone, as the kernel leaves it when
 * somebody sets the clock; with {@code FAKETIME_FORCE_MONOTONIC_FIX=0}, without which a JVM's timed waits end at once (measured with
 * libfaketime 0.9.10). What is set holds within a second.
 */
final class FakeClock {
    private static final List<Path> PLACES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

    private final Path file;

    /** @param file where it is set from; made if missing */
    FakeClock(Path file) throws IOException {
        this.file = file;
        set("+0");
    }

    /** Why there is none; empty when it can be used. */
    static Optional<String> impossible() {
        return library().isPresent()
                ? Optional.empty()
                : Optional.of("libfaketime is not installed (Debian package faketime)");
    }

    private static Optional<Path> library() {
        return PLACES.stream().filter(Files::isRegularFile).findFirst();
    }

    /** What a program is started with to live by this clock. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library().orElseThrow().toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1",
                "FAKETIME_FORCE_MONOTONIC_FIX",
                "0",
                "NO_FAKE_STAT",
                "1");
    }

    /** As libfaketime writes it: {@code +3600}, {@code @1970-01-01 00:00:10} from the program's start on, {@code +0 x1.0002}. */
    void set(String clock) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, clock + "\n");
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
