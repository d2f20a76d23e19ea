package io.tagline.hub.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.tracking.CarrierCodes;
import io.tagline.hub.tracking.EventKind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files in {@code hub/rules}, and what is wrong with others. */
class RuleFilesTest {
    private static final Path RULES = Path.of("rules");
    private static final ZoneId TORONTO = ZoneId.of("America/Toronto");

    private static WorkCalendar calendar(String name) throws IOException {
        return WorkCalendar.parse(name, Files.readAllLines(RULES.resolve("calendars/" + name + ".csv")));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void movableFeastsFallOnTheirDays() throws IOException {
        WorkCalendar canada = calendar("ca");
        // public tables: Good Friday 2027 is 26 March, Victoria Day 2026 is 18 May, Thanksgiving 2026 is 12 October
        for (String holiday :
                List.of("2027-03-26", "2026-05-18", "2026-10-12", "2026-09-07", "2026-07-01", "2026-08-03")) {
            assertThat(canada.isWorking(day(holiday))).as(holiday).isFalse();
        }
        assertThat(canada.isWorking(day("2026-05-25"))).isTrue();
        WorkCalendar france = calendar("fr");
        // Ascension and Whit Monday of 2026
        assertThat(france.isWorking(day("2026-05-14"))).isFalse();
        assertThat(france.isWorking(day("2026-05-25"))).isFalse();
        assertThat(france.isWorking(day("2026-11-28"))).as("a Saturday").isTrue();
        WorkCalendar iran = calendar("ir");
        assertThat(iran.isWorking(day("2026-03-21"))).isFalse();
        assertThat(iran.isWorking(day("2026-11-27"))).as("a Friday").isFalse();
        assertThat(iran.isWorking(day("2026-11-29"))).as("a Sunday").isTrue();
        assertThat(iran.until()).contains(day("2027-03-20"));
    }

    @Test
    void promiseCountsWorkingDaysFromTheDayOfAcceptanceAndTheCutOffMovesIt() throws IOException {
        ServiceLevel level = new ServiceLevel(
                "standard", Optional.empty(), Area.ANYWHERE, 3, LocalTime.of(16, 0), calendar("ca"), Optional.empty());
        // Tuesday 22 December 2026: then Christmas, Boxing Day (a Saturday) and a weekend
        Instant before = Instant.parse("2026-12-22T20:59:00Z");
        assertThat(level.dayFor(before, TORONTO)).isEqualTo("2026-12-28");
        assertThat(level.dayFor(before.plusSeconds(60), TORONTO)).isEqualTo("2026-12-29");
        // a Saturday counts as Monday
        assertThat(level.dayFor(Instant.parse("2026-11-21T15:00:00Z"), TORONTO)).isEqualTo("2026-11-26");
    }

    @Test
    void wrongLinesOfACalendarAreSaidAllAtOnce() {
        assertThatThrownBy(
                        () -> WorkCalendar.parse("x", List.of("weekend: sunday", "13-45,Nothing", "2 moonday 10,No")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2: \"13-45\": expected 2026-03-21, 12-25, easter-2")
                .hasMessageContaining("line 3: \"2 moonday 10\"");
    }

    @Test
    void codeOfACarrierThatIsNotKnownIsNoGoodNews() throws IOException {
        CarrierCodes codes =
                CarrierCodes.parse("canada-post", Files.readAllLines(RULES.resolve("carriers/canada-post.csv")));
        assertThat(codes.kind("0105")).isEqualTo(EventKind.ACCEPTED);
        assertThat(codes.kind("1496")).isEqualTo(EventKind.DELIVERED);
        assertThat(codes.kind("172")).isEqualTo(EventKind.UNKNOWN);
        assertThat(codes.kind("99999")).isEqualTo(EventKind.UNKNOWN);
        assertThatThrownBy(() -> CarrierCodes.parse("x", List.of("1-5,delivered", "3,held", "7,late")))
                .hasMessageContaining("line 2: \"3\" means delivered already")
                .hasMessageContaining("line 3: \"7,late\": expected a code, a comma and what it means");
    }

    @Test
    void priceIsThatOfTheFirstZoneAndTheLightestStep() throws Exception {
        RateCard rates = RateFile.parse(Files.readAllLines(RULES.resolve("rates.csv")));
        RateCard.Estimate toOttawa =
                rates.estimate("standard", 501, new Destination(Optional.of("CA"), Optional.of("k1a 0b1")));
        assertThat(toOttawa.zone()).isEqualTo("ontario");
        assertThat(toOttawa.upToGrams()).isEqualTo(2000);
        assertThat(toOttawa.price().amount()).isEqualTo(new BigDecimal("12.40"));
        assertThat(rates.estimate("standard", 500, new Destination(Optional.of("CA"), Optional.of("H2Y 1C6")))
                        .zone())
                .isEqualTo("canada");
        Destination france = new Destination(Optional.of("FR"), Optional.empty());
        assertThatThrownBy(() -> rates.estimate("standard", 2001, france))
                .hasMessage("2001: expected at most 2000 for service \"standard\" to zone world");
        assertThatThrownBy(() -> rates.estimate("express", 100, france))
                .hasMessage("\"express\": expected one that is offered to zone world");
        assertThatThrownBy(() -> rates.estimate("teleport", 100, france))
                .hasMessage("\"teleport\": expected one that has a price: express, standard");
    }

    @Test
    void wrongPricesAreSaidByLine() {
        assertThatThrownBy(() -> RateFile.parse(List.of(
                        "currency,CAD",
                        "zone,a,CA,",
                        "rate,standard,a,500,1.234",
                        "rate,standard,b,500,1.20",
                        "rate,standard,a,0,1.20",
                        "price,1")))
                .hasMessageContaining("line 3")
                .hasMessageContaining("amount 1.234 CAD: expected none below 0, with at most 2 digits after the point")
                .hasMessageContaining("line 4")
                .hasMessageContaining("expected a weight of 1 to 10000000 grams, not \"0\"")
                .hasMessageContaining("line 6: \"price,1\": expected currency,CODE");
    }

    @Test
    void priceHasAsManyDigitsAsItsCurrency() {
        assertThat(RateFile.parse(List.of("currency,JPY", "zone,a,,", "rate,standard,a,500,1200"))
                        .services())
                .containsExactly("standard");
        assertThatThrownBy(() -> RateFile.parse(List.of("currency,JPY", "zone,a,,", "rate,standard,a,500,12.5")))
                .hasMessageContaining("amount 12.5 JPY");
    }
}
