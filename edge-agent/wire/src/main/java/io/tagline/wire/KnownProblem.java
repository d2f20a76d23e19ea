package io.tagline.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every state that somebody should act on, by the name that it has everywhere: in an agent's {@link Health.Problem}, in
 * {@code /metrics} of agent and hub, on the fleet page and in the runbook, which has a section for each. The words for people
 * are in {@code problems.properties} beside this class. Names are never changed; a newer agent may have others.
 */
public enum KnownProblem {
    /** The journal is at its quota with scans that have no receipt: readers wait. */
    JOURNAL_FULL(Severity.BAD, Witness.AGENT),
    /** The disk under the journal is full: readers wait. */
    DISK_FULL(Severity.BAD, Witness.AGENT),
    /** The journal can no longer be written. */
    JOURNAL_READ_ONLY(Severity.BAD, Witness.AGENT),
    /** Reading or writing the journal fails: the disk reports errors. */
    JOURNAL_FAILING(Severity.BAD, Witness.AGENT),
    /** The journal's file was removed under the running agent. */
    JOURNAL_GONE(Severity.BAD, Witness.AGENT),
    /** The journal is damaged and could not be salvaged. */
    JOURNAL_DAMAGED(Severity.BAD, Witness.AGENT),
    /** The journal was damaged; what could be read is in a new one. */
    JOURNAL_SALVAGED(Severity.BAD, Witness.AGENT),
    /** The hub has scans of a number that this journal never gave: it is an older copy, and a new one was begun. */
    JOURNAL_SUPERSEDED(Severity.BAD, Witness.AGENT),
    /** The journal nears its quota: scans with a receipt are let go before their time. */
    JOURNAL_SHORT(Severity.WARN, Witness.AGENT),
    /** The file system of the journal has little space left. */
    DISK_LOW(Severity.WARN, Witness.AGENT),
    /** The reserve that lets a full disk be freed is not there. */
    RESERVE_MISSING(Severity.WARN, Witness.AGENT),
    /** A loop of the pipeline has not come round. */
    LOOP_STALLED(Severity.BAD, Witness.AGENT),
    /** No connection to a reader. */
    READER_LOST(Severity.BAD, Witness.AGENT),
    /** Another program holds a reader. */
    READER_IN_USE(Severity.BAD, Witness.AGENT),
    /** A reader refuses what it is asked for. */
    READER_REFUSED(Severity.BAD, Witness.AGENT),
    /** A reader that should call the agent has not. */
    READER_LISTENING(Severity.BAD, Witness.AGENT),
    /** A reader is connected and has read nothing for long, although it used to or its neighbours do. */
    READER_NO_READS(Severity.WARN, Witness.AGENT),
    /** The memory of a reader for reads fills up. */
    READER_BUFFER_FILLING(Severity.WARN, Witness.AGENT),
    /** The memory of a reader ran over: there is a gap in what was read. */
    READS_LOST(Severity.WARN, Witness.AGENT),
    /** A reader reports a fault of its own. */
    READER_FAULT(Severity.WARN, Witness.AGENT),
    /** The clock of a reader is far from the gateway's. */
    READER_CLOCK_OFF(Severity.WARN, Witness.AGENT),
    /** A reader says that the cable of an antenna of a portal is off. */
    ANTENNA_DISCONNECTED(Severity.BAD, Witness.AGENT),
    /** An antenna that used to read does not, while the others of its portal do. */
    ANTENNA_SILENT(Severity.WARN, Witness.AGENT),
    /** Many tags came to a portal, and none was seen to pass. */
    PORTAL_NO_PASSAGES(Severity.WARN, Witness.AGENT),
    /** Reads come that can't be understood. */
    READS_REFUSED(Severity.WARN, Witness.AGENT),
    /** Reads come from antennas that belong to no portal. */
    READS_UNMAPPED(Severity.WARN, Witness.AGENT),
    /** More tags are in view than passages are decided for. */
    TAGS_FORGOTTEN(Severity.WARN, Witness.AGENT),
    /** The gateway's clock follows no time source. */
    CLOCK_FREE(Severity.WARN, Witness.AGENT),
    /** The broker knows no such user name and password. */
    CREDENTIAL_REFUSED(Severity.BAD, Witness.AGENT),
    /** The broker's certificate is not trusted. */
    BROKER_CERTIFICATE_REFUSED(Severity.BAD, Witness.AGENT),
    /** The agent and the broker agree on no TLS. */
    TLS_FAILED(Severity.BAD, Witness.AGENT),
    /** Somebody else connects with this agent's id. */
    CLIENT_ID_IN_USE(Severity.BAD, Witness.AGENT),
    /** The broker refuses what the agent publishes or subscribes to. */
    PUBLISH_REFUSED(Severity.BAD, Witness.AGENT),
    /** The broker takes scans and the hub sends no receipt. */
    HUB_SILENT(Severity.BAD, Witness.AGENT),
    /** Nothing answers at the broker's address. */
    BROKER_UNREACHABLE(Severity.WARN, Witness.AGENT),
    /** The connection to the broker was lost. */
    BROKER_LOST(Severity.WARN, Witness.AGENT),
    /** Scans wait for long although the agent is on line. */
    BACKLOG_OLD(Severity.WARN, Witness.AGENT),
    /** Somebody else has the port of the agent's own health. */
    HTTP_PORT_TAKEN(Severity.WARN, Witness.AGENT),
    /** The certificate of the broker ends within 30 days. */
    BROKER_CERTIFICATE_EXPIRES(Severity.WARN, Witness.AGENT),
    /** A manifest came that is not in force, or not wholly. */
    MANIFEST_REFUSED(Severity.WARN, Witness.AGENT),
    /** The hub has not been heard for so long that the manifest in hand may be out of date. */
    MANIFEST_OLD(Severity.WARN, Witness.AGENT),
    /** A stack light at a portal does not show what it should. */
    LIGHT_FAILING(Severity.WARN, Witness.AGENT),
    /** A photo-eye at a portal can't be watched. */
    EYE_FAILING(Severity.WARN, Witness.AGENT),
    /** The beam of a photo-eye has been broken for minutes. */
    EYE_STUCK(Severity.WARN, Witness.AGENT),
    /** Parcels pass a photo-eye and it does not see them. */
    EYE_BLIND(Severity.WARN, Witness.AGENT),
    /** There is no session with the PLC. */
    PLC_UNREACHABLE(Severity.WARN, Witness.AGENT),
    /** Agent and PLC do not trust each other's certificates. */
    PLC_CERTIFICATE_UNTRUSTED(Severity.WARN, Witness.AGENT),
    /** The PLC knows no such user name and password. */
    PLC_CREDENTIAL_REFUSED(Severity.WARN, Witness.AGENT),
    /** A node is not in the PLC, or of another type, or not for this user. */
    PLC_NODE_WRONG(Severity.WARN, Witness.AGENT),
    /** The clock of the PLC is far from that of the gateway. */
    PLC_CLOCK_OFF(Severity.WARN, Witness.AGENT),
    /** A lane of the sorter takes no more parcels. */
    PLC_LANE_FULL(Severity.WARN, Witness.AGENT),
    /** Parcels were lately not diverted as their verdicts ask. */
    PLC_DIVERTS_MISSED(Severity.WARN, Witness.AGENT),

    /** The agent, or the broker on its behalf, said that it went. */
    AGENT_OFFLINE(Severity.BAD, Witness.HUB),
    /** The agent says that it is connected and sends no health. */
    AGENT_SILENT(Severity.BAD, Witness.HUB),
    /** Sequence numbers are missing that the agent no longer has. */
    SCANS_LOST(Severity.BAD, Witness.HUB),
    /** Sequence numbers are missing that the agent was asked for. */
    SCANS_WANTED(Severity.WARN, Witness.HUB),
    /** Two agents send from one journal. */
    JOURNAL_SHARED(Severity.BAD, Witness.HUB),
    /** A number of a journal came a second time with another scan under it. */
    JOURNAL_NUMBER_REUSED(Severity.BAD, Witness.HUB),
    /** A clock that claims to be right is ahead of the hub's. */
    CLOCK_AHEAD(Severity.WARN, Witness.HUB),
    /** Agent and hub are of versions that are not tried together. */
    VERSIONS_APART(Severity.WARN, Witness.HUB),
    /** Messages were refused and wait for a person. */
    DEAD_LETTERS(Severity.WARN, Witness.HUB),
    /** There is no room for what is refused: its agents keep it. */
    DEAD_LETTERS_FULL(Severity.BAD, Witness.HUB),
    /** The hub's database does not answer. */
    HUB_DATABASE_AWAY(Severity.BAD, Witness.HUB),
    /** The hub's disk is full. */
    HUB_DISK_FULL(Severity.BAD, Witness.HUB),
    /** The hub's disk has little space left. */
    HUB_DISK_LOW(Severity.WARN, Witness.HUB),
    /** A certificate that the hub serves ends within 30 days. */
    HUB_CERTIFICATE_EXPIRES(Severity.WARN, Witness.HUB),
    /** The hub has no connection to its broker. */
    HUB_INTAKE_DOWN(Severity.BAD, Witness.HUB),
    /** Mails of customers are not taken out of their mailbox, or answers are not sent. */
    HUB_MAIL_AWAY(Severity.WARN, Witness.HUB),
    /** A mail server would not have answers to customers, ever. */
    HUB_MAIL_REFUSED(Severity.WARN, Witness.HUB),
    /** People are told late of their parcels, or were not told at all. */
    HUB_NOTICES_BEHIND(Severity.WARN, Witness.HUB),
    /** A CRM refuses the hub as a whole. */
    CRM_CLOSED(Severity.WARN, Witness.HUB),
    /** What a CRM would not take waits for a person. */
    CRM_PARKED(Severity.WARN, Witness.HUB),
    /** Both sides have changed the same field of a CRM's record, and a person has to decide. */
    CRM_CONFLICT(Severity.WARN, Witness.HUB),
    /** A comparison with a CRM has found records that are otherwise there than here. */
    CRM_DRIFT(Severity.WARN, Witness.HUB),
    /** What happened has not come to a CRM for a while. */
    CRM_BEHIND(Severity.WARN, Witness.HUB),
    /** Most agents that follow a time source are ahead of the hub's clock. */
    HUB_CLOCK_BEHIND(Severity.BAD, Witness.HUB),
    /** The hub runs on a database that was put back from a backup. */
    HUB_RESTORED(Severity.WARN, Witness.HUB);

    /** How bad it is. */
    public enum Severity {
        /** Parcels are not read, or scans are in danger: act today. */
        BAD,
        /** Goes on working; becomes bad if nobody looks. */
        WARN;

        private final String code = name().toLowerCase(Locale.ROOT);

        /** Stable word: {@code bad} or {@code warn}. */
        public String code() {
            return code;
        }
    }

    /** Who notices it. */
    public enum Witness {
        /** The agent says so in its health. */
        AGENT,
        /** The hub sees it; it may see some of the agent's too. */
        HUB
    }

    private static final Map<String, KnownProblem> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(KnownProblem::code, Function.identity()));

    private final Severity severity;
    private final Witness witness;
    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');

    KnownProblem(Severity severity, Witness witness) {
        this.severity = severity;
        this.witness = witness;
    }

    /** The problem of this name; empty for one that this version does not know. */
    public static Optional<KnownProblem> ofCode(String code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Stable name, e.g. {@code journal-full}. */
    public String code() {
        return code;
    }

    public Severity severity() {
        return severity;
    }

    public Witness witness() {
        return witness;
    }

    /** What is wrong in a few words, in English. */
    public String words() {
        return ProblemWords.of(code);
    }

    /** What to do about it in one line, in English. */
    public String whatToDo() {
        return ProblemWords.of(code + ".do");
    }
}
