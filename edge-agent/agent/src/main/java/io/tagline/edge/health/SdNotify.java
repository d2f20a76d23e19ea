package io.tagline.edge.health;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells systemd how the agent is, by datagrams to the socket named in {@code NOTIFY_SOCKET} (sd_notify(3)). The JDK has no
 * Unix datagram sockets, hence JNA. Without that variable every call does nothing. Safe for any thread.
 */
public final class SdNotify {
    private static final Logger log = LoggerFactory.getLogger(SdNotify.class);

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int MSG_NOSIGNAL = 0x4000;

    /** Of {@code sun_path}: unix(7). */
    private static final int LONGEST_PATH = 108;

    private static final int FAMILY_BYTES = 2;

    private final String socket;
    private final Optional<Duration> watchdog;

    SdNotify(String socket, Optional<Duration> watchdog) {
        this.socket = socket;
        this.watchdog = watchdog;
    }

    /** As systemd has set it up in these variables, {@code System.getenv()}. */
    public static SdNotify from(Map<String, String> environment) {
        String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
        return new SdNotify(socket, watchdogOf(environment));
    }

    private static Optional<Duration> watchdogOf(Map<String, String> environment) {
        String micros = environment.getOrDefault("WATCHDOG_USEC", "");
        String pid = environment.getOrDefault("WATCHDOG_PID", "");
        if (micros.isEmpty()
                || (!pid.isEmpty()
                        && !pid.equals(String.valueOf(ProcessHandle.current().pid())))) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.ofNanos(Math.multiplyExact(Long.parseLong(micros), 1_000L)));
        } catch (NumberFormatException | ArithmeticException e) {
            log.atWarn().addKeyValue("WATCHDOG_USEC", micros).log("not microseconds; no watchdog");
            return Optional.empty();
        }
    }

    /** How often systemd must hear from us; empty if it does not watch. */
    public Optional<Duration> watchdog() {
        return watchdog;
    }

    /** The agent is up: readers are being connected, the journal is open. */
    public void ready(String status) {
        send("READY=1\nSTATUS=" + oneLine(status));
    }

    /** One line for {@code systemctl status}. */
    public void status(String status) {
        send("STATUS=" + oneLine(status));
    }

    /** The pipeline has progressed. */
    public void alive() {
        send("WATCHDOG=1");
    }

    /** The agent stops. */
    public void stopping() {
        send("STOPPING=1");
    }

    private static String oneLine(String status) {
        return status.replace('\n', ' ');
    }

    private void send(String message) {
        if (socket.isEmpty()) {
            return;
        }
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if ((path[0] != '/' && path[0] != '@') || path.length >= LONGEST_PATH) {
            log.atWarn().addKeyValue("NOTIFY_SOCKET", socket).log("expected a path or an abstract name");
            return;
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        NativeLibrary c = NativeLibrary.getInstance("c");
        int fd = c.getFunction("socket").invokeInt(new Object[] {AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0});
        if (fd < 0) {
            log.atWarn().addKeyValue("errno", Native.getLastError()).log("no socket to tell systemd by");
            return;
        }
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        try (var address = new Memory(FAMILY_BYTES + LONGEST_PATH);
                var body = new Memory(bytes.length)) {
            address.clear();
            address.setShort(0, (short) AF_UNIX);
            address.write(FAMILY_BYTES, path, 0, path.length);
            body.write(0, bytes, 0, bytes.length);
            Object[] arguments = {
                fd, body, new NativeLong(bytes.length), MSG_NOSIGNAL, address, FAMILY_BYTES + path.length
            };
            if (c.getFunction("sendto").invokeInt(arguments) < 0) {
                log.atWarn()
                        .addKeyValue("socket", socket)
                        .addKeyValue("errno", Native.getLastError())
                        .log("systemd was not told");
            }
        } finally {
            c.getFunction("close").invokeInt(new Object[] {fd});
        }
    }
}
