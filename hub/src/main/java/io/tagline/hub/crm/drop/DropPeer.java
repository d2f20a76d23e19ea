package io.tagline.hub.crm.drop;

import io.tagline.hub.crm.drop.DropFolder.NotLetInException;
import io.tagline.hub.crm.drop.DropFolder.NotPutException;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerSchema.Field;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Write;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A folder that somebody fetches files from. A batch is a file of CSV with a line for each record, then its manifest: what has one is
 * whole. A repeat is another file with the same operations, by which it is known. Nothing is looked up there, since nothing stays.
 * Safe for any thread, one file at a time.
 */
public final class DropPeer implements Peer {
    /** The column of keys. */
    public static final String KEY = "key";

    private static final int BATCH = 500;
    /** Files and manifests that nobody has fetched: then nobody fetches. */
    private static final int MOST_FILES = 20_000;

    private static final int LOOK_EVERY = 100;

    private final DropSettings settings;
    private final DropFolder folder;
    private final InstantSource clock;
    private long sequence;
    private long untilLook;

    public DropPeer(DropSettings settings, InstantSource clock) {
        this.settings = settings;
        this.folder = settings.folder();
        this.clock = clock;
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("Folder of CSV files", settings.longest(), PeerTraits.Limits.NONE, false);
    }

    @Override
    public ModelTraits traits(String model) {
        if (!settings.models().containsKey(model)) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        return new ModelTraits(ModelTraits.Keys.UPSERT, KEY, BATCH, true, false);
    }

    /** Looks into the folder; whether files can be put there shows with the first. */
    @Override
    public synchronized String check() throws PeerException {
        return folder.where() + ", where " + look() + " files wait";
    }

    private int look() throws PeerException {
        List<String> names;
        try {
            names = folder.names();
        } catch (NotLetInException e) {
            throw closed(e);
        } catch (IOException e) {
            throw new PeerAwayException(folder.where() + " can't be read: " + e.getMessage(), e);
        }
        names.stream().mapToLong(DropPeer::sequenceOf).max().ifPresent(last -> sequence = Math.max(sequence, last));
        untilLook = LOOK_EVERY;
        if (names.size() >= MOST_FILES) {
            throw new PeerAwayException(folder.where() + " holds " + names.size() + " files: expected fewer than "
                    + MOST_FILES + ", and somebody who fetches them");
        }
        return names.size();
    }

    private static long sequenceOf(String name) {
        return name.matches("\\d{15}-.+\\.(csv|json)") ? Long.parseLong(name.substring(0, 15)) : 0;
    }

    @Override
    public PeerSchema schema(Set<String> models) {
        Field any = new Field(PeerSchema.Type.OTHER, true, false, Optional.empty(), Set.of());
        Map<String, PeerSchema.Model> known = new HashMap<>();
        settings.models().forEach((model, columns) -> {
            Map<String, Field> fields = new HashMap<>(Map.of(KEY, any));
            columns.forEach(column -> fields.put(column, any));
            known.put(model, new PeerSchema.Model(fields));
        });
        known.keySet().retainAll(models);
        return new PeerSchema(known);
    }

    @Override
    public synchronized List<Outcome> write(List<Write> writes) throws PeerException {
        String model = writes.get(0).model();
        if (writes.size() > BATCH) {
            throw new IllegalArgumentException(writes.size() + " writes: expected at most " + BATCH);
        }
        Set<String> columns = settings.models().get(model);
        if (columns == null) {
            throw new PeerClosedException(Why.SCHEMA, "model " + model + ": expected one that the mapping has");
        }
        if (untilLook-- <= 0) {
            int unused = look();
        }
        // what was fetched leaves no trace, so time counts on
        sequence = Math.max(sequence + 1, clock.millis());
        put(DropFile.of(model, sequence, new TreeSet<>(columns), writes));
        return writes.stream()
                .<Outcome>map(write -> new Outcome.Done(write.key(), Optional.empty()))
                .toList();
    }

    /** Without its manifest a file is nothing, so until that is being put nothing is done. */
    private void put(DropFile file) throws PeerException {
        try {
            folder.put(file.name(), file.content());
            folder.put(file.manifestName(), file.manifest());
        } catch (NotLetInException e) {
            throw closed(e);
        } catch (NotPutException e) {
            throw new PeerAwayException(folder.where() + " takes no files: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new PeerUnsureException(
                    "whether " + file.manifestName() + " is in " + folder.where() + " isn't known: " + e.getMessage(),
                    e);
        }
    }

    private PeerClosedException closed(NotLetInException e) {
        return new PeerClosedException(Why.CREDENTIALS, folder.where() + ": " + e.getMessage());
    }

    @Override
    public List<Found> find(String model, Collection<String> keys, Set<String> fields) {
        return List.of();
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) {
        return List.of();
    }

    @Override
    public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) {
        return new ChangePage(List.of(), cursor.orElse(""), false);
    }

    @Override
    public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) {
        return List.of();
    }

    @Override
    public synchronized void close() {
        folder.close();
    }
}
