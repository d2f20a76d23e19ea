package io.tagline.hub.crm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.fake.MemoryPeer;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.party.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class BatchesTest {
    private static final String MODEL = "account";

    private final Batches batches =
            new Batches(new MemoryPeer(1, Duration.ofSeconds(1)).model(MODEL, Keys.UNIQUE, 48, true), 4);

    /** On a bad line most that have failed twice aren't to blame; a record that fails whatever it is sent with ends up alone. */
    @Test
    void whatFailedAgainAndAgainGoesWithEverFewerOthers() {
        assertThat(sizes(waiting(100, 0), 4)).containsExactly(48, 48, 4);
        assertThat(sizes(waiting(100, 1), 4)).containsExactly(48, 48, 4);
        assertThat(sizes(waiting(30, 2), 4)).containsExactly(12, 12, 6);
        assertThat(sizes(waiting(30, 3), 4)).containsExactly(3, 3, 3, 3);
        assertThat(sizes(waiting(30, 4), 4)).containsExactly(1, 1, 1, 1);
        assertThat(sizes(waiting(30, 99), 4)).containsExactly(1, 1, 1, 1);
    }

    @Test
    void whatHasNotFailedKeepsItsFullRequests() {
        Deque<Bundle> waiting = waiting(40, 0);
        waiting.addAll(waiting(20, 2));
        waiting.addAll(waiting(8, 0));
        assertThat(sizes(waiting, 3)).containsExactlyInAnyOrder(48, 12, 8);
        assertThat(waiting).isEmpty();
    }

    private List<Integer> sizes(Deque<Bundle> waiting, int free) {
        return batches.form(waiting, free).stream()
                .map(errand -> errand.all().size())
                .toList();
    }

    private static Deque<Bundle> waiting(int lanes, int attempts) {
        Deque<Bundle> waiting = new ArrayDeque<>();
        for (int i = 0; i < lanes; i++) {
            CustomerId lane = new CustomerId(UUID.randomUUID());
            Target target = new Target("customer", Entity.CUSTOMER, lane.value(), lane);
            Operation operation = new Operation(
                    UUID.randomUUID(),
                    i,
                    target,
                    false,
                    false,
                    1,
                    Instant.EPOCH,
                    OperationState.WAITING,
                    attempts,
                    Instant.EPOCH,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Record record = new Record(MODEL, lane.value().toString(), false, Collections.emptySortedMap(), Map.of());
            waiting.add(new Bundle(
                    lane,
                    List.of(new Prepared(
                            operation,
                            record,
                            new TreeMap<>(),
                            Optional.empty(),
                            Prepared.Step.WRITE,
                            false,
                            Optional.empty(),
                            Set.of()))));
        }
        return waiting;
    }
}
