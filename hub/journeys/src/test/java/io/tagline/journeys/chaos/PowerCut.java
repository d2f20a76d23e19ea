package io.tagline.journeys.chaos;

import io.tagline.journeys.chaos.DiskAct.Create;
import io.tagline.journeys.chaos.DiskAct.Rename;
import io.tagline.journeys.chaos.DiskAct.Sync;
import io.tagline.journeys.chaos.DiskAct.Truncate;
import io.tagline.journeys.chaos.DiskAct.Unlink;
import io.tagline.journeys.chaos.DiskAct.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The files of one folder as they would be found after the power failed at some moment. A kill leaves the kernel's page cache, so
 * only this tells an fsync from its absence. As strict as POSIX allows: of a file's bytes those are certain that an fsync which had
 * ended covers, of later writes any sectors may be there; a name is certain after an fsync of the folder, of later changes of names
 * any first few may have happened.
 */
final class PowerCut {
    private static final int SECTOR_BYTES = 512;

    private final String folder;
    private final SplittableRandom luck;
    private final Map<String, Platter> names = new HashMap<>();
    private Map<String, Platter> certainNames = new HashMap<>();
    private final List<NameChange> uncertainNames = new ArrayList<>();

    private PowerCut(Path folder, SplittableRandom luck) {
        this.folder = folder.toString();
        this.luck = luck;
    }

    /**
     * Writes what is left of the folder's files.
     *
     * @param acts in order, from an empty folder on
     * @param moment of the cut, microseconds since 1970
     * @param luck decides what becomes of that which was never certain
     * @param into a folder that is empty
     */
    static void rebuild(List<DiskAct> acts, Path folder, long moment, SplittableRandom luck, Path into)
            throws IOException {
        PowerCut cut = new PowerCut(folder, luck);
        for (DiskAct act : acts) {
            if (act.began() <= moment) {
                cut.happened(act, moment);
            }
        }
        cut.writeTo(into);
    }

    private void happened(DiskAct act, long moment) {
        if (act instanceof Write write) {
            platter(write.file()).uncertain.add(write);
        } else if (act instanceof Truncate truncate) {
            platter(truncate.file()).uncertain.add(truncate);
        } else if (act instanceof Sync sync) {
            if (sync.ended() <= moment) {
                synced(sync);
            }
        } else if (!(act instanceof Create create && names.containsKey(create.file()))) {
            NameChange change = new NameChange(act, new Platter());
            change.applyTo(names);
            uncertainNames.add(change);
        }
    }

    private void synced(Sync sync) {
        if (sync.file().equals(folder)) {
            certainNames = new HashMap<>(names);
            uncertainNames.clear();
        } else {
            platter(sync.file()).sync();
        }
    }

    private Platter platter(String file) {
        Platter platter = names.get(file);
        if (platter == null) {
            throw new IllegalStateException(file + " is written, but was never made");
        }
        return platter;
    }

    private void writeTo(Path into) throws IOException {
        Map<String, Platter> found = certainNames;
        for (NameChange change : uncertainNames.subList(0, luck.nextInt(uncertainNames.size() + 1))) {
            change.applyTo(found);
        }
        for (Map.Entry<String, Platter> file : found.entrySet()) {
            Files.write(
                    into.resolve(Path.of(file.getKey()).getFileName()),
                    file.getValue().afterCut(luck));
        }
    }

    /** A file made, renamed or unlinked; {@code made} is that of a Create. */
    private record NameChange(DiskAct act, Platter made) {
        void applyTo(Map<String, Platter> names) {
            if (act instanceof Create create) {
                names.put(create.file(), made);
            } else if (act instanceof Unlink unlink) {
                names.remove(unlink.file());
            } else if (act instanceof Rename rename) {
                Platter moved = names.remove(rename.file());
                if (moved != null) {
                    names.put(rename.to(), moved);
                }
            }
        }
    }

    /** What the disk holds of one file, by whatever name. */
    private static final class Platter {
        private byte[] certain = new byte[0];
        private final List<DiskAct> uncertain = new ArrayList<>();

        void sync() {
            for (DiskAct act : uncertain) {
                certain = with(certain, act);
            }
            uncertain.clear();
        }

        byte[] afterCut(SplittableRandom luck) {
            byte[] found = certain;
            for (DiskAct act : uncertain) {
                if (luck.nextBoolean()) {
                    continue;
                }
                found = act instanceof Write write && luck.nextBoolean() ? torn(found, write, luck) : with(found, act);
            }
            return found;
        }

        private static byte[] with(byte[] before, DiskAct act) {
            if (act instanceof Truncate truncate) {
                return Arrays.copyOf(before, (int) truncate.length());
            }
            Write write = (Write) act;
            byte[] after = grown(before, write);
            write.bytes().copyTo(after, 0, (int) write.offset(), write.bytes().length());
            return after;
        }

        /** Some sectors arrived before the power went. */
        private static byte[] torn(byte[] before, Write write, SplittableRandom luck) {
            byte[] after = grown(before, write);
            int length = write.bytes().length();
            for (int from = 0; from < length; from += SECTOR_BYTES) {
                if (luck.nextBoolean()) {
                    write.bytes()
                            .copyTo(after, from, (int) write.offset() + from, Math.min(SECTOR_BYTES, length - from));
                }
            }
            return after;
        }

        private static byte[] grown(byte[] before, Write write) {
            int end = (int) write.offset() + write.bytes().length();
            return Arrays.copyOf(before, Math.max(before.length, end));
        }
    }
}
