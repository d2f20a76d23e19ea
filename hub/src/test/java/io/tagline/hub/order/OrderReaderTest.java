package io.tagline.hub.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tagline.hub.TestHub;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an order's body may be, and what is said of one that is not. */
final class OrderReaderTest {
    @Test
    void wholeOrderIsReadAndNormalised() throws Exception {
        OrderDocument order = read(
                """
                {"customer":{"reference":"C-1","name":"Ada","email":"ada@example.com","phone":"+1 613 555 0100","segment":"retail"},
                 "serviceLevel":"standard","promisedDate":"2026-11-25",
                 "shipments":[{"reference":"S-1","recipient":{"name":"Bob","city":"Ottawa","postalCode":"K1A 0B1","country":"CA"},
                   "parcels":[{"trackingNumber":"rr 1234 5678 5 ca","epc":"3034257bf7194e4000001a85","weightGrams":1200}]}]}
                """);

        var parcel = order.shipments().get(0).parcels().get(0);
        assertThat(parcel.trackingNumber()).isEqualTo("RR123456785CA");
        assertThat(parcel.epc()).contains("3034257BF7194E4000001A85");
        assertThat(parcel.weightGrams()).hasValue(1200);
        assertThat(order.promisedDate()).hasToString("Optional[2026-11-25]");
        // who it is for never shows up in a log
        assertThat(order.toString()).doesNotContain("Ada").doesNotContain("Bob").doesNotContain("613");
    }

    @Test
    void allProblemsAreToldAtOnceEachWithItsPath() {
        List<OrderProblem> problems = problems(
                """
                {"customer":{"reference":"C-1","vip":true},"serviceLevel":"Express!","promisedDate":"tomorrow",
                 "shipments":[{"parcels":[
                   {"trackingNumber":"RR123456789CA"},
                   {"trackingNumber":"RR123456785CA","epc":"30G4"},
                   {"trackingNumber":"RB123456785GB","weightGrams":-3}]}]}
                """);

        assertThat(problems)
                .extracting(OrderProblem::path)
                .containsExactlyInAnyOrder(
                        "$.customer.vip",
                        "$.serviceLevel",
                        "$.promisedDate",
                        "$.shipments[0].parcels[0].trackingNumber",
                        "$.shipments[0].parcels[1].epc",
                        "$.shipments[0].parcels[2].weightGrams");
    }

    @Test
    void brokenCheckDigitIsNamedWithTheOneExpected() {
        assertThat(problems(TestHub.orderJson("RR123456789CA")).get(0).message())
                .contains("RR123456789CA")
                .contains("9")
                .contains("5");
    }

    @Test
    void unknownFieldIsRefusedWithItsPathAndTheKnownOnes() {
        assertThat(problems("{\"customer\":{\"reference\":\"C-1\",\"vip\":true},\"serviceLevel\":\"standard\","
                        + "\"shipments\":[{\"parcels\":[{\"trackingNumber\":\"RR123456785CA\"}]}]}"))
                .containsExactly(new OrderProblem(
                        "$.customer.vip", "unknown field: expected one of email, name, phone, reference, segment"));
    }

    @Test
    void tagOnTwoParcelsOfTheBodyIsRefused() {
        assertThat(problems(TestHub.orderJson("RR123456785CA=3034AAAA", "RB123456785GB=3034aaaa")))
                .containsExactly(new OrderProblem(
                        "$.shipments[0].parcels[1].epc",
                        "\"3034AAAA\" is also at $.shipments[0].parcels[0].epc: expected it on one parcel"));
    }

    @Test
    void tagThatIsNotWholeWordsIsRefused() {
        for (String epc : new String[] {"303", "3034AA", "30 34"}) {
            assertThat(problems(TestHub.orderJson("RR123456785CA=" + epc)))
                    .containsExactly(new OrderProblem(
                            "$.shipments[0].parcels[0].epc",
                            "\"" + epc + "\": expected the EPC in words of 4 hexadecimal digits, at most 124 digits"));
        }
    }

    @Test
    void shipmentWithoutReferenceGoesByItsNumberOrTheNextThatIsFree() throws Exception {
        String parcel = "\"parcels\":[{\"trackingNumber\":\"BENCH10000%d\"}]";
        OrderDocument order = read("{\"customer\":{\"reference\":\"C-1\"},\"serviceLevel\":\"standard\",\"shipments\":["
                + "{" + parcel.formatted(1) + "},{\"reference\":\"2\"," + parcel.formatted(2)
                + "},{\"reference\":\"3\","
                + parcel.formatted(3) + "},{" + parcel.formatted(4) + "},{" + parcel.formatted(5) + "}]}");

        assertThat(order.shipments())
                .extracting(OrderDocument.Shipment::reference)
                .containsExactly("1", "2", "3", "4", "5");
        assertThat(read("{\"customer\":{\"reference\":\"C-1\"},\"serviceLevel\":\"standard\",\"shipments\":["
                                + "{" + parcel.formatted(1) + "},{\"reference\":\"1\"," + parcel.formatted(2) + "},{"
                                + parcel.formatted(3) + "}]}")
                        .shipments())
                .extracting(OrderDocument.Shipment::reference)
                .containsExactly("2", "1", "3");
    }

    @Test
    void tooManyParcelsAreRefusedWithTheLimit() {
        String[] parcels = Collections.nCopies(OrderReader.MOST_PARCELS + 1, "RR123456785CA")
                .toArray(String[]::new);

        assertThat(problems(TestHub.orderJson(parcels)))
                .containsExactly(new OrderProblem("$.shipments[0].parcels", "1001 entries: expected at most 1000"));
    }

    @Test
    void missingPartsAreNamed() {
        assertThat(problems("{}"))
                .extracting(OrderProblem::toString)
                .containsExactly(
                        "$.customer: missing: expected a value",
                        "$.serviceLevel: missing: expected a value",
                        "$.shipments: missing: expected a value");
    }

    @Test
    void bodyThatIsNotJsonIsRefusedWithThePlace() {
        assertThat(problems("{\"customer\":").get(0).toString()).startsWith("$: not JSON at line 1, column ");
        assertThat(problems("[]").get(0)).isEqualTo(new OrderProblem("$", "a list of 0: expected an object"));
    }

    @Test
    void repeatedFieldIsRefused() {
        assertThat(problems("{\"customer\":{},\"customer\":{}}").get(0).message())
                .contains("Duplicate");
    }

    @Test
    void emailProblemDoesNotQuoteTheAddress() {
        assertThatThrownBy(() -> read("{\"customer\":{\"reference\":\"C\",\"email\":\"ada at example\"}}"))
                .hasMessageContaining("$.customer.email: not an e-mail address: expected name@domain")
                .hasMessageNotContaining("ada");
    }

    private static List<OrderProblem> problems(String json) {
        return problems(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<OrderProblem> problems(byte[] json) {
        return catchThrowableOfType(OrderRefusedException.class, () -> OrderReader.read(json))
                .problems();
    }

    private static OrderDocument read(String json) throws OrderRefusedException {
        return OrderReader.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
