package io.tagline.hub.crm.figures;

import io.tagline.hub.crm.CrmStatus;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.store.StoreSettings;
import io.tagline.hub.store.StoreUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A hub as a process of its own, to be killed: reports what it is told to, from where the one before it was killed, and says twice a
 * second how far its CRM is, until it is quiet.
 */
final class HubProcess {
    static final String READY = "ready";
    static final String QUIET = "quiet";
    static final String PARKED = "parked";

    private static final int AT_ONCE = 10;
    private static final int MOST_TOLD = 10;

    private HubProcess() {}

    /** {@code folder kind url requests window-ms first-sync customers orders events begun until pause-ms}. */
    public static void main(String... args) throws Exception {
        Path folder = Path.of(args[0]);
        CrmBudget budget = new CrmBudget(Integer.parseInt(args[3]), Duration.ofMillis(Long.parseLong(args[4])), 4);
        Set<Entity> first = Boolean.parseBoolean(args[5]) ? Set.of(Entity.CUSTOMER, Entity.ORDER) : Set.of();
        CrmKind kind = CrmKind.valueOf(args[1]);
        CrmAtHand there = new CrmAtHand(kind, URI.create(args[2]), budget, first, longestRequest(kind, first));
        Work work = new Work(
                Integer.parseInt(args[6]),
                Integer.parseInt(args[7]),
                Integer.parseInt(args[8]),
                Instant.ofEpochMilli(Long.parseLong(args[9])));
        int until = Integer.parseInt(args[10]);
        long pauseMs = Long.parseLong(args[11]);
        try (HubWithCrm hub = new HubWithCrm(StoreSettings.sqlite(folder.resolve("hub.db")), there)) {
            say(READY);
            report(hub, work, folder.resolve("progress"), until, pauseMs);
            while (!quiet(hub.status(), until == work.events())) {
                Thread.sleep(200);
            }
        }
        System.exit(0);
    }

    /** Fakes hold up an answer for no longer than some tens of milliseconds, unless they have much to look through. */
    private static Duration longestRequest(CrmKind kind, Set<Entity> first) {
        return Duration.ofSeconds(kind == CrmKind.TRYTON ? 2 : first.isEmpty() ? 1 : 3);
    }

    private static void report(HubWithCrm hub, Work work, Path progress, int until, long pauseMs) throws Exception {
        int next = Files.exists(progress) ? Integer.parseInt(Files.readString(progress)) : -1;
        if (next < 0) {
            work.order(hub.core());
            next = 0;
        }
        while (next < until) {
            int end = Math.min(until, next + (pauseMs > 0 ? 1 : AT_ONCE));
            for (; next < end; next++) {
                tell(hub, work, next);
            }
            keep(progress, next);
            Thread.sleep(pauseMs);
        }
        keep(progress, next);
    }

    /** What a hub that begins now has been told of its orders. */
    static void ordered(Path folder) throws IOException {
        keep(folder.resolve("progress"), 0);
    }

    /** Until it is taken, as an agent does. */
    private static void tell(HubWithCrm hub, Work work, int event) {
        for (int attempt = 1; ; attempt++) {
            try {
                work.report(hub.core(), event);
                return;
            } catch (StoreUnavailableException e) {
                if (attempt == MOST_TOLD) {
                    throw e;
                }
                say("told again: " + e.getMessage());
            }
        }
    }

    /** Whole or not at all. */
    private static void keep(Path progress, int next) throws IOException {
        Path fresh = progress.resolveSibling("progress.new");
        Files.writeString(fresh, String.valueOf(next));
        Files.move(fresh, progress, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static boolean quiet(CrmStatus status, boolean last) {
        boolean synced = status.syncs().stream().allMatch(sync -> sync.endedAt().isPresent());
        if (status.parked() > 0) {
            say(PARKED + " " + status.parked());
        }
        boolean quiet = last && status.behind() == 0 && status.open() == 0 && synced;
        say(
                quiet
                        ? QUIET
                        : "behind " + status.behind() + ", open " + status.open() + ", ambiguous " + status.ambiguous()
                                + ", RSS " + residentMb() + " MB at most"
                                + status.trouble()
                                        .map(code -> ", " + code + " "
                                                + status.reason().orElse(""))
                                        .orElse(""));
        return quiet;
    }

    /** The most so far (proc(5), VmHWM). */
    private static long residentMb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
