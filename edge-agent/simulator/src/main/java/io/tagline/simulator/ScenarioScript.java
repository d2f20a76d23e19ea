package io.tagline.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Scenarios as text, one thing a line; {@code #} begins a comment.
 *
 * <pre>
 * seed 7                                        the noise; 0 if not said
 * rate 400                                      reads a second that the radio can do, shared by all tags
 * every 30s                                     begins anew, whatever is under way; once if not said
 * door door-1 inside 1 outside 2                a door and its antennas; more than one: inside 1,5 outside 2,6
 * around door-1 parked 8 strays 4               tags that stand there all the time
 * at 2.5s epc 3114…00 walk door-1 out over 4s   inside to outside; "in": the other way
 * at 4s   epc 3114…00 turn door-1 inside over 5s   comes from inside up to the door's line, and goes back
 * at 0s   epc 3114…00 park door-1 inside for 60s   stands there
 * at 0s   epc 3114…00 stray door-2 outside for 60s   at the edge of the field: a few weak reads
 * at 1s   epc 3114…00 go door-1 in, wait 5s, door-2 out over 3s   one walk after the other; 4s each if not said
 * at 5s   gpi 1 high                            an input changes; "low"
 * at 6s   antenna 3 off                         a cable is pulled; "on": plugged
 * at 7s   buffer 85                             the reader warns that its report buffer is so full, per cent
 * at 8s   overflow                              it says that the buffer ran over
 * at 9s   fault 2                               it reports a fault of that antenna; 0: of no antenna
 * </pre>
 *
 * <p>EPCs are hex digits in words of four. Durations are {@code 250ms}, {@code 2.5s} or {@code 3m}. Confined to one thread.
 */
public final class ScenarioScript {
    private static final Duration WHOLE_DAY = Duration.ofDays(1);
    private static final Duration DEFAULT_WALK = Duration.ofSeconds(4);

    private final List<Door> doors = new ArrayList<>();
    private final List<ParcelWalk> walks = new ArrayList<>();
    private final List<Happening> happenings = new ArrayList<>();
    private final List<Around> around = new ArrayList<>();
    private long seed;
    private int readsPerSecond = Scenario.DEFAULT_READS_PER_SECOND;
    private Duration every = Duration.ZERO;

    private record Around(String door, int parked, int strays) {}

    private ScenarioScript() {}

    /**
     * The scenario that a text describes.
     *
     * @param name of the file, for messages
     * @throws ScriptException with all problems at once
     */
    public static Scenario parse(String name, String text) throws ScriptException {
        ScenarioScript script = new ScenarioScript();
        List<String> problems = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            ScriptLine line = new ScriptLine(lines.get(i));
            if (line.isEmpty()) {
                continue;
            }
            try {
                script.read(line);
                line.expectEnd();
            } catch (IllegalArgumentException e) {
                problems.add(name + ":" + (i + 1) + ": " + e.getMessage());
            }
        }
        if (problems.isEmpty() && script.doors.isEmpty()) {
            problems.add(name + ": there is no door; expected at least one line \"door NAME inside 1 outside 2\"");
        }
        if (!problems.isEmpty()) {
            throw new ScriptException(problems);
        }
        return script.scenario();
    }

    /**
     * The walks of one line {@code at … epc …}, at doors that are known already.
     *
     * @throws IllegalArgumentException saying what is there and what was expected
     */
    static List<ParcelWalk> walks(List<Door> doors, String text) {
        ScenarioScript script = new ScenarioScript();
        script.doors.addAll(doors);
        ScriptLine line = new ScriptLine(text);
        line.expect("at");
        Duration at = line.duration();
        line.expect("epc");
        script.move(line, at, line.epc());
        line.expectEnd();
        return script.walks;
    }

    private Scenario scenario() {
        Scenario scenario = new Scenario(seed, readsPerSecond, every, doors, walks, happenings);
        for (Around each : around) {
            scenario = scenario.withBystanders(each.door, each.parked, each.strays, WHOLE_DAY);
        }
        return scenario;
    }

    private void read(ScriptLine line) {
        String word = line.next("seed, rate, every, door, around or at");
        switch (word) {
            case "seed" -> seed = line.integer("a seed", Long.MIN_VALUE, Long.MAX_VALUE);
            case "rate" -> readsPerSecond = (int) line.integer("reads a second", 1, 100_000);
            case "every" -> every = line.duration();
            case "door" -> door(line);
            case "around" -> {
                String door = knownDoor(line);
                line.expect("parked");
                int parked = (int) line.integer("how many tags", 0, 10_000);
                line.expect("strays");
                around.add(new Around(door, parked, (int) line.integer("how many tags", 0, 10_000)));
            }
            case "at" -> at(line);
            default ->
                throw new IllegalArgumentException("\"" + word + "\"; expected seed, rate, every, door, around or at");
        }
    }

    private void door(ScriptLine line) {
        String name = line.next("a door's name");
        line.expect("inside");
        List<Integer> inside = line.antennas();
        line.expect("outside");
        Door door = new Door(name, inside, line.antennas());
        if (doors.stream().anyMatch(each -> each.name().equals(name))) {
            throw new IllegalArgumentException("door \"" + name + "\" is there already");
        }
        doors.add(door);
    }

    private void at(ScriptLine line) {
        Duration at = line.duration();
        String what = line.next("epc, gpi, antenna, buffer, overflow or fault");
        switch (what) {
            case "epc" -> move(line, at, line.epc());
            case "gpi" ->
                happenings.add(new Happening(
                        at, Happening.What.GPI, (int) line.integer("an input", 1, 32), line.either("high", "low")));
            case "antenna" ->
                happenings.add(new Happening(
                        at, Happening.What.ANTENNA, (int) line.integer("an antenna", 1, 32), line.either("on", "off")));
            case "buffer" ->
                happenings.add(new Happening(at, Happening.What.BUFFER, (int) line.integer("per cent", 0, 100), true));
            case "overflow" -> happenings.add(new Happening(at, Happening.What.OVERFLOW, 0, true));
            case "fault" ->
                happenings.add(new Happening(at, Happening.What.FAULT, (int) line.integer("an antenna", 0, 32), true));
            default ->
                throw new IllegalArgumentException(
                        "\"" + what + "\"; expected epc, gpi, antenna, buffer, overflow or fault");
        }
    }

    private void move(ScriptLine line, Duration at, String epc) {
        String how = line.next("walk, turn, park, stray or go");
        switch (how) {
            case "walk" -> {
                String door = knownDoor(line);
                Movement movement = line.either("in", "out") ? Movement.IN : Movement.OUT;
                walks.add(new ParcelWalk(epc, door, movement, at, line.durationAfter("over", DEFAULT_WALK)));
            }
            case "turn" -> {
                String door = knownDoor(line);
                Movement movement =
                        line.either("inside", "outside") ? Movement.TURN_BACK_INSIDE : Movement.TURN_BACK_OUTSIDE;
                walks.add(new ParcelWalk(epc, door, movement, at, line.durationAfter("over", DEFAULT_WALK)));
            }
            case "park" -> {
                String door = knownDoor(line);
                Movement movement = line.either("inside", "outside") ? Movement.PARKED_INSIDE : Movement.PARKED_OUTSIDE;
                walks.add(new ParcelWalk(epc, door, movement, at, line.durationAfter("for", WHOLE_DAY)));
            }
            case "stray" -> {
                String door = knownDoor(line);
                Movement movement = line.either("inside", "outside") ? Movement.STRAY_INSIDE : Movement.STRAY_OUTSIDE;
                walks.add(new ParcelWalk(epc, door, movement, at, line.durationAfter("for", WHOLE_DAY)));
            }
            case "go" -> go(line, at, epc);
            default -> throw new IllegalArgumentException("\"" + how + "\"; expected walk, turn, park, stray or go");
        }
    }

    private void go(ScriptLine line, Duration at, String epc) {
        Duration next = at;
        do {
            if (line.skip("wait")) {
                next = next.plus(line.duration());
            } else {
                String door = knownDoor(line);
                Movement movement = line.either("in", "out") ? Movement.IN : Movement.OUT;
                Duration duration = line.durationAfter("over", DEFAULT_WALK);
                walks.add(new ParcelWalk(epc, door, movement, next, duration));
                next = next.plus(duration);
            }
        } while (line.skip(","));
    }

    private String knownDoor(ScriptLine line) {
        String name = line.next("a door's name");
        if (doors.stream().noneMatch(each -> each.name().equals(name))) {
            throw new IllegalArgumentException("door \"" + name + "\" is unknown; lines above name "
                    + doors.stream().map(Door::name).toList());
        }
        return name;
    }
}
