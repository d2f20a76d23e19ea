package io.tagline.edge.health;

import java.util.concurrent.atomic.LongAdder;

/** A total since the agent started, something that a person would count. Made by {@link Counters}; safe for any thread. */
public final class Counter {
    private final String name;
    private final String help;
    private final LongAdder value = new LongAdder();

    Counter(String name, String help) {
        this.name = name;
        this.help = help;
    }

    /** One more. */
    public void increment() {
        value.increment();
    }

    /** So many more. */
    public void add(long more) {
        value.add(more);
    }

    /** The total. */
    public long value() {
        return value.sum();
    }

    String name() {
        return name;
    }

    String help() {
        return help;
    }
}
