package io.tagline.hub.crm;

import io.tagline.hub.access.Audit;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where people see how CRMs are, and act on what waits for them. Each act is in the audit. Safe for any thread. */
public final class CrmDesk {
    private static final int MOST_COUNTED = 10_000;
    private static final int MOST_OPEN_COUNTED = 100_000;
    private static final int MOST_AT_ONCE = 200;
    private static final int LONGEST_EDIT = 4_000;

    private final Transactions transactions;
    private final InstantSource clock;
    private final Map<String, Side> crms = new LinkedHashMap<>();

    /** A CRM and its running engine's gate. */
    record Side(CrmConnection crm, Gate gate) {}

    CrmDesk(Transactions transactions, InstantSource clock, Collection<Side> crms) {
        this.transactions = transactions;
        this.clock = clock;
        crms.forEach(side -> this.crms.put(side.crm().setup().id(), side));
    }

    /** All that are set up, in the order of the settings. */
    public List<String> ids() {
        return List.copyOf(crms.keySet());
    }

    public List<CrmStatus> all() {
        return crms.values().stream().map(this::status).toList();
    }

    public Optional<CrmStatus> status(String crm) {
        return Optional.ofNullable(crms.get(crm)).map(this::status);
    }

    private CrmStatus status(Side side) {
        CrmSetup setup = side.crm().setup();
        String id = setup.id();
        return transactions.read(tx -> {
            StatesTable.Row row = StatesTable.find(tx, id).orElseThrow();
            List<ReconciliationView> compared = ReconciliationsTable.lastEnded(tx, id);
            return new CrmStatus(
                    id,
                    side.crm().peer().traits().product(),
                    setup.dryRun(),
                    row.paused(),
                    row.trouble(),
                    row.reason(),
                    row.since(),
                    row.changedBy(),
                    Happenings.waiting(tx, setup.consumer()),
                    Happenings.missed(tx, setup.consumer()),
                    OperationsTable.countOpen(tx, id, MOST_OPEN_COUNTED),
                    oldest(tx, setup),
                    OperationsTable.count(tx, id, OperationState.PARKED, MOST_COUNTED),
                    OperationsTable.count(tx, id, OperationState.AMBIGUOUS, MOST_COUNTED),
                    OperationsTable.count(tx, id, OperationState.TRIED, MOST_COUNTED),
                    ConflictsTable.countOpen(tx, id),
                    compared.stream().mapToLong(ReconciliationView::left).sum(),
                    compared.stream().flatMap(run -> run.endedAt().stream()).max(Comparator.naturalOrder()),
                    setup.limits(),
                    side.gate().left(clock.instant()),
                    side.crm().peer().left(),
                    SyncsTable.of(tx, id));
        });
    }

    /** Of what isn't there yet, planned or not. */
    private static Optional<Instant> oldest(Tx tx, CrmSetup setup) {
        Optional<Instant> heard = OperationsTable.oldestMoving(tx, setup.id());
        Optional<Instant> unheard = Happenings.after(tx, setup.consumer(), 1).stream()
                .findFirst()
                .map(numbered -> numbered.happening().at());
        return Stream.of(heard, unheard).flatMap(Optional::stream).min(Comparator.naturalOrder());
    }

    /**
     * Operations of one state, in order.
     *
     * @param state parked, ambiguous, sent or tried
     * @param after the place of the last of the page before; 0 for the first page
     * @param most 1 to 200
     */
    public List<OperationView> operations(String crm, OperationState state, long after, int most) {
        return transactions.read(
                tx -> OperationsTable.ofState(tx, crm, state, after, Math.min(most, MOST_AT_ONCE)).stream()
                        .map(OperationView::of)
                        .toList());
    }

    public Optional<OperationView> operation(String crm, UUID key) {
        return transactions.read(tx -> OperationsTable.find(tx, crm, key).map(OperationView::of));
    }

    /** Who may be shown what an operation sends. */
    public Guards guards(OperationView operation, String crm) {
        return side(crm).crm().mapping().guards(operation.target().place());
    }

    /** A parked one goes again, as it stands now; false if it isn't parked. */
    public boolean replay(String crm, UUID key, Viewer who) {
        return act(crm, key, who, "crm.operation-replayed", "", (tx, operation) -> {
            OperationsTable.retry(tx, key, true, now());
            OperationsTable.forgetRefusal(tx, key);
            return true;
        });
    }

    /**
     * A parked one is left out, and those behind it go on; false if it isn't parked. What was deleted there stays away until a replay from
     * a time asks for it.
     */
    public boolean skip(String crm, UUID key, String why, Viewer who) {
        return act(crm, key, who, "crm.operation-skipped", why, (tx, operation) -> {
            boolean away = operation.code().filter(Fate.GONE::equals).isPresent();
            Fate skipped = Fate.done(now(), away ? Fate.LEFT_AWAY : "skipped", Optional.empty());
            return OperationsTable.settle(tx, Settlement.of(operation, skipped), now());
        });
    }

    /**
     * A parked one goes again with other values, this once; false if it isn't parked.
     *
     * @param fields by the CRM's own names; empty clears a field
     * @throws IllegalArgumentException for a field that its record doesn't have, or a value that can't be one of it
     */
    public boolean edit(String crm, UUID key, Map<String, String> fields, Viewer who) {
        String names = String.join(", ", fields.keySet());
        return act(crm, key, who, "crm.operation-edited", names, (tx, operation) -> {
            Mapping mapping = side(crm).crm().mapping();
            Record record = mapping.record(tx, operation.target())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "operation " + key + " has nothing to send any more: expected a record to edit"));
            fields.forEach((name, text) -> check(record, name, text));
            OperationsTable.retry(tx, key, true, now());
            OperationsTable.forgetRefusal(tx, key);
            OperationsTable.edits(tx, key, ValueText.jsonOfTexts(fields), Fingerprint.of(record));
            return true;
        });
    }

    private static void check(Record record, String name, String text) {
        if (!record.fields().containsKey(name) || text.length() > LONGEST_EDIT) {
            throw new IllegalArgumentException("field \"" + name + "\": expected one of "
                    + String.join(", ", record.fields().keySet()) + ", of at most " + LONGEST_EDIT + " signs");
        }
        try {
            Value unused = ValueText.typed(record.fields().get(name), text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("field \"" + name + "\": " + e.getMessage(), e);
        }
    }

    private boolean act(
            String crm, UUID key, Viewer who, String action, String detail, BiPredicate<Tx, Operation> deed) {
        return transactions.write(tx -> {
            if (StatesTable.hold(tx, crm).isEmpty()) {
                return false;
            }
            Optional<Operation> parked =
                    OperationsTable.find(tx, crm, key).filter(operation -> operation.state() == OperationState.PARKED);
            if (parked.isEmpty() || !deed.test(tx, parked.get())) {
                return false;
            }
            LanesTable.refresh(tx, crm, Set.of(parked.get().target().partition()));
            Audit.record(tx, who, action, "crm:" + crm + "/" + key, detail, now());
            return true;
        });
    }

    /** Nothing goes out any more until it is started again; what happens is still planned. */
    public void pause(String crm, Viewer who) {
        state(crm, who, "crm.paused", "", tx -> StatesTable.pause(tx, crm, true, who.name(), now()));
    }

    public void start(String crm, Viewer who) {
        state(crm, who, "crm.started", "", tx -> StatesTable.pause(tx, crm, false, who.name(), now()));
    }

    /**
     * What has happened since is planned again and compared with what the CRM has: what it has lost is written again, what is there
     * stays as it is.
     *
     * @param since as far back as happenings are kept: about a week
     */
    public void replayFrom(String crm, Instant since, Viewer who) {
        String consumer = side(crm).crm().setup().consumer();
        state(crm, who, "crm.replayed", "from " + since, tx -> {
            long until = Happenings.setBack(tx, consumer, since);
            StatesTable.verifyUntil(tx, crm, until);
        });
    }

    /**
     * All that a first sync sends is compared with what the CRM has, from the beginning, and written where it is missing or otherwise there;
     * what happens meanwhile goes first.
     */
    public void sync(String crm, Viewer who) {
        Set<Entity> entities = side(crm).crm().setup().syncs();
        String detail = entities.stream().sorted().map(Entity::code).toList().toString();
        state(crm, who, "crm.sync-begun", detail, tx -> SyncsTable.begin(tx, crm, entities, true, now()));
    }

    private void state(String crm, Viewer who, String action, String detail, Consumer<Tx> deed) {
        String id = side(crm).crm().setup().id();
        transactions.write(tx -> {
            StatesTable.Row unused = StatesTable.hold(tx, id).orElseThrow();
            deed.accept(tx);
            Audit.record(tx, who, action, "crm:" + id, detail, now());
            return null;
        });
    }

    private Side side(String crm) {
        Side side = crms.get(crm);
        if (side == null) {
            throw new IllegalArgumentException("CRM \"" + crm + "\": expected one of " + ids());
        }
        return side;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
