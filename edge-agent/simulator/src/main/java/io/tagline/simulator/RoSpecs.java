package io.tagline.simulator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The ROSpecs in the reader and the rules of their lives (LLRP 1.0.1). At most one is active at a time, since the
 * simulator, like the readers that we know, has one radio. Guarded by the reader's lock; times are microseconds since the
 * reader was switched on.
 */
final class RoSpecs {
    private final int most;
    private final Consumer<RoSpec> onStart;
    private final Consumer<RoSpec> onStageEnd;
    private final Consumer<RoSpec> onEnd;
    private final Map<Long, RoSpec> byId = new LinkedHashMap<>();

    /** @param most MaxNumROSpecs of the capabilities */
    RoSpecs(int most, Consumer<RoSpec> onStart, Consumer<RoSpec> onStageEnd, Consumer<RoSpec> onEnd) {
        this.most = most;
        this.onStart = onStart;
        this.onStageEnd = onStageEnd;
        this.onEnd = onEnd;
    }

    void add(RoSpecPlan plan) throws RefusedException {
        if (byId.containsKey(plan.roSpecId())) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "ROSpec " + plan.roSpecId() + " is there already; delete it first");
        }
        if (byId.size() >= most) {
            throw new RefusedException(
                    StatusCode.OVERFLOW_PARAMETER,
                    "ROSpec " + plan.roSpecId() + " is one too many: this reader holds " + most
                            + " (MaxNumROSpecs) and has " + byId.keySet());
        }
        byId.put(plan.roSpecId(), new RoSpec(plan));
    }

    /** @param roSpecId 0 means all, and then none at all is fine as well */
    void delete(long roSpecId, long now) throws RefusedException {
        for (RoSpec each : named(roSpecId)) {
            end(each, now);
            byId.remove(each.plan.roSpecId());
        }
    }

    void enable(long roSpecId, long now) throws RefusedException {
        named(roSpecId).forEach(each -> each.enable(now));
        startDue(now);
    }

    void disable(long roSpecId, long now) throws RefusedException {
        for (RoSpec each : named(roSpecId)) {
            end(each, now);
            each.disable();
        }
    }

    void start(long roSpecId, long now) throws RefusedException {
        RoSpec spec = one(roSpecId);
        if (spec.state() != RoSpec.State.INACTIVE) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR,
                    "ROSpec " + roSpecId + " is " + words(spec.state()) + "; START_ROSPEC expects it inactive");
        }
        if (active() != null) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "ROSpec " + roSpecId + " cannot start: another one is active");
        }
        begin(spec, now);
    }

    void stop(long roSpecId, long now) throws RefusedException {
        RoSpec spec = one(roSpecId);
        if (spec.state() != RoSpec.State.ACTIVE) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR,
                    "ROSpec " + roSpecId + " is " + words(spec.state()) + "; STOP_ROSPEC expects it active");
        }
        end(spec, now);
    }

    /** What starts and ends by itself at this moment. */
    void advance(long now) {
        RoSpec active = active();
        if (active != null && active.isOver(now)) {
            end(active, now);
        } else if (active != null && active.stageIsOver(now)) {
            onStageEnd.accept(active);
            if (!active.nextStage(now)) {
                end(active, now);
            }
        }
        startDue(now);
    }

    void gpiChanged(int port, boolean high, long now) {
        for (RoSpec each : all()) {
            if (each.stopsOn(port, high)) {
                end(each, now);
            } else if (each.startsOn(port, high) && active() == null) {
                begin(each, now);
            }
        }
    }

    @Nullable
    RoSpec active() {
        for (RoSpec each : byId.values()) {
            if (each.state() == RoSpec.State.ACTIVE) {
                return each;
            }
        }
        return null;
    }

    Collection<RoSpec> all() {
        return List.copyOf(byId.values());
    }

    private void startDue(long now) {
        for (RoSpec each : byId.values()) {
            if (each.isDue(now) && active() == null) {
                begin(each, now);
            }
        }
    }

    private void begin(RoSpec spec, long now) {
        spec.start(now);
        onStart.accept(spec);
    }

    private void end(RoSpec spec, long now) {
        if (spec.state() == RoSpec.State.ACTIVE) {
            onEnd.accept(spec);
            spec.stop(now);
        }
    }

    private List<RoSpec> named(long roSpecId) throws RefusedException {
        return roSpecId == 0 ? new ArrayList<>(byId.values()) : List.of(one(roSpecId));
    }

    private RoSpec one(long roSpecId) throws RefusedException {
        RoSpec spec = byId.get(roSpecId);
        if (spec == null) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "ROSpec " + roSpecId + " is unknown; this reader has " + byId.keySet());
        }
        return spec;
    }

    private static String words(RoSpec.State state) {
        return switch (state) {
            case DISABLED -> "disabled";
            case INACTIVE -> "inactive";
            case ACTIVE -> "active";
        };
    }
}
