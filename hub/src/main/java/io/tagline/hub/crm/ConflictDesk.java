package io.tagline.hub.crm;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/** Where people decide whose word stands, and see what came in and how far both sides are the same. Safe for any thread. */
public final class ConflictDesk {
    private static final int MOST_AT_ONCE = 200;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, Side> crms = new LinkedHashMap<>();

    /** A CRM with what takes in its words. */
    record Side(CrmConnection crm, Arrivals arrivals) {}

    /** Whose word stands. */
    public enum Choice {
        OURS,
        THEIRS,
        /** A third value, for both. */
        OTHER;

        private final String code = name().toLowerCase(Locale.ROOT);

        public String code() {
            return code;
        }

        public static Optional<Choice> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(choice -> choice.code.equals(code))
                    .findFirst();
        }
    }

    /**
     * What somebody decides.
     *
     * @param value the third one, in the CRM's writing
     * @param seen {@link ConflictView#version} of what they looked at; empty decides whatever it is by now
     */
    public record Decision(Choice choice, Optional<String> value, Optional<String> seen) {}

    ConflictDesk(Transactions transactions, InstantSource clock, List<Side> sides) {
        this.transactions = transactions;
        this.clock = clock;
        sides.forEach(side -> crms.put(side.crm().setup().id(), side));
    }

    /**
     * Open conflicts of a CRM, the oldest first.
     *
     * @param after the last of the page before
     * @param most 1 to 200
     */
    public List<ConflictView> open(String crm, Optional<UUID> after, int most) {
        return transactions.read(tx -> ConflictsTable.open(tx, crm, after, Math.min(most, MOST_AT_ONCE)));
    }

    public Optional<ConflictView> find(String crm, UUID id) {
        return transactions.read(tx -> ConflictsTable.find(tx, crm, id));
    }

    public long countOpen(String crm) {
        return transactions.read(tx -> ConflictsTable.countOpen(tx, crm));
    }

    /** As {@link #decide(String, UUID, Decision, Viewer)}, whatever it is by now. */
    public boolean decide(String crm, UUID id, Choice choice, Viewer who) {
        return decide(crm, id, new Decision(choice, Optional.empty(), Optional.empty()), who);
    }

    /**
     * Decides: ours goes there, theirs comes here, or a third value goes to both. False if it is not open any more, or not what they
     * looked at.
     *
     * @throws IllegalArgumentException if theirs, or the third, can't be ours: it is the hub's own, or no value of it, or ours is
     *     another by now than whoever decides was shown; with what was expected
     */
    public boolean decide(String crm, UUID id, Decision decision, Viewer who) {
        Side side = side(crm);
        return transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, crm).orElseThrow();
            Optional<ConflictView> open = ConflictsTable.find(tx, crm, id)
                    .filter(ConflictView::isOpen)
                    .filter(conflict ->
                            decision.seen().map(conflict.version()::equals).orElse(true));
            if (open.isEmpty()) {
                return false;
            }
            Instant now = now();
            switch (decision.choice()) {
                case OURS -> ours(tx, side, open.get(), now);
                case THEIRS -> theirs(tx, side, open.get(), who, now);
                case OTHER -> other(tx, side, open.get(), decision.value().orElse(""), who, now);
            }
            String word = decision.choice().code();
            ConflictsTable.decide(tx, id, word, who.name(), now);
            Audit.record(
                    tx,
                    who,
                    "crm.conflict-decided",
                    "crm:" + crm + "/" + id,
                    word + " of " + open.get().field() + " of " + open.get().model() + " "
                            + open.get().remoteId(),
                    now);
            return true;
        });
    }

    /** It becomes ours first, and then goes there as ours does. */
    private void other(Tx tx, Side side, ConflictView conflict, String text, Viewer who, Instant now) {
        requireNotHubs(conflict);
        side.arrivals().hold(tx, conflict.target());
        Value like = conflict.theirs() instanceof Value.Nothing ? conflict.ours() : conflict.theirs();
        Value value = ValueText.typed(like, text);
        side.arrivals().apply(tx, found(conflict, value, now), conflict.target(), conflict.field(), value, who);
        ours(tx, side, conflict, now);
    }

    private static void requireNotHubs(ConflictView conflict) {
        if (conflict.owner() == Owner.HUB) {
            throw new IllegalArgumentException("field \"" + conflict.field()
                    + "\" is the hub's own: expected ours, or a change of what it is made of");
        }
    }

    private static Found found(ConflictView conflict, Value value, Instant now) {
        return new Found(
                conflict.model(),
                conflict.remoteId(),
                Optional.of(conflict.key()),
                Optional.empty(),
                now,
                false,
                new TreeMap<>(Map.of(conflict.field(), value)));
    }

    /** Theirs counts as seen, so ours is the only change. */
    private void ours(Tx tx, Side side, ConflictView conflict, Instant now) {
        String crm = conflict.crm();
        Optional<Linked> link = LinksTable.find(tx, crm, conflict.model(), conflict.key());
        if (conflict.owner() != Owner.HUB && link.isPresent()) {
            Value ours = side.crm()
                    .mapping()
                    .record(tx, conflict.target())
                    .map(Record::fields)
                    .map(fields -> fields.get(conflict.field()))
                    .orElse(conflict.ours());
            SortedMap<String, Value> base = new TreeMap<>(link.get().base().orElseGet(TreeMap::new));
            Base.decide(base, conflict.field(), ours, conflict.theirs());
            LinksTable.agreed(tx, crm, link.get().with(base));
        }
        new Planner(side.crm()).compare(tx, List.of(conflict.target()), now);
    }

    private void theirs(Tx tx, Side side, ConflictView conflict, Viewer who, Instant now) {
        requireNotHubs(conflict);
        String crm = conflict.crm();
        side.arrivals().hold(tx, conflict.target());
        Optional<Linked> link = LinksTable.find(tx, crm, conflict.model(), conflict.key());
        Optional<Record> before = side.crm().mapping().record(tx, conflict.target());
        if (link.isEmpty() || before.isEmpty()) {
            throw new IllegalArgumentException(conflict.model() + " " + conflict.remoteId()
                    + " is nothing of ours any more: expected a record of both sides");
        }
        Value standing = before.get().fields().getOrDefault(conflict.field(), new Value.Nothing());
        if (!ValueText.same(standing, conflict.ours())) {
            throw new IllegalArgumentException(conflict.field()
                    + " was changed here since this was asked: expected a decision about what stands here now");
        }
        Found found = found(conflict, conflict.theirs(), now);
        side.arrivals().apply(tx, found, conflict.target(), conflict.field(), conflict.theirs(), who);
        Record after = side.crm().mapping().record(tx, conflict.target()).orElse(before.get());
        SortedMap<String, Value> base = new TreeMap<>(link.get().base().orElseGet(TreeMap::new));
        Value ours = after.fields().getOrDefault(conflict.field(), new Value.Nothing());
        Base.agree(base, conflict.field(), ours, conflict.theirs());
        boolean nothingPending =
                link.get().pushed().filter(Fingerprint.of(before.get())::equals).isPresent();
        Linked agreed = link.get().with(base);
        LinksTable.agreed(tx, crm, nothingPending ? agreed.pushed(Fingerprint.of(after)) : agreed);
        // what was found by a look that is under way is found again, or not any more
        new Planner(side.crm()).compare(tx, List.of(conflict.target()), now);
        // they may say something else by now
        InboxTable.put(tx, crm, conflict.model(), conflict.remoteId(), "", Arrival.later("decided"), 0, now, now);
    }

    /** Who may be shown what a conflict is about. */
    public Guards guards(ConflictView conflict) {
        return side(conflict.crm()).crm().mapping().guards(conflict.target().place());
    }

    /** What somebody has to be allowed to see to be shown keys of a model; empty where that isn't known, as if it were everything. */
    public Optional<Set<String>> keyGuards(String crm, String model) {
        Set<String> needed = new HashSet<>();
        for (String place : transactions.read(tx -> LinksTable.places(tx, crm, model))) {
            Optional<Set<String>> key = side(crm).crm().mapping().guards(place).key();
            if (key.isEmpty()) {
                return Optional.empty();
            }
            needed.addAll(key.get());
        }
        return Optional.of(needed);
    }

    /** How far the changes of each model are read. */
    public List<PullProgress> pulls(String crm) {
        return transactions.read(tx -> CursorsTable.of(tx, crm));
    }

    /** Records with something that can't be so here, the newest first. */
    public List<RefusedView> refused(String crm, int most) {
        return transactions.read(tx -> InboxTable.refused(tx, crm, Math.min(most, MOST_AT_ONCE)));
    }

    /** One of these is read again; false if it wasn't refused. */
    public boolean readAgain(String crm, String model, String remoteId, Viewer who) {
        return transactions.write(tx -> {
            boolean again = InboxTable.again(tx, crm, model, remoteId, now());
            if (again) {
                Audit.record(tx, who, "crm.record-read-again", "crm:" + crm + "/" + model + "/" + remoteId, "", now());
            }
            return again;
        });
    }

    /** Comparisons of both sides, the newest first; of one that runs, as far as it is. */
    public List<ReconciliationView> reconciliations(String crm, int most) {
        return transactions.read(tx -> ReconciliationsTable.newest(tx, crm, Math.min(most, MOST_AT_ONCE)));
    }

    /** Compares both sides as soon as the CRM may be asked; one that runs goes on. */
    public void reconcile(String crm, Viewer who) {
        Side side = side(crm);
        transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, crm).orElseThrow();
            Reconciler.begin(tx, side.crm(), now());
            Audit.record(tx, who, "crm.compared", "crm:" + crm, "", now());
            return null;
        });
    }

    private Side side(String crm) {
        Side side = crms.get(crm);
        if (side == null) {
            throw new IllegalArgumentException("CRM \"" + crm + "\": expected one of " + crms.keySet());
        }
        return side;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
