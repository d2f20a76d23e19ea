package io.tagline.hub.web;

import java.time.Instant;
import java.util.Optional;

/**
 * A time as a page about CRMs shows it.
 *
 * @param age how long ago, rounded so that a page keeps still
 * @param iso for machines
 * @param exact for whoever points at it: day, second and zone
 */
record CrmMoment(String age, String iso, String exact) {
    static CrmMoment of(Instant at, Instant now, Times times) {
        Times.Local local = times.at(at, Optional.empty());
        return new CrmMoment(
                Ages.since(at, now), local.iso(), local.date() + " " + local.seconds() + " " + local.zone());
    }
}
