package io.tagline.hub.care;

import io.tagline.hub.promise.Money;
import io.tagline.hub.store.Tx;
import io.tagline.hub.store.Uuids;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Currency;
import java.util.Optional;
import java.util.UUID;

/** What cases ask for in money; at most one row for a case. */
final class ClaimsTable {
    private static final String APPROVED = "approved";

    private ClaimsTable() {}

    static void insert(Tx tx, UUID caseId, Money claimed) {
        tx.execute(
                "INSERT INTO claims (case_id, currency, claimed) VALUES (?, ?, ?)",
                Uuids.bytes(caseId),
                claimed.currency().getCurrencyCode(),
                coins(claimed));
    }

    /** What was decided of an earlier one goes with it; the case's history keeps it. */
    static void propose(Tx tx, UUID caseId, Claim.Proposal proposal) {
        tx.execute(
                """
                UPDATE claims SET proposed = ?, proposed_by = ?, proposed_at = ?, decision = NULL, decided_by = NULL,
                  decided_at = NULL, note = NULL
                WHERE case_id = ?
                """,
                coins(proposal.amount()),
                proposal.by(),
                proposal.at().toEpochMilli(),
                Uuids.bytes(caseId));
    }

    static void decide(Tx tx, UUID caseId, Claim.Decision decision) {
        tx.execute(
                "UPDATE claims SET decision = ?, decided_by = ?, decided_at = ?, note = ? WHERE case_id = ?",
                decision.approved() ? APPROVED : "rejected",
                decision.by(),
                decision.at().toEpochMilli(),
                decision.note().orElse(null),
                Uuids.bytes(caseId));
    }

    /** Of a row of a case that was joined with its claim. */
    static Optional<Claim> read(ResultSet row) throws SQLException {
        String code = row.getString("currency");
        if (code == null) {
            return Optional.empty();
        }
        Currency currency = Currency.getInstance(code);
        Money claimed = money(row.getLong("claimed"), currency);
        long proposed = row.getLong("proposed");
        if (row.wasNull()) {
            return Optional.of(new Claim(claimed, Optional.empty(), Optional.empty()));
        }
        Claim.Proposal proposal = new Claim.Proposal(
                money(proposed, currency),
                row.getString("proposed_by"),
                Instant.ofEpochMilli(row.getLong("proposed_at")));
        String decision = row.getString("decision");
        if (decision == null) {
            return Optional.of(new Claim(claimed, Optional.of(proposal), Optional.empty()));
        }
        return Optional.of(new Claim(
                claimed,
                Optional.of(proposal),
                Optional.of(new Claim.Decision(
                        decision.equals(APPROVED),
                        row.getString("decided_by"),
                        Instant.ofEpochMilli(row.getLong("decided_at")),
                        Optional.ofNullable(row.getString("note"))))));
    }

    private static long coins(Money money) {
        return money.amount().unscaledValue().longValueExact();
    }

    private static Money money(long coins, Currency currency) {
        return new Money(BigDecimal.valueOf(coins, Math.max(0, currency.getDefaultFractionDigits())), currency);
    }
}
