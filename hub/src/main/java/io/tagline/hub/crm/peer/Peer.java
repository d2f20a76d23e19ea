package io.tagline.hub.crm.peer;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A CRM, as its connector speaks to it. A connector sends each request once, retries nothing, keeps no state but its session, and
 * sorts every failure into one of the {@link PeerException}s or {@link Outcome}s, by the answer's body rather than by its status
 * alone; all else (order, pauses, budget, doubts) is the engine's. Safe for any thread; a call blocks at most {@link
 * PeerTraits#longestRequest} for each request that it comes to, and until it has leave for it ({@link Metered}).
 *
 * <p>A session that has run out is renewed and the request sent again within the call, where the CRM is known to have done nothing.
 */
public interface Peer extends AutoCloseable {

    PeerTraits traits();

    /**
     * What it can do with records of one model.
     *
     * @throws IllegalArgumentException for a model that this connector knows nothing of
     */
    ModelTraits traits(String model);

    /** Logs in and changes nothing; says as whom, and where, in words. */
    String check() throws PeerException;

    /** What these models are like there; what it says nothing of is left out. */
    PeerSchema schema(Set<String> models) throws PeerException;

    /**
     * Writes records of one model.
     *
     * @param writes 1 to {@link ModelTraits#batch}
     * @return for each write, in their order, what became of it
     * @throws PeerUnsureException if that isn't known of all; then it isn't known of any
     */
    List<Outcome> write(List<Write> writes) throws PeerException;

    /**
     * All records that have one of these keys: none, one, or several for one key where somebody made two.
     *
     * @param keys 1 to 200
     * @param fields to read of each, by the CRM's own names
     */
    List<Found> find(String model, Collection<String> keys, Set<String> fields) throws PeerException;

    /** Those of these records that are there; the others are left out. 1 to 200 of them. */
    List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException;

    /**
     * What changed, from a place on; by the CRM's clock, {@code >=}, with an overlap.
     *
     * @param cursor empty for all that there is, the oldest change first
     * @param most 1 to 1000
     */
    ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) throws PeerException;

    /**
     * Records with a key of ours, by key, for comparing both sides.
     *
     * @param after the last key of the page before; empty to begin with the first
     * @param most 1 to 1000
     */
    List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException;

    /** Requests that the CRM has said are left to us, as of its last answer; empty where it says nothing. */
    default OptionalLong left() {
        return OptionalLong.empty();
    }

    /** Ends the session; throws nothing. */
    @Override
    void close();
}
