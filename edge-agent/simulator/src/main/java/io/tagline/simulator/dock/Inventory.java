package io.tagline.simulator.dock;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;

/**
 * Who answers while an antenna has its turn: framed slotted ALOHA as EPC Gen2 §6.3.2.10 has it, slot by slot, so that more tags in view
 * means fewer reads of each. Times are those of Miller 4 at 250 kHz with Tari 25 us, as portals near each other use: about 200 reads
 * a second at the most. Confined to who holds the dock.
 */
final class Inventory {
    private static final int QUERY_MICROS = 1_500;
    private static final int EMPTY_MICROS = 350;
    private static final int COLLIDED_MICROS = 900;
    private static final int ANSWERED_MICROS = 3_600;

    /** How long a tag keeps still in session 1 after it was read: 0.5 to 5 s (Gen2 table 6.20), each in its own way. */
    private static final int LEAST_REST_MICROS = 500_000;

    private static final int REST_SPREAD_MICROS = 2_000_000;

    private final Session session;
    private final Map<String, Long> restsUntil = new HashMap<>();

    /** How a reader treats tags that it has read. */
    public enum Session {
        /** It asks both halves in turn (dual target): a tag is read as often as there is time. */
        DUAL_TARGET,
        /** It asks one half, in session 1: a tag that was read rests for a while. */
        SINGLE_TARGET_S1
    }

    Inventory(Session session) {
        this.session = session;
    }

    /** @param chance that the reader understands its answer, 0 to 1 */
    record Heard(String epcHex, double rssiDbm, double chance) {}

    /** @param atMicros when its EPC was read */
    record Answer(Heard tag, long atMicros) {}

    /** The answers of one turn, in order of time. */
    List<Answer> turn(List<Heard> inView, long fromMicros, long untilMicros, SplittableRandom random) {
        List<Answer> answers = new ArrayList<>();
        List<Heard> asked = awake(inView, fromMicros);
        List<Heard> left = new ArrayList<>(asked);
        long now = fromMicros;
        while (now < untilMicros) {
            if (left.isEmpty()) {
                if (session == Session.SINGLE_TARGET_S1 || asked.isEmpty()) {
                    break;
                }
                left.addAll(asked);
            }
            now = frame(left, now + QUERY_MICROS, untilMicros, random, answers);
        }
        return answers;
    }

    private List<Heard> awake(List<Heard> inView, long now) {
        if (session == Session.DUAL_TARGET) {
            return inView;
        }
        restsUntil.values().removeIf(until -> until <= now);
        return inView.stream()
                .filter(tag -> !restsUntil.containsKey(tag.epcHex()))
                .toList();
    }

    /** One frame of as many slots as there are tags, rounded up to a power of two as Q does. */
    private long frame(List<Heard> left, long start, long until, SplittableRandom random, List<Answer> answers) {
        int slots = Integer.highestOneBit(Math.max(1, 2 * left.size() - 1));
        Map<Integer, List<Heard>> bySlot = new HashMap<>();
        left.forEach(tag -> bySlot.computeIfAbsent(random.nextInt(slots), slot -> new ArrayList<>())
                .add(tag));
        long now = start;
        for (int slot = 0; slot < slots; slot++) {
            List<Heard> here = bySlot.getOrDefault(slot, List.of());
            now += here.isEmpty() ? EMPTY_MICROS : here.size() > 1 ? COLLIDED_MICROS : ANSWERED_MICROS;
            if (now >= until) {
                return until;
            }
            if (here.size() == 1 && random.nextDouble() < here.get(0).chance()) {
                answers.add(new Answer(here.get(0), now));
                left.remove(here.get(0));
                rest(here.get(0), now);
            }
        }
        return now;
    }

    private void rest(Heard tag, long now) {
        if (session == Session.SINGLE_TARGET_S1) {
            ToLongFunction<String> own = epc -> Math.floorMod(epc.hashCode() * 7_919L, REST_SPREAD_MICROS);
            restsUntil.put(tag.epcHex(), now + LEAST_REST_MICROS + own.applyAsLong(tag.epcHex()));
        }
    }
}
