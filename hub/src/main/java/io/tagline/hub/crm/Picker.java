package io.tagline.hub.crm;

import io.tagline.hub.crm.http.CrmWords;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks up what may go next: the first of each lane whose time has come, with its record as it stands now. Reads only. */
final class Picker {
    private static final Logger log = LoggerFactory.getLogger(Picker.class);
    /** Of one lane in one look; most need no sending, as nothing in them has changed. */
    private static final int MOST_OF_A_LANE = 64;

    private static final int FIRST_OF_A_LANE = 6;

    private static final int MOST_WAITS = 12;
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final CrmConnection crm;

    Picker(CrmConnection crm) {
        this.crm = crm;
    }

    /** @param settled what need not, or can't, be sent */
    record Picked(List<Bundle> bundles, List<Settlement> settled) {
        static final Picked NOTHING = new Picked(List.of(), List.of());
    }

    /**
     * Looks through lanes that are due.
     *
     * @param busy lanes that have something under way
     * @param most lanes
     */
    Picked pick(Tx tx, Set<CustomerId> busy, int most, Instant now) {
        Round round = new Round(tx, now);
        LanesTable.due(tx, crm.setup().id(), now, most + busy.size()).stream()
                .filter(lane -> !busy.contains(lane))
                .limit(most)
                .forEach(round::look);
        return new Picked(round.bundles, round.settled);
    }

    /** One look, with what was looked up on the way. */
    private final class Round {
        private final Tx tx;
        private final Instant now;
        private final List<Bundle> bundles = new ArrayList<>();
        private final List<Settlement> settled = new ArrayList<>();
        private final Map<String, Optional<String>> remoteIds = new HashMap<>();

        Round(Tx tx, Instant now) {
            this.tx = tx;
            this.now = now;
        }

        void look(CustomerId lane) {
            List<Prepared> run = new ArrayList<>();
            List<Operation> first = OperationsTable.open(tx, crm.setup().id(), lane, FIRST_OF_A_LANE);
            boolean toTheEnd = walk(first, run);
            if (toTheEnd && first.size() == FIRST_OF_A_LANE) {
                List<Operation> more = OperationsTable.open(tx, crm.setup().id(), lane, MOST_OF_A_LANE);
                boolean unused = walk(more.subList(first.size(), more.size()), run);
            }
            if (!run.isEmpty()) {
                bundles.add(new Bundle(lane, run));
            }
        }

        /** True if those behind may go, too. */
        private boolean walk(List<Operation> operations, List<Prepared> run) {
            for (Operation operation : operations) {
                boolean goesOn = operation.state() != OperationState.PARKED
                        && operation.state() != OperationState.SENT
                        && !operation.dueAt().isAfter(now)
                        && next(operation, run);
                if (!goesOn) {
                    return false;
                }
            }
            return true;
        }

        /** False if the lane's later ones have to wait. */
        private boolean next(Operation operation, List<Prepared> run) {
            Optional<Prepared> prepared;
            try {
                Optional<Record> record = crm.mapping().record(tx, operation.target());
                if (record.isEmpty()) {
                    settled.add(Settlement.of(operation, Fate.done(now, "nothing-to-send", Optional.empty())));
                    return true;
                }
                prepared = prepare(operation, record.get());
            } catch (RuntimeException e) {
                if (Transactions.isOfTheDatabase(e)) {
                    throw e;
                }
                // its words may hold what the record was made of
                log.atError()
                        .addKeyValue("operation", operation.key())
                        .addKeyValue("fault", CrmWords.of(e))
                        .log("a mapping failed");
                log.debug("the mapping's own words", e);
                String reason = CrmWords.of(e);
                settled.add(Settlement.of(
                        operation, Fate.parked(operation, now, "mapping", reason, Optional.empty(), Optional.empty())));
                return false;
            }
            if (prepared.isEmpty()) {
                // settled: done, and the lane goes on; or not, and it waits
                return settled.get(settled.size() - 1).fate().state() == OperationState.DONE;
            }
            if (!run.isEmpty() && !follows(run, prepared.get())) {
                return false;
            }
            run.add(prepared.get());
            ModelTraits traits = crm.peer().traits(prepared.get().record().model());
            return prepared.get().record().appended()
                    && traits.ordered()
                    && run.size() < Bundle.most(traits.batch(), operation.attempts());
        }

        private boolean follows(List<Prepared> run, Prepared next) {
            Prepared last = run.get(run.size() - 1);
            int batch = crm.peer().traits(next.record().model()).batch();
            return next.record().appended()
                    && next.step() == last.step()
                    && next.record().model().equals(last.record().model())
                    && run.size() < Bundle.most(batch, next.operation().attempts());
        }

        /** Empty if there is nothing to send now, and that is settled. */
        private Optional<Prepared> prepare(Operation operation, Record record) {
            Fingerprint print = Fingerprint.of(record);
            Optional<Linked> link = record.appended()
                    ? Optional.empty()
                    : LinksTable.find(tx, crm.setup().id(), record.model(), record.key())
                            .or(() -> underItsOldKey(operation.target(), record));
            if (operation.edits().isEmpty()
                    && operation.refused().filter(print::equals).isPresent()) {
                settled.add(Settlement.of(
                        operation,
                        Fate.parked(
                                operation,
                                now,
                                operation.code().orElse("refused"),
                                operation.reason().orElse("it is still as it was refused"),
                                operation.refused(),
                                Optional.of(ValueText.json(record.fields())))));
                return Optional.empty();
            }
            // what a person has put instead of a record is over when that changes
            Optional<String> edits = operation
                    .edits()
                    .filter(unused -> operation.refused().filter(print::equals).isPresent());
            boolean unchanged = operation.state() == OperationState.WAITING
                    && !operation.look()
                    && edits.isEmpty()
                    && link.flatMap(Linked::pushed).filter(print::equals).isPresent();
            if (unchanged && isKnown(record, link.orElseThrow())) {
                settled.add(Settlement.of(operation, Fate.done(now, "unchanged", link.map(Linked::remoteId))));
                return Optional.empty();
            }
            SortedMap<String, Value> fields = new TreeMap<>(record.fields());
            Optional<Value.Link> missing = resolve(fields);
            if (missing.isPresent() && !crm.setup().dryRun()) {
                settled.add(Settlement.of(operation, waits(operation, missing.get())));
                return Optional.empty();
            }
            edits.ifPresent(instead -> ValueText.texts(instead)
                    .forEach((name, text) ->
                            fields.put(name, ValueText.typed(fields.getOrDefault(name, new Value.Text("")), text))));
            Prepared.Step step = unchanged ? Prepared.Step.READ : step(operation, record, link);
            Prepared prepared =
                    new Prepared(operation, record, fields, link, step, false, Optional.empty(), asked(record, link));
            if (step == Prepared.Step.WRITE && Settling.isHopeless(operation)) {
                settled.add(Settling.hopeless(prepared, now));
                return Optional.empty();
            }
            return Optional.of(prepared);
        }

        /** A key that was made of what is a pseudonym by now. */
        private Optional<Linked> underItsOldKey(Target target, Record record) {
            return record.erased() ? LinksTable.find(tx, crm.setup().id(), target) : Optional.empty();
        }

        /** Of who was erased nobody is asked. */
        private Set<String> asked(Record record, Optional<Linked> link) {
            if (link.isEmpty() || record.erased()) {
                return Set.of();
            }
            return ConflictsTable.open(tx, crm.setup().id(), record.model(), record.key()).stream()
                    .map(ConflictView::field)
                    .collect(Collectors.toSet());
        }

        /**
         * Whether of each field that isn't ours alone ours is what both have, or what a person is asked about. The hash does not tell:
         * it is of all that was to be there, and a field that both had changed, or that was set back here, isn't.
         */
        private boolean isKnown(Record record, Linked link) {
            Map<String, Value> base = link.base().orElseGet(TreeMap::new);
            Set<String> differ = shared(record);
            differ.removeIf(field -> Optional.ofNullable(record.fields().get(field))
                    .filter(ours -> Base.isOurs(base, field, ours))
                    .isPresent());
            if (!differ.isEmpty()) {
                for (ConflictView asked : ConflictsTable.open(tx, crm.setup().id(), link.model(), link.key())) {
                    Value ours = record.fields().get(asked.field());
                    if (ours != null && ValueText.same(asked.ours(), ours)) {
                        differ.remove(asked.field());
                    }
                }
            }
            return differ.isEmpty();
        }

        private Prepared.Step step(Operation operation, Record record, Optional<Linked> link) {
            ModelTraits.Keys keys = crm.peer().traits(record.model()).keys();
            boolean upserts = keys == ModelTraits.Keys.UPSERT;
            boolean shared = !record.owners().isEmpty() && !record.appended();
            boolean doubtful =
                    operation.look() && !(operation.state() == OperationState.AMBIGUOUS && upserts && !shared);
            if (link.isPresent()) {
                boolean unguarded = shared
                        && (link.get().version().isEmpty()
                                || !link.get()
                                        .base()
                                        .orElseGet(TreeMap::new)
                                        .keySet()
                                        .containsAll(shared(record)));
                return doubtful || unguarded ? Prepared.Step.READ : Prepared.Step.WRITE;
            }
            boolean safe = (upserts && !shared) || (keys == ModelTraits.Keys.UNIQUE && record.appended());
            return doubtful || !safe ? Prepared.Step.FIND : Prepared.Step.WRITE;
        }

        private static Set<String> shared(Record record) {
            Set<String> shared = new HashSet<>(record.owners().keySet());
            shared.retainAll(record.fields().keySet());
            return shared;
        }

        /** Puts the CRM's ids into links; gives the first whose record isn't there yet. */
        private Optional<Value.Link> resolve(SortedMap<String, Value> fields) {
            for (Map.Entry<String, Value> field : fields.entrySet()) {
                if (field.getValue() instanceof Value.Link link
                        && link.remoteId().isEmpty()) {
                    Optional<String> remoteId =
                            remoteIds.computeIfAbsent(link.model() + "\n" + link.key(), unused -> LinksTable.find(
                                            tx, crm.setup().id(), link.model(), link.key())
                                    .map(Linked::remoteId));
                    if (remoteId.isEmpty()) {
                        return Optional.of(link);
                    }
                    field.setValue(new Value.Link(link.model(), link.key(), remoteId));
                }
            }
            return Optional.empty();
        }

        private Fate waits(Operation operation, Value.Link missing) {
            String reason = missing.model() + " " + missing.key() + " is not at the CRM: expected it before this";
            if (operation.attempts() >= MOST_WAITS) {
                return Fate.parked(operation, now, "record-missing", reason, Optional.empty(), Optional.empty());
            }
            Duration wait = Duration.ofMillis(Math.min(LONGEST_WAIT.toMillis(), 500L << operation.attempts()));
            return Fate.waits(operation, now.plus(wait), missing.model() + "\n" + missing.key(), reason);
        }
    }
}
