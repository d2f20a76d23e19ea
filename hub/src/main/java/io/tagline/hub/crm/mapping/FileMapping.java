package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.CrmRecords;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.Incoming;
import io.tagline.hub.crm.Mapping;
import io.tagline.hub.crm.OperationKey;
import io.tagline.hub.crm.Owner;
import io.tagline.hub.crm.Pull;
import io.tagline.hub.crm.Record;
import io.tagline.hub.crm.Target;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.store.Tx;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** A {@link Mapping} as a mapping file says it. Immutable; safe for any thread. */
public final class FileMapping implements Mapping {
    private final CrmSettings crm;
    private final MappingSurroundings around;
    private final MappingFile file;
    private final Words words;
    private final FactsReader facts;
    private final Targets targets;
    private final FirstSync firstSync;
    private final Map<String, Set<OurField>> wanted = new HashMap<>();
    private final Lengths lengths;

    private FileMapping(CrmSettings crm, MappingSurroundings around, Lengths lengths) {
        this.crm = crm;
        this.around = around;
        this.lengths = lengths;
        this.file = crm.mapping();
        this.words = new Words(file.language(), around.zone());
        this.facts = new FactsReader(around.sites(), around.trackUrl(), words);
        Activation activation = new Activation(crm.sites());
        this.targets = new Targets(file, activation);
        this.firstSync = new FirstSync(file, activation);
        file.places().forEach(place -> wanted.put(place.name(), wanted(place)));
    }

    /** One that knows nothing yet of how long texts may be there. */
    public static FileMapping of(CrmSettings crm, MappingSurroundings around) {
        return new FileMapping(crm, around, Lengths.NONE);
    }

    /** One that cuts texts to what the CRM takes. */
    public FileMapping fitted(PeerSchema schema) {
        return new FileMapping(crm, around, new Lengths(schema));
    }

    /** What a place needs, with the keys of what it links to. */
    private Set<OurField> wanted(Place place) {
        Set<OurField> fields = new TreeSet<>(place.fields());
        for (FieldRule rule : place.rules()) {
            if (rule.source() instanceof Source.LinkTo link) {
                file.place(link.place()).flatMap(Place::key).ifPresent(key -> fields.addAll(key.fields()));
            }
        }
        return fields;
    }

    @Override
    public List<Target> targets(Tx tx, Happening happening) {
        return targets.of(tx, happening);
    }

    @Override
    public List<Target> all(Tx tx, Entity entity, Optional<UUID> after, int most) {
        return firstSync.page(tx, entity, after, most);
    }

    /** Empty as well for a target whose place is no longer in the file. */
    @Override
    public Optional<Record> record(Tx tx, Target target) {
        Optional<Place> place = file.place(target.place()).filter(found -> found.entity() == target.entity());
        if (place.isEmpty()) {
            return Optional.empty();
        }
        Optional<Facts> read = facts.read(
                tx,
                target,
                wanted.getOrDefault(target.place(), Set.of()),
                place.get().events());
        return read.flatMap(known -> record(tx, place.get(), target, known));
    }

    private Optional<Record> record(Tx tx, Place place, Target target, Facts known) {
        Optional<String> key = place.appended()
                ? Optional.of(
                        OperationKey.of(target.id(), crm.id(), place.name()).toString())
                : place.key().flatMap(template -> template.render(known, words));
        if (key.isEmpty() || !(place.when().holds(known, words) || isLeft(tx, place, target, known))) {
            return Optional.empty();
        }
        SortedMap<String, Value> fields = new TreeMap<>();
        Map<String, Owner> owners = new HashMap<>();
        for (FieldRule rule : place.rules()) {
            boolean holds = rule.when().holds(known, words);
            if (around.mayGo(rule) && (holds || known.isErased())) {
                Value value = holds ? value(place, rule, known) : new Value.Nothing();
                // what is written once has nothing to clear
                if (!place.appended() || !(value instanceof Value.Nothing)) {
                    fields.put(rule.remote(), value);
                }
                if (rule.owner() != Owner.HUB) {
                    owners.put(rule.remote(), rule.owner());
                }
            }
        }
        Record record = new Record(place.model(), key.get(), place.appended(), fields, owners);
        return Optional.of(known.isErased() ? record.ofErased() : record);
    }

    /** What the CRM has of somebody who was erased is cleared, whatever else is to go there. */
    private boolean isLeft(Tx tx, Place place, Target target, Facts known) {
        return known.isErased() && !place.appended() && CrmRecords.isAt(tx, crm.id(), target);
    }

    private Value value(Place place, FieldRule rule, Facts known) {
        Optional<Value> value = rule.source() instanceof Source.LinkTo link
                ? link(link.place(), known)
                : rule.value(known, words).map(found -> lengths.cut(place.model(), rule, found));
        return value.orElse(new Value.Nothing());
    }

    private Optional<Value> link(String to, Facts known) {
        return file.place(to).flatMap(place -> place.key()
                .flatMap(key -> key.render(known, words))
                .map(key -> new Value.Link(place.model(), key, Optional.empty())));
    }

    /** Of what is appended nothing: it is known by its key. */
    @Override
    public Set<String> fieldsToRead(String model) {
        Set<String> fields = new LinkedHashSet<>();
        file.places().stream()
                .filter(place -> place.model().equals(model) && !place.appended())
                .forEach(place -> place.rules().stream()
                        .filter(around::mayGo)
                        .map(FieldRule::remote)
                        .forEach(fields::add));
        return fields;
    }

    @Override
    public Guards guards(String place) {
        return file.place(place).map(found -> PlaceGuards.of(file, found)).orElse(Guards.UNKNOWN);
    }

    @Override
    public List<Pull> pulls() {
        return file.places().stream()
                .filter(place ->
                        place.rules().stream().anyMatch(rule -> rule.comesIn().isPresent()))
                .map(place -> new Pull(place.model(), place.entity()))
                .distinct()
                .toList();
    }

    @Override
    public Optional<Incoming> incoming(Found found) {
        return IncomingFields.read(file, found);
    }

    /** What one place comes to for the newest thing that it is about, to be shown before anything is sent; empty if there is none. */
    Optional<Record> sample(Tx tx, Place place) {
        return NewestTable.of(tx, place).flatMap(target -> record(tx, target));
    }

    MappingFile file() {
        return file;
    }

    MappingSurroundings around() {
        return around;
    }
}
