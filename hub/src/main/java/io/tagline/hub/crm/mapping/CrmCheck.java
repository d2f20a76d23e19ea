package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Record;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.store.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at a CRM before anything is sent: who we are there, its schema, the mapping, and what one record of each place comes to. */
public final class CrmCheck {
    private static final String MASKED = "***";

    private final List<String> lines = new ArrayList<>();
    private boolean good = true;

    private CrmCheck() {}

    /**
     * What was found.
     *
     * @param lines for a person
     * @param good false if nothing should be sent as it is
     */
    public record Report(List<String> lines, boolean good) {
        public Report {
            lines = List.copyOf(lines);
        }
    }

    /** Writes nothing anywhere; asks the CRM a few questions. */
    public static Report run(CrmSettings crm, Peer peer, MappingSurroundings around, Transactions transactions) {
        CrmCheck check = new CrmCheck();
        FileMapping mapping = FileMapping.of(crm, around);
        Optional<PeerSchema> schema = check.peer(crm, peer, mapping);
        check.samples(schema.map(mapping::fitted).orElse(mapping), transactions);
        return new Report(check.lines, check.good);
    }

    private Optional<PeerSchema> peer(CrmSettings crm, Peer peer, FileMapping mapping) {
        try {
            lines.add("  logged in: " + peer.check());
            PeerSchema schema = peer.schema(MappingCheck.known(crm.mapping(), peer));
            List<Finding> findings = MappingCheck.of(mapping, schema, peer::traits);
            long fatal = findings.stream().filter(Finding::fatal).count();
            good &= fatal == 0;
            lines.add("  mapping " + crm.mapping().name() + ": "
                    + (findings.isEmpty() ? "fits" : fatal + " to mend, " + (findings.size() - fatal) + " to know"));
            findings.forEach(finding -> lines.add((finding.fatal() ? "    mend: " : "    know: ") + finding));
            return Optional.of(schema);
        } catch (PeerException e) {
            good = false;
            lines.add("  " + Remedy.what(e) + ": " + e.getMessage());
            lines.add("    mend: " + Remedy.of(e));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            good = false;
            lines.add("  not as it was expected: " + e.getMessage());
            return Optional.empty();
        }
    }

    private void samples(FileMapping mapping, Transactions transactions) {
        lines.add("  as it would be sent, personal fields masked:");
        for (Place place : mapping.file().places()) {
            Optional<Record> sample = transactions.read(tx -> mapping.sample(tx, place));
            if (sample.isPresent()) {
                show(place, sample.get());
            } else {
                lines.add("    " + place.name() + ": nothing of the kind here");
            }
        }
    }

    private void show(Place place, Record record) {
        boolean personalKey =
                place.key().stream().flatMap(key -> key.fields().stream()).anyMatch(OurField::isPersonal);
        lines.add("    " + place.name() + ": " + record.model() + " " + (personalKey ? MASKED : record.key()));
        for (FieldRule rule : place.rules()) {
            Value value = record.fields().get(rule.remote());
            if (value != null) {
                lines.add("      " + rule.remote() + " = " + shown(rule, value));
            }
        }
    }

    private static String shown(FieldRule rule, Value value) {
        if (value instanceof Value.Nothing) {
            return "nothing";
        }
        if (value instanceof Value.Link link) {
            return link.model() + " " + link.key();
        }
        if (rule.fields().stream().anyMatch(OurField::isPersonal)) {
            return MASKED;
        }
        if (value instanceof Value.Text text) {
            return "\"" + text.text() + "\"";
        }
        if (value instanceof Value.Decimal decimal) {
            return decimal.number().toPlainString();
        }
        if (value instanceof Value.Flag flag) {
            return String.valueOf(flag.set());
        }
        return value instanceof Value.Day day
                ? day.day().toString()
                : ((Value.Moment) value).at().toString();
    }
}
