package io.tagline.edge.opcua;

/** What became of a divert command. Only the first lets a parcel be called diverted. */
enum DivertOutcome {
    /** The PLC showed its sequence number. */
    ACKNOWLEDGED,
    /** It was written, and the PLC did not show its number in time; it may be carried out still. */
    TIMED_OUT,
    /** The PLC refused to be written, or the connection broke; it may be carried out still. */
    FAILED,
    /** Not sent: the parcel had reached the diverter before its turn came, and the next one would have been diverted. */
    TOO_LATE,
    /** Not sent: no session, no nodes for divert commands of this portal, or too many of them at once. */
    NOT_SENT
}
