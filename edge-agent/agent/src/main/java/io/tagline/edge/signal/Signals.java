package io.tagline.edge.signal;

import io.tagline.edge.health.Problem;
import io.tagline.edge.manifest.Judgement;
import io.tagline.edge.portal.PortalId;
import io.tagline.edge.time.Ticker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The lights of all portals. The pipeline shows it each judgement as soon as it is made, before anything waits for a disk or a
 * network. No method but {@link #close} ever waits; all are safe for any thread. A portal without a light is none of its
 * business.
 */
public final class Signals implements AutoCloseable {

    private final List<StackLight> lights = new ArrayList<>();
    private final Map<PortalId, List<StackLight>> byPortal = new HashMap<>();

    private Signals() {}

    /**
     * Starts a thread for each light. A light that can't be opened is no failure: it is tried again for ever, and
     * {@link #problems()} says so.
     *
     * @param attended whether somebody can {@link #acknowledge}; a verdict that is shown while nobody can ends by itself
     */
    public static Signals open(
            List<SignalSettings> settings, SignalDrivers drivers, Ticker ticker, BooleanSupplier attended) {
        Signals signals = new Signals();
        for (SignalSettings each : settings) {
            StackLight light = new StackLight(each, drivers, ticker, attended);
            signals.lights.add(light);
            signals.byPortal
                    .computeIfAbsent(each.portal(), portal -> new ArrayList<>())
                    .add(light);
        }
        signals.lights.forEach(StackLight::start);
        return signals;
    }

    /** The lights of its portal show the verdict. */
    public void show(Judgement judgement) {
        at(judgement.portal()).forEach(light -> light.show(judgement.verdict()));
    }

    /** These states stand at a portal now, and no others; to be told as often as anybody looks. */
    public void state(PortalId portal, Set<AgentSign> standing) {
        at(portal).forEach(light -> light.signs(standing));
    }

    /** Somebody has dealt with what a portal's lights hold. */
    public void acknowledge(PortalId portal) {
        at(portal).forEach(StackLight::acknowledge);
    }

    /** The lights that don't show what they should. */
    public List<Problem> problems() {
        return lights.stream()
                .map(StackLight::problem)
                .flatMap(Optional::stream)
                .toList();
    }

    private List<StackLight> at(PortalId portal) {
        return byPortal.getOrDefault(portal, List.of());
    }

    /** Makes all lights dark, all at the same time: within two seconds, or as many for each that hangs. */
    @Override
    public void close() {
        lights.forEach(StackLight::closeSoon);
        lights.forEach(StackLight::close);
    }
}
