package io.tagline.hub;

import io.tagline.hub.store.Rounds;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;

/**
 * What is done beside everything else and never urgently, a few milliseconds of writing at a time: intake has its turn in between. Its
 * thread is {@code upkeep}.
 */
final class Upkeep {
    private static final long BUSY_MS = 50;
    private static final long IDLE_MS = 1_000;

    private final List<Task> tasks;

    /** @param tasks each has its turn in each round */
    Upkeep(List<Task> tasks) {
        this.tasks = List.copyOf(tasks);
    }

    /** Something to do, again and again. Confined to the thread. */
    static final class Task {
        private final IntSupplier work;
        private final long restNanos;
        private long doneNanos;
        private boolean resting;

        /**
         * A task.
         *
         * @param work does a part of it; gives 0 once there is no more
         * @param rest after that
         */
        Task(IntSupplier work, Duration rest) {
            this.work = work;
            this.restNanos = rest.toNanos();
        }

        /** Whether there is more to do at once. */
        private boolean step(long nowNanos) {
            if (resting && nowNanos - doneNanos < restNanos) {
                return false;
            }
            resting = work.getAsInt() == 0;
            doneNanos = nowNanos;
            return !resting;
        }
    }

    /** Starts; returns at once. Whoever starts it closes it, before the store. */
    Rounds start(Consumer<String> onDeath) {
        return Rounds.start("upkeep", this::round, onDeath);
    }

    private long round() {
        boolean more = false;
        for (Task task : tasks) {
            more |= task.step(System.nanoTime());
        }
        return more ? BUSY_MS : IDLE_MS;
    }
}
