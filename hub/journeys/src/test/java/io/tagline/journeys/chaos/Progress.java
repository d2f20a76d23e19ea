package io.tagline.journeys.chaos;

import java.io.PrintStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Says every few seconds how far a run is. One thread, {@code progress}. */
final class Progress implements AutoCloseable {
    private final Plant plant;
    private final Schedule schedule;
    private final PrintStream out;
    private final int everySeconds;
    private final long start = System.nanoTime();
    private final Thread thread = new Thread(this::run, "progress");

    Progress(Plant plant, Schedule schedule, PrintStream out, int everySeconds) {
        this.plant = plant;
        this.schedule = schedule;
        this.out = out;
        this.everySeconds = everySeconds;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(everySeconds);
                out.println(line());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String line() {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        long accepted = plant.witness().highest().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long pending = plant.agents().stream()
                .map(plant.witness()::newest)
                .flatMap(Optional::stream)
                .mapToLong(AgentHealth::pending)
                .sum();
        int agentKills =
                plant.agents().stream().mapToInt(site -> site.agent().kills()).sum();
        return "%02d:%02d  %d faults; kills: agents %d, hub %d, broker %d; %d scans accepted, %d to send; %s"
                .formatted(
                        seconds / 60,
                        seconds % 60,
                        schedule.injections().size(),
                        agentKills,
                        plant.hub().machine().kills(),
                        plant.broker().machine().kills(),
                        accepted,
                        pending,
                        schedule.now());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
