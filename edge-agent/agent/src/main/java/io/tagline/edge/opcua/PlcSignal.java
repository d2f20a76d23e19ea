package io.tagline.edge.opcua;

import java.util.Locale;

/** What a node of the PLC stands for. The PLC writes inputs, the agent outputs. */
public enum PlcSignal {
    /** A photo-eye: true while something interrupts the beam. */
    PHOTO_EYE(Kind.SWITCH, false),
    /** The conveyor moves. */
    CONVEYOR_RUNNING(Kind.SWITCH, false),
    /** How far the conveyor has moved, in counts of its encoder. */
    ENCODER(Kind.NUMBER, false),
    /** A lane takes no more parcels. */
    LANE_FULL(Kind.SWITCH, false),
    /** The sequence number of the divert command that the PLC carried out last. */
    DIVERT_ACKNOWLEDGED(Kind.WHOLE, false),
    /** The verdict about the last parcel, as a number. */
    VERDICT(Kind.WHOLE, true),
    /** The lane of a divert command, written before its sequence number. */
    DIVERT_LANE(Kind.WHOLE, true),
    /** The count of the encoder at which the parcel of a divert command reaches the diverter; written with the lane. */
    DIVERT_POSITION(Kind.WHOLE, true),
    /** The sequence number of a divert command: its change is the command. */
    DIVERT_SEQUENCE(Kind.WHOLE, true),
    /** Changes as long as the agent runs: a number counts up, a Boolean alternates. */
    HEARTBEAT(Kind.SWITCH_OR_WHOLE, true),
    /** A lamp or the buzzer of a stack light is lit. */
    LAMP(Kind.SWITCH, true);

    /** Which data types of OPC UA carry it. */
    enum Kind {
        /** Boolean. */
        SWITCH("Boolean"),
        /** Any integer type. */
        WHOLE("a whole number (SByte to UInt64)"),
        /** Any number. */
        NUMBER("a number"),
        /** Boolean or any integer type. */
        SWITCH_OR_WHOLE("Boolean or a whole number (SByte to UInt64)");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final Kind kind;
    private final boolean output;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    PlcSignal(Kind kind, boolean output) {
        this.kind = kind;
        this.output = output;
    }

    /** Stable name, as settings and logs have it, e.g. {@code photo-eye}. */
    public String code() {
        return code;
    }

    /** Whether the agent writes it. */
    public boolean output() {
        return output;
    }

    Kind kind() {
        return kind;
    }
}
