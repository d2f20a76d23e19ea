package io.tagline.epc;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the bits of a tag say: an identity, a scheme that is passed through undecoded, another system's tag, or a
 * refusal with its reason. The hub asks for text forms; the agent keeps the {@link Epc} and asks only for the kind.
 *
 * <p>{@link #of(Epc)} checks everything and throws nothing; text is made when it is asked for, each time anew.
 * Immutable, safe for any thread. EPC TDS 2.x.
 */
public sealed interface EpcIdentity
        permits PartitionedEpc, PlusEpc, GeneralIdEpc, DefenseEpc, AerospaceEpc, UndecodedEpc, AfiTag, RefusedEpc {

    /** The four outcomes. */
    enum Kind {
        /** The tag is an identity; every bit was checked. */
        IDENTIFIED,
        /** The header names a scheme that Tagline passes through in its raw form. */
        UNSUPPORTED,
        /** The toggle bit is set: ISO/IEC 15961 says what the tag is, by its AFI. Never an EPC, whatever its bits. */
        ISO,
        /** Malformed; {@link #fault()} and {@link #reason()} say why. */
        REFUSED
    }

    /** Decodes memory whose PC word the reader did not report, so that it is taken for an EPC. */
    static EpcIdentity of(Epc epc) {
        return EpcDecoder.decode(epc);
    }

    /** Decodes memory with its PC word, which may say that it is no EPC. */
    static EpcIdentity of(ProtocolControl pc, Epc epc) {
        return pc.toggle() ? new AfiTag(epc, pc.afi()) : EpcDecoder.decode(epc);
    }

    /** The bits that were decoded. */
    Epc epc();

    /** Which of the four outcomes this is. */
    Kind kind();

    /** The scheme that the header names, also for what is refused or unsupported. */
    Optional<EpcScheme> scheme();

    /** Bits the identity takes; the rest, if any, is padding or data for other uses. 0 unless identified. */
    default int identityBits() {
        return 0;
    }

    /** Logistic level: for an SSCC 2 means full case, 6 unit load (EPC TDS 2.x §10). */
    default OptionalInt filter() {
        return OptionalInt.empty();
    }

    /** How the bits are shared between company prefix and reference, 0 (12-digit prefix) to 6 (6 digits). */
    default OptionalInt partition() {
        return OptionalInt.empty();
    }

    /** GS1 company prefix of 6 to 12 digits; unknown in "+" schemes, which do not say where it ends. */
    default Optional<String> companyPrefix() {
        return Optional.empty();
    }

    /** Value of the GS1 key with its check digit: 18-digit SSCC, 14-digit GTIN, 13-digit GLN, GRAI with serial … */
    default Optional<String> gs1Key() {
        return Optional.empty();
    }

    /** What tells one thing of its class from the next: GTIN serial, GLN extension, GRAI, GDTI or asset serial. */
    default Optional<String> serial() {
        return Optional.empty();
    }

    /** {@code urn:epc:id:sscc:0614141.1234567890}; "+" schemes have none. */
    default Optional<String> pureIdentityUri() {
        return Optional.empty();
    }

    /** {@code urn:epc:tag:sscc-96:2.0614141.1234567890}: the identity with filter and encoding. */
    default Optional<String> tagUri() {
        return Optional.empty();
    }

    /** {@code (00)106141412345678908}; only GS1 keys have one. */
    default Optional<String> elementString() {
        return Optional.empty();
    }

    /** {@code https://id.gs1.org/00/106141412345678908}; only GS1 keys have one. */
    default Optional<String> digitalLink() {
        return Optional.empty();
    }

    /** {@code urn:epc:raw:96.x31…}, or with AFI {@code urn:epc:raw:96.xC1.x…}; every tag has one. */
    default String rawUri() {
        return epc().rawUri();
    }

    /** The one URI to file the tag under: pure identity, else Digital Link, else raw. */
    default String uri() {
        return pureIdentityUri().or(this::digitalLink).orElseGet(this::rawUri);
    }

    /** Why it was refused. */
    default Optional<IdentityFault> fault() {
        return Optional.empty();
    }

    /** Why there is no identity, naming value and expectation; empty text if there is one. */
    default String reason() {
        return "";
    }
}
