package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import io.tagline.hub.customer.PersonalRecords;
import io.tagline.hub.party.CustomerId;
import io.tagline.hub.promise.Money;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What care keeps of persons: their cases, what was said, the mails to them and how they found it. */
public final class CareRecords implements PersonalRecords {

    /** A case, as its customer may know it. */
    public record HeldCase(
            String number,
            String kind,
            String state,
            Instant openedAt,
            Personal subject,
            Personal text,
            Optional<Personal> replyTo,
            Optional<Personal> resolution,
            Optional<String> claimed,
            Optional<String> decision,
            List<HeldStep> history) {
        public HeldCase {
            history = List.copyOf(history);
        }

        static HeldCase of(Case found, List<CaseEvent> history) {
            return new HeldCase(
                    found.number(),
                    found.kind().code(),
                    found.state().code(),
                    found.openedAt(),
                    found.subject(),
                    found.text(),
                    found.replyTo(),
                    found.progress().resolution(),
                    found.claim().map(Claim::claimed).map(Money::toString),
                    found.claim().flatMap(Claim::decision).map(made -> made.approved() ? "approved" : "rejected"),
                    history.stream()
                            .map(step -> new HeldStep(step.at(), step.change(), step.note()))
                            .toList());
        }
    }

    /** What became of a case. */
    public record HeldStep(Instant at, String change, Optional<Personal> note) {}

    /** What was said: of interactions, and of mails that the hub has sent with their whole text. */
    public record HeldWord(Instant at, String channel, String direction, Personal text) {}

    /** What somebody answered when asked how it was. */
    public record HeldFeedback(
            Instant askedAt,
            String about,
            Optional<Integer> score,
            Optional<Personal> comment,
            Optional<Instant> givenAt) {}

    /** All of it. */
    public record Held(List<HeldCase> cases, List<HeldWord> said, List<HeldWord> mails, List<HeldFeedback> feedback) {
        public Held {
            cases = List.copyOf(cases);
            said = List.copyOf(said);
            mails = List.copyOf(mails);
            feedback = List.copyOf(feedback);
        }
    }

    @Override
    public String name() {
        return "care";
    }

    @Override
    public List<?> export(Tx tx, Set<CustomerId> customers) {
        List<byte[]> ids = ids(customers);
        return List.of(new Held(
                CareRecordsTable.cases(tx, ids),
                CareRecordsTable.said(tx, ids),
                CareRecordsTable.mails(tx, ids),
                CareRecordsTable.feedback(tx, ids)));
    }

    @Override
    public int erase(Tx tx, Set<CustomerId> customers, Instant now) {
        return CareRecordsTable.erase(tx, ids(customers));
    }

    private static List<byte[]> ids(Set<CustomerId> customers) {
        return customers.stream().map(id -> Uuids.bytes(id.value())).toList();
    }
}
