package io.tagline.hub.crm;

import io.tagline.hub.outbox.Happenings;
import io.tagline.hub.store.Transactions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CRMs that are in no hub's settings any more: after a week happenings don't wait for them. Which record of theirs is which of ours is
 * kept. One that is back within the week goes on where it was. Confined to its thread.
 */
final class LeftCrms {
    private static final Logger log = LoggerFactory.getLogger(LeftCrms.class);
    private static final long BETWEEN_LOOKS_MS = Duration.ofHours(1).toMillis();

    private final Transactions transactions;
    private final Set<String> known;
    private final InstantSource clock;

    LeftCrms(Transactions transactions, List<CrmConnection> crms, InstantSource clock) {
        this.transactions = transactions;
        this.known = crms.stream().map(crm -> crm.setup().consumer()).collect(Collectors.toSet());
        this.clock = clock;
    }

    /** Gives how many milliseconds to wait before the next look. */
    long turn() {
        List<String> gone = transactions.write(tx -> Happenings.forget(tx, CrmSetup.CONSUMERS, known, clock.instant()));
        gone.forEach(name -> log.atWarn()
                .addKeyValue("crm", name.substring(CrmSetup.CONSUMERS.length()))
                .log("CRM was in no settings for a week: what happens is not kept for it any more"));
        return BETWEEN_LOOKS_MS;
    }
}
