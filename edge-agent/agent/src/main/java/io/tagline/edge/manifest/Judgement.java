package io.tagline.edge.manifest;

import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import java.util.Optional;

/**
 * The verdict on one scan.
 *
 * @param parcel its tracking number, where the manifest has it
 * @param reason why it is refused, or the id of the portal where it belongs; empty otherwise
 * @param atTick when it passed, on the agent's ticker
 */
public record Judgement(
        PortalId portal,
        Epc epc,
        Direction direction,
        Verdict verdict,
        Optional<String> parcel,
        String reason,
        long atTick) {}
