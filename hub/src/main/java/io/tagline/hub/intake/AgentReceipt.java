package io.tagline.hub.intake;

import io.tagline.wire.AgentAddress;
import io.tagline.wire.Receipt;

/** A receipt and who it is for. */
public record AgentReceipt(AgentAddress to, Receipt receipt) {}
