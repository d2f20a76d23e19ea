package io.tagline.hub.benefit;

import io.tagline.hub.benefit.BenefitArea.Kind;
import io.tagline.hub.benefit.DeliveredParcelsTable.Found;
import io.tagline.hub.benefit.ScanLagsTable.Portal;
import io.tagline.hub.care.About;
import io.tagline.hub.promise.Rules;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.tracking.SiteMap;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Counts one day from what the store holds, in short transactions that only read: the same data give the same figures, in whatever
 * order they came in. Confined to the thread that counts.
 */
final class DayCount {
    private static final int PAGE = 200;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final UUID FIRST = new UUID(0, 0);

    private final Transactions transactions;
    private final Rules rules;
    private final SiteMap sites;
    private final LocalDate day;
    private final Instant from;
    private final Instant to;
    private final Tally tally = new Tally();

    private DayCount(Transactions transactions, Rules rules, SiteMap sites, LocalDate day) {
        this.transactions = transactions;
        this.rules = rules;
        this.sites = sites;
        this.day = day;
        this.from = day.atStartOfDay(rules.zone()).toInstant();
        this.to = day.plusDays(1).atStartOfDay(rules.zone()).toInstant();
    }

    /** @param now what is to be there by the end of a day is counted once that is over */
    static Tally of(Transactions transactions, Rules rules, SiteMap sites, LocalDate day, Instant now) {
        DayCount count = new DayCount(transactions, rules, sites, day);
        count.deliveries();
        if (!now.isBefore(count.to)) {
            count.promises();
        }
        count.scans();
        count.care();
        return count.tally;
    }

    private void deliveries() {
        long afterMs = Long.MIN_VALUE;
        UUID after = FIRST;
        List<Found> page;
        do {
            long sinceMs = afterMs;
            UUID since = after;
            page = transactions.read(tx -> DeliveredParcelsTable.delivered(tx, from, to, sinceMs, since, PAGE));
            for (Found found : page) {
                new ParcelCount(rules, sites, found.parcel()).delivered(tally);
            }
            if (!page.isEmpty()) {
                Found last = page.get(page.size() - 1);
                after = last.id().value();
                afterMs = last.deliveredAtMs();
            }
        } while (page.size() == PAGE);
    }

    private void promises() {
        UUID after = FIRST;
        List<Found> page;
        do {
            UUID since = after;
            page = transactions.read(tx -> DeliveredParcelsTable.promised(tx, day, from, since, PAGE));
            for (Found found : page) {
                new ParcelCount(rules, sites, found.parcel()).promised(day, tally);
                after = found.id().value();
            }
            // a parcel promised twice for the day is one of the page, so that a full one may look short
        } while (!page.isEmpty());
    }

    private void scans() {
        Optional<Portal> portal = transactions.read(tx -> ScanLagsTable.after(tx, Portal.BEFORE_ALL));
        while (portal.isPresent()) {
            Portal here = portal.get();
            List<BenefitArea> areas = List.of(BenefitArea.of(Kind.SITE, here.site()));
            for (Instant hour = from; hour.isBefore(to); hour = hour.plus(HOUR)) {
                Instant begin = hour;
                Measure sum = transactions.read(tx -> {
                    Measure[] lags = {Measure.NONE};
                    ScanLagsTable.lags(
                            tx,
                            here,
                            begin,
                            begin.plus(HOUR).isBefore(to) ? begin.plus(HOUR) : to,
                            lag -> lags[0] = lags[0].plus(lag.map(ms -> Measure.time(Duration.ofMillis(ms)))
                                    .orElse(Measure.UNMEASURED)));
                    return lags[0];
                });
                if (sum.all() > 0) {
                    tally.add(Figure.INTAKE_LAG, areas, sum);
                }
            }
            portal = transactions.read(tx -> ScanLagsTable.after(tx, here));
        }
    }

    private void care() {
        transactions
                .read(tx -> CareFiguresTable.solved(tx, from, to))
                .forEach(solved -> tally.add(Figure.FIRST_CONTACT, solved.areas(), Measure.hit(solved.atOnce())));
        for (About about : About.values()) {
            Figure figure =
                    switch (about) {
                        case DELIVERY -> Figure.SATISFACTION_DELIVERY;
                        case CASE -> Figure.SATISFACTION_CASE;
                        case COMPLAINT -> Figure.SATISFACTION_COMPLAINT;
                    };
            transactions
                    .read(tx -> CareFiguresTable.answers(tx, about, from, to))
                    .forEach(answer -> tally.add(
                            figure,
                            answer.areas(),
                            answer.score().map(Measure::score).orElse(Measure.UNMEASURED)));
        }
    }
}
