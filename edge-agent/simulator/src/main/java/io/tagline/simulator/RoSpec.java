package io.tagline.simulator;

/** A ROSpec in the reader, with the life it has there. Guarded by the reader's lock. */
final class RoSpec {
    /** CurrentState. */
    enum State {
        /** Added; waits for ENABLE_ROSPEC. */
        DISABLED(0),
        /** Waits for its start trigger or START_ROSPEC; DISABLE_ROSPEC takes it back. */
        INACTIVE(1),
        /** Takes inventory until its stop trigger, the end of its last stage, STOP_ROSPEC or DISABLE_ROSPEC. */
        ACTIVE(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    private static final long MICROS_PER_MS = 1_000;

    final RoSpecPlan plan;
    private State state = State.DISABLED;
    private long nextStart = Long.MAX_VALUE;
    private long activeSince;
    private long stageSince;
    private int stage;

    RoSpec(RoSpecPlan plan) {
        this.plan = plan;
    }

    State state() {
        return state;
    }

    /** @param now microseconds since the reader was switched on, as everywhere here */
    void enable(long now) {
        if (state != State.DISABLED) {
            return;
        }
        state = State.INACTIVE;
        nextStart = switch (plan.start().kind()) {
            case IMMEDIATE -> now;
            case PERIODIC -> now + plan.start().offsetMs() * MICROS_PER_MS;
            case NULL, GPI -> Long.MAX_VALUE;
        };
    }

    void disable() {
        state = State.DISABLED;
        nextStart = Long.MAX_VALUE;
    }

    void start(long now) {
        state = State.ACTIVE;
        activeSince = now;
        stageSince = now;
        stage = 0;
        long periodMs = plan.start().periodMs();
        nextStart = plan.start().kind() == StartTrigger.Kind.PERIODIC && periodMs > 0
                ? now + periodMs * MICROS_PER_MS
                : Long.MAX_VALUE;
    }

    void stop(long now) {
        state = State.INACTIVE;
        stage = 0;
        if (plan.start().kind() == StartTrigger.Kind.IMMEDIATE) {
            nextStart = now;
        }
    }

    /** Whether its own trigger starts it now. */
    boolean isDue(long now) {
        return state == State.INACTIVE && now >= nextStart;
    }

    /** Whether the present stage has run its time. */
    boolean stageIsOver(long now) {
        return isOver(present().stop(), stageSince, now);
    }

    /** Whether the whole has run its time. */
    boolean isOver(long now) {
        return isOver(plan.stop(), activeSince, now);
    }

    /** Goes to the next stage; false when this is the last one. */
    boolean nextStage(long now) {
        if (stage + 1 == plan.stages().size()) {
            return false;
        }
        stage++;
        stageSince = now;
        return true;
    }

    boolean startsOn(int gpiPort, boolean high) {
        StartTrigger start = plan.start();
        return state == State.INACTIVE
                && start.kind() == StartTrigger.Kind.GPI
                && start.gpiPort() == gpiPort
                && start.gpiHigh() == high;
    }

    boolean stopsOn(int gpiPort, boolean high) {
        StopTrigger stop = plan.stop();
        return state == State.ACTIVE && stop.gpiPort() == gpiPort && stop.gpiHigh() == high;
    }

    AiSpec present() {
        return plan.stages().get(stage);
    }

    /** 1 for the first stage, as SpecIndex counts (LLRP 1.0.1). */
    int specIndex() {
        return stage + 1;
    }

    private static boolean isOver(StopTrigger stop, long since, long now) {
        return stop.durationMs() > 0 && now - since >= stop.durationMs() * MICROS_PER_MS;
    }
}
