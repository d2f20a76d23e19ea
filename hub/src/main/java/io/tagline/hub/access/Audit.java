package io.tagline.hub.access;

import io.tagline.hub.store.Tx;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Who did what, and when: written in the transaction of the deed, never changed after it. Each row's hash covers the row and the
 * hash before it, so that a row can't be changed, left out or put in between unnoticed; see {@link AuditChain}. Stateless.
 */
public final class Audit {

    private static final String NAME = "audit";
    private static final int LONGEST_DETAIL = 2_000;
    private static final Pattern ACTION = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

    private Audit() {}

    /**
     * Writes it down if and when the transaction is committed.
     *
     * @param action a dotted verb, {@code customer.viewed}
     * @param subject {@code kind:id}, never a name or an address, since nothing is ever erased here
     * @param detail what else matters, without anything personal; cut at 2,000 characters
     * @throws IllegalArgumentException for an action or a subject of another form
     */
    public static void record(Tx tx, Viewer who, String action, String subject, String detail, Instant at) {
        if (!ACTION.matcher(action).matches()) {
            throw new IllegalArgumentException("action \"" + action + "\": expected a dotted verb in lower case");
        }
        if (subject.indexOf(':') < 1) {
            throw new IllegalArgumentException("subject \"" + subject + "\": expected kind:id");
        }
        AuditEntry entry = new AuditEntry(
                at.truncatedTo(ChronoUnit.MILLIS),
                plain(who.name()),
                Role.join(who.roles()),
                action,
                plain(subject),
                plain(detail));
        tx.atEnd(NAME, entry, AuditChain::append);
    }

    /** The newest of a subject, newest first. */
    public static List<AuditEntry> of(Tx tx, String subject, int most) {
        return AuditTable.of(tx, subject, most);
    }

    /** What both databases give back as it was, whatever somebody typed into a log-in form. */
    private static String plain(String text) {
        String cut = text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
        StringBuilder plain = new StringBuilder(cut.length());
        cut.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? ' ' : c)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }
}
