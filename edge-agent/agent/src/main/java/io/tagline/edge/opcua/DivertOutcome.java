package io.tagline.edge.opcua;

/** What became of a divert command. Only the first lets a parcel be called diverted. */
public enum DivertOutcome {
    /** The PLC showed its sequence number. */
    ACKNOWLEDGED,
    /** It was written, and the PLC did not show its number in time; it may be carried out still. */
    TIMED_OUT,
    /** The PLC refused to be written, or the connection broke; it may be carried out still. */
    FAILED,
    /** Not sent: no session, or no nodes for divert commands of this portal. */
    NOT_SENT
}
