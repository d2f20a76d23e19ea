package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.AI_SPEC;
import static io.tagline.llrp.LlrpParameterType.ROSPEC;
import static io.tagline.llrp.LlrpParameterType.ROSPEC_START_TRIGGER;
import static io.tagline.llrp.LlrpParameterType.RO_BOUNDARY_SPEC;
import static io.tagline.llrp.LlrpParameterType.RO_REPORT_SPEC;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameters;
import java.util.ArrayList;
import java.util.List;

/**
 * A ROSpec as a reader lists it: what tells whether it is still the one that we added. Readers may word the rest in their own way.
 * The reader link compares two listings.
 *
 * @param id ours is {@link ReaderProfile#ROSPEC_ID}
 * @param state {@link #DISABLED}, {@link #INACTIVE} or {@link #ACTIVE}
 * @param startTrigger ROSpecStartTriggerType
 * @param antennas of all its AISpecs; 0 is all
 * @param reportTrigger ROReportTriggerType
 * @param reportEvery tags for a report
 */
public record ListedRoSpec(
        long id, int state, int startTrigger, List<Integer> antennas, int reportTrigger, int reportEvery) {

    /** ROSpecState of LLRP 1.0.1 §10.2.1. */
    public static final int DISABLED = 0;

    public static final int INACTIVE = 1;
    public static final int ACTIVE = 2;

    /** The reader left it out. */
    private static final int UNSAID = -1;

    public ListedRoSpec {
        antennas = List.copyOf(antennas);
    }

    /** The ROSpecs of an ADD_ROSPEC or a GET_ROSPECS_RESPONSE; an answer that refuses is none. */
    public static List<ListedRoSpec> read(LlrpFrame frame) throws LlrpBodyException {
        boolean answer = frame.type() != LlrpMessageType.ADD_ROSPEC;
        if (answer && !ReaderAnswer.read(frame).isSuccess()) {
            throw new LlrpBodyException(frame + " refuses to list: " + ReaderAnswer.read(frame));
        }
        List<ListedRoSpec> listed = new ArrayList<>();
        LlrpParameters parameters = frame.parameters(0);
        while (parameters.next()) {
            if (parameters.type() == ROSPEC) {
                listed.add(read(parameters));
            }
        }
        return listed;
    }

    private static ListedRoSpec read(LlrpParameters spec) throws LlrpBodyException {
        int startTrigger = UNSAID;
        int reportTrigger = UNSAID;
        int reportEvery = UNSAID;
        List<Integer> antennas = new ArrayList<>();
        LlrpParameters inside = spec.inside(6);
        while (inside.next()) {
            switch (inside.type()) {
                case RO_BOUNDARY_SPEC -> {
                    LlrpParameters boundary = inside.inside(0);
                    while (boundary.next()) {
                        startTrigger = boundary.type() == ROSPEC_START_TRIGGER ? boundary.u8(0) : startTrigger;
                    }
                }
                case AI_SPEC -> {
                    for (int i = 0; i < inside.u16(0); i++) {
                        antennas.add(inside.u16(2 + 2 * i));
                    }
                }
                case RO_REPORT_SPEC -> {
                    reportTrigger = inside.u8(0);
                    reportEvery = inside.u16(1);
                }
                default -> {}
            }
        }
        return new ListedRoSpec(spec.u32(0), spec.u8(5), startTrigger, antennas, reportTrigger, reportEvery);
    }

    /** Whether it asks for the same, whatever its state. */
    public boolean asksAs(ListedRoSpec other) {
        return startTrigger == other.startTrigger
                && antennas.equals(other.antennas)
                && reportTrigger == other.reportTrigger
                && reportEvery == other.reportEvery;
    }

    /** For a log line. */
    @Override
    public String toString() {
        return "ROSpec " + id + " (" + stateInWords() + ", start trigger " + startTrigger + ", antennas " + antennas
                + ", report trigger " + reportTrigger + " every " + reportEvery + ")";
    }

    private String stateInWords() {
        return switch (state) {
            case DISABLED -> "disabled";
            case INACTIVE -> "inactive";
            case ACTIVE -> "active";
            default -> "state " + state;
        };
    }
}
