package io.tagline.edge.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.portal.PortalAntenna;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.portal.ReaderId;
import io.tagline.edge.portal.Side;
import io.tagline.epc.Epc;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ReadQueueTest {

    private static final TagRead READ = new TagRead(
            new PortalAntenna(new PortalId("door-1"), new ReaderId("dock-a"), 1, Side.INSIDE, 0),
            Epc.parse("303400000000000000000001"),
            -60,
            1);

    private final ReadQueue queue = new ReadQueue(10);

    @Test
    void reportsComeOutInOrder() throws InterruptedException {
        queue.put(reads(2));
        queue.put(List.of());
        queue.put(reads(3));
        assertThat(queue.reads()).isEqualTo(5);
        assertThat(queue.poll(Duration.ZERO)).contains(reads(2));
        assertThat(queue.poll(Duration.ZERO)).contains(reads(3));
        assertThat(queue.poll(Duration.ofMillis(5))).isEqualTo(Optional.empty());
    }

    @Test
    void aFullQueueHoldsTheReadersThreadUntilThereIsRoom() throws Exception {
        queue.put(reads(9));
        queue.put(reads(100)); // taken whole: a report is never split
        Thread reader = new Thread(() -> {
            try {
                queue.put(reads(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        Awaitility.await().until(() -> reader.getState() == Thread.State.WAITING);
        queue.poll(Duration.ZERO);
        assertThat(reader.isAlive()).as("100 reads still wait").isTrue();
        queue.poll(Duration.ZERO);
        reader.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(reader.isAlive()).isFalse();
        assertThat(queue.reads()).isEqualTo(1);
    }

    @Test
    void aReaderThatWaitsCanBeToldToStop() throws Exception {
        queue.put(reads(10));
        Thread reader = new Thread(() -> {
            try {
                queue.put(reads(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        reader.start();
        reader.interrupt();
        reader.join(TimeUnit.SECONDS.toMillis(5));
        assertThat(reader.isAlive()).isFalse();
        assertThat(queue.reads()).isEqualTo(10);
    }

    private static List<TagRead> reads(int count) {
        return Collections.nCopies(count, READ);
    }
}
