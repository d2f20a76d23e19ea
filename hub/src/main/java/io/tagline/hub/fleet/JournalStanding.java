package io.tagline.hub.fleet;

import io.tagline.hub.ledger.JournalState;
import io.tagline.hub.ledger.JournalTrouble;
import java.util.UUID;

/** How one of an agent's journals stands: against the ledger, and as an identity. */
record JournalStanding(UUID id, JournalState state, JournalTrouble trouble) {}
