package io.tagline.hub.benefit;

import java.time.Instant;

/** The days that an area is held against: how it was before. */
public record Baseline(BenefitArea area, Days days, String who, Instant at) {}
