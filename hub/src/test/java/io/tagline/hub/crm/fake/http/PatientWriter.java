package io.tagline.hub.crm.fake.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Writes until all is done, by the rules that the engine goes by, without its store: after a doubt it waits for the longest request and
 * looks for the records by their keys. For trying connectors alone. Confined to a thread.
 */
public final class PatientWriter {
    private final Peer peer;
    private final List<Outcome.Refused> refused = new ArrayList<>();
    private long doubts;

    public PatientWriter(Peer peer) {
        this.peer = peer;
    }

    public List<Outcome.Refused> refused() {
        return List.copyOf(refused);
    }

    public long doubts() {
        return doubts;
    }

    /** Writes them all, each round when the one before is done. */
    public void writeAll(List<List<Write>> rounds) throws PeerException, InterruptedException {
        for (List<Write> round : rounds) {
            Map<String, Write> open = new LinkedHashMap<>();
            round.forEach(write -> open.put(write.key(), write));
            for (int turn = 0; !open.isEmpty(); turn++) {
                if (turn > 300) {
                    throw new AssertionError("after 300 turns not done: " + open.keySet());
                }
                turn(open);
            }
        }
    }

    /**
     * Entries on the timelines of so many partitions, one round each after the other.
     *
     * @param make the record of a key like {@code p7-e3}
     */
    public static List<List<Write>> entries(int partitions, int rounds, Function<String, Write> make) {
        List<List<Write>> all = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            List<Write> writes = new ArrayList<>();
            for (int partition = 0; partition < partitions; partition++) {
                writes.add(make.apply("p" + partition + "-e" + round));
            }
            all.add(writes);
        }
        return all;
    }

    /** Whether the keys are those of {@link #entries}, each once, and of each partition in order. */
    public static void assertOnceInOrder(List<String> keys, int partitions, int rounds) {
        assertThat(keys).doesNotHaveDuplicates().hasSize(partitions * rounds);
        for (int partition = 0; partition < partitions; partition++) {
            String start = "p" + partition + "-e";
            List<Integer> order = keys.stream()
                    .filter(key -> key.startsWith(start))
                    .map(key -> Integer.valueOf(key.substring(start.length())))
                    .toList();
            assertThat(order).isSorted().hasSize(rounds);
        }
    }

    private void turn(Map<String, Write> open) throws PeerException, InterruptedException {
        String model = open.values().iterator().next().model();
        ModelTraits traits = peer.traits(model);
        List<Write> batch = open.values().stream().limit(traits.batch()).toList();
        try {
            List<Outcome> outcomes = peer.write(batch);
            for (int i = 0; i < batch.size(); i++) {
                settle(open, batch.get(i), outcomes.get(i));
            }
        } catch (PeerUnsureException unsure) {
            doubts++;
            TimeUnit.NANOSECONDS.sleep(peer.traits().longestRequest().toNanos());
            if (traits.keys() != ModelTraits.Keys.UPSERT) {
                found(model, open, batch);
            }
        } catch (PeerAwayException | PeerBusyException later) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void settle(Map<String, Write> open, Write write, Outcome outcome)
            throws PeerException, InterruptedException {
        if (outcome instanceof Outcome.Done) {
            open.remove(write.key());
        } else if (outcome instanceof Outcome.Refused no) {
            refused.add(no);
            open.remove(write.key());
        } else if (outcome instanceof Outcome.Exists) {
            found(write.model(), open, List.of(write));
        }
    }

    /** Those that are there are done: these records aren't changed any more. */
    private void found(String model, Map<String, Write> open, List<Write> doubtful)
            throws PeerException, InterruptedException {
        Set<String> keys = new HashSet<>();
        doubtful.forEach(write -> keys.add(write.key()));
        for (int tries = 0; tries < 100; tries++) {
            try {
                for (Found record : peer.find(model, keys, Set.of())) {
                    open.remove(record.key().orElse(""));
                }
                return;
            } catch (PeerAwayException | PeerBusyException later) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        throw new AssertionError("never found out about " + keys);
    }
}
