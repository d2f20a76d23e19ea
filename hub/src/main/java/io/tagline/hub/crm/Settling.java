package io.tagline.hub.crm;

import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerUnsureException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an answer means for each operation that it is about. Keeps nothing; confined to its CRM's thread. */
final class Settling {
    private static final Logger log = LoggerFactory.getLogger(Settling.class);
    /** A record that another has the key of, and that can't be found by it, is nothing that time heals. */
    private static final int MOST_CONTRADICTIONS = 8;
    /** About two hours of pauses. */
    private static final int MOST_LATER = 30;

    private static final int MOST_FAULTS = 5;
    /** A CRM that loses every second reply does so once in a million records. */
    private static final int MOST_DOUBTS = 20;
    /** With ever fewer others, then alone: a record for which a CRM shuts the door on everything. */
    private static final int MOST_CLOSED = 3;

    private final Peer peer;
    private final Backoff backoff;

    Settling(Peer peer, Backoff backoff) {
        this.peer = peer;
        this.backoff = backoff;
    }

    /** @param next what goes on with another request, at once */
    record Settled(List<Settlement> settlements, List<Bundle> next) {}

    Settled settle(Answer answer, Instant now) {
        if (answer instanceof Answer.Written written) {
            List<Prepared> all = written.errand().all();
            List<Settlement> settlements = new ArrayList<>(all.size());
            for (int i = 0; i < all.size(); i++) {
                settlements.add(written(all.get(i), written.outcomes().get(i), now));
            }
            return new Settled(settlements, List.of());
        }
        if (answer instanceof Answer.Seen seen) {
            return seen(seen, now);
        }
        List<Settlement> settlements = new ArrayList<>();
        for (Prepared prepared : answer.errand().all()) {
            if (answer instanceof Answer.Failed failed && answer.errand().writes()) {
                settlements.add(
                        failed(prepared, failed.why(), answer.errand().all().size() == 1, now));
            } else if (answer instanceof Answer.Broken broken) {
                settlements.add(broken(prepared, broken.why(), answer.errand().writes(), now));
            }
        }
        return new Settled(settlements, List.of());
    }

    private Settlement written(Prepared prepared, Outcome outcome, Instant now) {
        Operation operation = prepared.operation();
        if (outcome instanceof Outcome.Done done) {
            String code = prepared.remoteId().isPresent() ? "updated" : "created";
            return there(prepared, done.remoteId(), done.version(), code, now);
        }
        if (outcome instanceof Outcome.Exists) {
            return contradiction(prepared, "exists", "the CRM says it has a record of this key", now);
        }
        if (outcome instanceof Outcome.Changed) {
            return contradiction(prepared, "changed", "somebody has changed it at the CRM since it was read", now);
        }
        if (outcome instanceof Outcome.Gone) {
            return gone(prepared, now);
        }
        if (outcome instanceof Outcome.Later later) {
            if (operation.attempts() >= MOST_LATER) {
                return parked(prepared, "later", later.reason(), Optional.empty(), now);
            }
            Duration own = backoff.after(operation.attempts() + 1);
            Duration wait =
                    later.after().filter(told -> told.compareTo(own) > 0).orElse(own);
            return Settlement.of(
                    prepared, Fate.later(operation, now.plus(wait), operation.look(), "later", later.reason()));
        }
        Outcome.Refused refused = (Outcome.Refused) outcome;
        return parked(prepared, refused.code(), refused.reason(), Optional.of(Fingerprint.of(prepared.record())), now);
    }

    /** It is looked at, then decided again. */
    private Settlement contradiction(Prepared prepared, String code, String reason, Instant now) {
        Operation operation = prepared.operation();
        if (operation.attempts() >= MOST_CONTRADICTIONS) {
            return parked(prepared, code, reason, Optional.empty(), now);
        }
        Instant due = operation.attempts() == 0 ? now : now.plus(backoff.after(operation.attempts()));
        return Settlement.of(prepared, Fate.later(operation, due, true, code, reason));
    }

    private static Settlement parked(
            Prepared prepared, String code, String reason, Optional<Fingerprint> refused, Instant now) {
        return Settlement.of(
                prepared,
                Fate.parked(
                        prepared.operation(),
                        now,
                        code,
                        reason,
                        refused,
                        Optional.of(ValueText.json(prepared.fields()))));
    }

    /** A person took it away, or it is one with another: whether it comes again is for a person to say. */
    private static Settlement gone(Prepared prepared, Instant now) {
        Settlement parked =
                parked(prepared, Fate.GONE, "the CRM has no record any more where this was", Optional.empty(), now);
        return new Settlement(
                parked.operation(), parked.fate(), parked.record(), Optional.empty(), true, Optional.empty());
    }

    private static Settlement there(
            Prepared prepared, String remoteId, Optional<String> version, String code, Instant now) {
        Fate done = Fate.done(now, code, Optional.of(remoteId));
        Record record = prepared.record();
        if (record.appended()) {
            return Settlement.of(prepared, done);
        }
        Merge merge = Merge.of(prepared);
        Linked link = new Linked(
                record.model(),
                record.key(),
                remoteId,
                prepared.operation().target(),
                version.filter(unused -> merge.isLevel()),
                Optional.of(Fingerprint.of(record)),
                Optional.of(merge.base()));
        return new Settlement(
                prepared.operation(), done, Optional.of(record), Optional.of(link), false, Optional.of(merge));
    }

    private Settled seen(Answer.Seen seen, Instant now) {
        boolean byId = seen.errand().bundles().get(0).step() == Prepared.Step.READ;
        Map<String, Found> found = new HashMap<>();
        for (Found each : seen.found()) {
            if (!each.deleted()) {
                String name = byId ? each.remoteId() : each.key().orElse("");
                found.merge(name, each, Settling::ofTwo);
            }
        }
        List<Settlement> settlements = new ArrayList<>();
        List<Bundle> next = new ArrayList<>();
        for (Bundle bundle : seen.errand().bundles()) {
            List<Prepared> toWrite = new ArrayList<>();
            for (Prepared prepared : bundle.run()) {
                String name = byId
                        ? prepared.link().orElseThrow().remoteId()
                        : prepared.record().key();
                Prepared looked = prepared.seen(Optional.ofNullable(found.get(name)));
                Optional<Settlement> settled = seen(looked, byId, now);
                settled.ifPresentOrElse(settlements::add, () -> toWrite.add(looked));
            }
            if (!toWrite.isEmpty()) {
                next.add(new Bundle(bundle.lane(), toWrite));
            }
        }
        return new Settled(settlements, next);
    }

    /** Two records of one key: the one that was there first is ours, as far as an id tells. */
    private static Found ofTwo(Found one, Found other) {
        log.atWarn()
                .addKeyValue("model", one.model())
                .addKeyValue("one", one.remoteId())
                .addKeyValue("other", other.remoteId())
                .log("two records of one key at the CRM");
        Comparator<String> older = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());
        return older.compare(one.remoteId(), other.remoteId()) <= 0 ? one : other;
    }

    /** Empty if it is to be written. */
    private static Optional<Settlement> seen(Prepared looked, boolean byId, Instant now) {
        Optional<Found> found = looked.seen();
        if (found.isEmpty()) {
            if (!byId) {
                return isHopeless(looked.operation()) ? Optional.of(hopeless(looked, now)) : Optional.empty();
            }
            Operation operation = looked.operation();
            boolean compared = operation.look()
                    && operation.state() == OperationState.WAITING
                    && !operation.code().filter("changed"::equals).isPresent();
            // whoever has both sides compared wants to have back what is lost there
            return Optional.of(
                    compared
                            ? new Settlement(
                                    operation,
                                    Fate.again(operation, now, "lost", "the CRM has lost it"),
                                    Optional.of(looked.record()),
                                    Optional.empty(),
                                    true,
                                    Optional.empty())
                            : gone(looked, now));
        }
        boolean same = looked.record().appended() || Merge.of(looked).toWrite().isEmpty();
        return same
                ? Optional.of(there(looked, found.get().remoteId(), known(looked, found.get()), "found", now))
                : Optional.empty();
    }

    /** Again and again nobody could tell what became of it: writing it once more changes nothing about that. */
    static boolean isHopeless(Operation operation) {
        return operation.state() == OperationState.AMBIGUOUS && operation.attempts() >= MOST_DOUBTS;
    }

    static Settlement hopeless(Prepared prepared, Instant now) {
        String reason = prepared.operation().reason().orElse("the CRM never answered");
        return parked(prepared, "no-answer", reason, Optional.empty(), now);
    }

    /** The version of our own write, if it is that yet: one of theirs may be two states', where a CRM keeps whole seconds. */
    private static Optional<String> known(Prepared looked, Found found) {
        return looked.link()
                .flatMap(Linked::version)
                .filter(ours -> found.version().filter(ours::equals).isPresent());
    }

    private Settlement failed(Prepared prepared, PeerException why, boolean alone, Instant now) {
        Operation operation = prepared.operation();
        String reason = String.valueOf(why.getMessage());
        if (why instanceof PeerUnsureException) {
            return Settlement.of(prepared, Fate.ambiguous(operation, doubtUntil(operation, now), reason));
        }
        if (!(why instanceof PeerClosedException)) {
            return Settlement.of(prepared, Fate.again(operation, now, "away", reason));
        }
        // whoever was closed for all is not written to; so each of these came after a check that worked
        return alone && operation.attempts() >= MOST_CLOSED
                ? parked(prepared, "closed", reason, Optional.empty(), now)
                : Settlement.of(prepared, Fate.later(operation, now, operation.look(), "closed", reason));
    }

    /** Whether it was done is looked at once nothing of it can be under way; after many doubts later still. */
    private Instant doubtUntil(Operation operation, Instant now) {
        Duration pause = operation.attempts() < 2 ? Duration.ZERO : backoff.after(operation.attempts());
        return now.plus(longest(peer)).plus(pause);
    }

    /** The longest that a CRM is at one request, and a bit. */
    static Duration longest(Peer peer) {
        Duration longest = peer.traits().longestRequest();
        return longest.plus(longest.dividedBy(10)).plusMillis(5);
    }

    private Settlement broken(Prepared prepared, RuntimeException why, boolean written, Instant now) {
        Operation operation = prepared.operation();
        String reason = CrmWords.of(why);
        log.atError()
                .addKeyValue("operation", operation.key())
                .addKeyValue("fault", reason)
                .log("a connector failed");
        log.debug("the connector's own words", why);
        if (operation.attempts() >= MOST_FAULTS) {
            return parked(prepared, "fault", reason, Optional.empty(), now);
        }
        return Settlement.of(
                prepared,
                written
                        ? Fate.ambiguous(operation, doubtUntil(operation, now), reason)
                        : Fate.later(operation, now.plus(backoff.after(3)), true, "fault", reason));
    }
}
