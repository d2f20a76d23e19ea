package io.tagline.hub.web;

import io.tagline.hub.benefit.BenefitArea;
import io.tagline.hub.benefit.BenefitReport;
import io.tagline.hub.benefit.Benefits;
import io.tagline.hub.benefit.Period;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpStatus;

/** Which figures somebody asks for, by the parameters of an address. */
record BenefitQuery(BenefitArea area, Period period, int count, LocalDate until) {
    private static final int USUAL = 6;

    /** @throws ProblemException 400 for what is none, saying which and what was expected */
    static BenefitQuery of(
            Benefits benefits,
            Optional<String> area,
            Optional<String> period,
            Optional<String> count,
            Optional<String> until) {
        return new BenefitQuery(
                area.filter(text -> !text.isEmpty()).map(BenefitQuery::area).orElse(BenefitArea.ALL),
                period.map(BenefitQuery::period).orElse(Period.MONTH),
                count.map(BenefitQuery::count).orElse(USUAL),
                until.map(text -> day("until", text)).orElseGet(benefits::today));
    }

    BenefitReport report(Benefits benefits) {
        return benefits.report(area, period, until, count);
    }

    static BenefitArea area(String text) {
        return BenefitArea.parse(text)
                .orElseThrow(() -> bad("area: expected all, or site:, region:, product: or segment: with an id"));
    }

    private static Period period(String text) {
        return Period.ofCode(text).orElseThrow(() -> bad("period: expected day, week or month"));
    }

    private static int count(String text) {
        try {
            int count = Integer.parseInt(text);
            if (count >= 1 && count <= Benefits.MOST_PERIODS) {
                return count;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw bad("count: expected a number from 1 to " + Benefits.MOST_PERIODS);
    }

    static LocalDate day(String name, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 2000 && day.getYear() < 2200) {
                return day;
            }
        } catch (DateTimeException e) {
            // said below
        }
        throw bad(name + ": expected a day such as 2026-11-30");
    }

    static ProblemException bad(String detail) {
        return new ProblemException(Problem.of(HttpStatus.BAD_REQUEST, "bad-benefit-query", detail));
    }
}
