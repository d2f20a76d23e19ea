package io.tagline.journeys.chaos;

import io.tagline.wire.SeqRange;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * An agent is killed, and its journal damaged before it starts again. The scans whose bytes are destroyed thereby are told to the
 * witness, each by its number: everything else must arrive.
 */
final class DamagedJournal implements Fault {
    /** What is done to the files. */
    enum Kind {
        /** The write-ahead log ends early. */
        TRUNCATED_LOG,
        /** A few bytes of the database file are others. */
        FLIPPED_BYTES
    }

    private static final int MOST_FLIPS = 16;
    private static final int MOST_DOWN_MS = 1_000;

    private final Kind kind;

    DamagedJournal(Kind kind) {
        this.kind = kind;
    }

    @Override
    public String name() {
        return "journal-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public Set<Part> touches() {
        return Set.of(Part.AGENT);
    }

    @Override
    public int timesAnHour() {
        return 2;
    }

    @Override
    public String inject(Plant plant, SplittableRandom random) throws Exception {
        AgentSite site = plant.agents().get(random.nextInt(plant.agents().size()));
        Path scratch = plant.folder().resolve("scratch");
        plant.kill(site);
        plant.witness().look(site);
        try {
            Pause.upTo(MOST_DOWN_MS, random);
            Optional<KilledJournal> journal = KilledJournal.read(site.dataDir(), scratch);
            if (journal.isEmpty()) {
                return site.agent().name() + " had no journal yet";
            }
            KilledJournal before = journal.get();
            String done = kind == Kind.TRUNCATED_LOG
                    ? truncate(site.dataDir().resolve("journal.db-wal"), random)
                    : flip(site.dataDir().resolve("journal.db"), random);
            before.last().forEach(plant.witness()::read);
            long destroyed = 0;
            for (Map.Entry<UUID, List<SeqRange>> of :
                    before.destroyedIn(site.dataDir(), scratch).entrySet()) {
                for (SeqRange range : of.getValue()) {
                    plant.witness().destroyed(of.getKey(), range, name());
                    destroyed += range.size();
                }
            }
            return site.agent().name() + ": " + done + "; of " + before.size() + " scans destroyed: " + destroyed;
        } finally {
            site.agent().start();
        }
    }

    private static String truncate(Path log, SplittableRandom random) throws IOException {
        if (!Files.exists(log) || Files.size(log) == 0) {
            return "its log was empty";
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
            long length = random.nextLong(file.length());
            String done = "log cut from " + file.length() + " to " + length + " bytes";
            file.setLength(length);
            return done;
        }
    }

    private static String flip(Path database, SplittableRandom random) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(database.toFile(), "rw")) {
            int flips = random.nextInt(1, MOST_FLIPS + 1);
            for (int i = 0; i < flips; i++) {
                long at = random.nextLong(file.length());
                file.seek(at);
                int before = file.read();
                file.seek(at);
                file.write(before ^ random.nextInt(1, 256));
            }
            return flips + " bytes flipped of " + file.length();
        }
    }
}
