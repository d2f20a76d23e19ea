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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        THEIRS
    }

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

    /**
     * Decides: ours goes there, or theirs comes here. False if it is not open any more.
     *
     * @throws IllegalArgumentException if theirs can't be ours: it is the hub's own, or no value of it, or ours is another by now than
     *     whoever decides was shown; with what was expected
     */
    public boolean decide(String crm, UUID id, Choice choice, Viewer who) {
        Side side = side(crm);
        return transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, crm).orElseThrow();
            Optional<ConflictView> open = ConflictsTable.find(tx, crm, id).filter(ConflictView::isOpen);
            if (open.isEmpty()) {
                return false;
            }
            Instant now = now();
            if (choice == Choice.OURS) {
                ours(tx, side, open.get(), now);
            } else {
                theirs(tx, side, open.get(), who, now);
            }
            String word = choice == Choice.OURS ? "ours" : "theirs";
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
        if (conflict.owner() == Owner.HUB) {
            throw new IllegalArgumentException("field \"" + conflict.field()
                    + "\" is the hub's own: expected ours, or a change of what it is made of");
        }
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
        Found found = new Found(
                conflict.model(),
                conflict.remoteId(),
                Optional.of(conflict.key()),
                Optional.empty(),
                now,
                false,
                new TreeMap<>(Map.of(conflict.field(), conflict.theirs())));
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
