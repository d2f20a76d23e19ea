package io.tagline.journeys.chaos;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Every fault that there is; a new one is a new line here. */
final class FaultList {
    private FaultList() {}

    static List<Fault> all() {
        List<Fault> all = new ArrayList<>(List.of(
                new KillAgent(),
                new KillAllAgents(),
                KillAtStart.ofAgent(),
                new KillHub(),
                KillAtStart.ofHub(),
                KillHubMigrating.ofOldVersion(),
                KillHubMigrating.ofNewDatabase(),
                KillBroker.plain(),
                KillBroker.wiped(),
                KillBroker.moved(),
                new KillSeveral(),
                new Freeze(Part.READER),
                new Freeze(Part.AGENT),
                new Freeze(Part.BROKER),
                new Freeze(Part.HUB)));
        all.addAll(LinkFault.all());
        all.addAll(List.of(
                new MessagesTwice(Part.AGENT),
                new MessagesTwice(Part.HUB),
                new SlowDisk(Part.AGENT),
                new SlowDisk(Part.BROKER),
                new SlowDisk(Part.HUB),
                new FullDisk(Part.AGENT),
                new FullDisk(Part.HUB),
                new DamagedJournal(DamagedJournal.Kind.TRUNCATED_LOG),
                new DamagedJournal(DamagedJournal.Kind.FLIPPED_BYTES),
                new ReadOnlyJournal(),
                new RemovedJournal(),
                HubRestored.fromBackup(),
                HubRestored.toNothing(),
                new PowerFailure()));
        all.addAll(ClockFault.all());
        all.addAll(ReaderClockFault.all());
        return List.copyOf(all);
    }

    /**
     * Those that are asked for.
     *
     * @param wanted names or globs, separated by commas; {@code all}
     * @throws IllegalArgumentException naming the one that selects nothing
     */
    static List<Fault> select(String wanted) {
        if (wanted.equals("all")) {
            return all();
        }
        Set<Fault> selected = new LinkedHashSet<>();
        List<Fault> all = all();
        for (String each : wanted.split(",", -1)) {
            PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + each.strip());
            List<Fault> found = all.stream()
                    .filter(fault -> glob.matches(Path.of(fault.name())))
                    .toList();
            if (found.isEmpty()) {
                throw new IllegalArgumentException("--faults names \"" + each.strip()
                        + "\"; expected \"all\", or names and globs of: "
                        + String.join(", ", all.stream().map(Fault::name).toList()));
            }
            selected.addAll(found);
        }
        return List.copyOf(selected);
    }
}
