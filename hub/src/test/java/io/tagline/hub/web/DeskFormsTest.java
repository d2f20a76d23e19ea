package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.SharedHub;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Customers and orders as reps make, change, join and import them. */
final class DeskFormsTest {
    private static final Pattern ID = Pattern.compile("/desk/customers/[0-9a-f-]{36}");

    private static SharedHub hub;
    private static Browser rep;

    @BeforeAll
    static void start() throws Exception {
        hub = SharedHub.roomy();
        String file = Files.writeString(hub.folder().resolve("forms-password"), "forms-password-rep")
                .toString();
        hub.command("user", "add", "forms-rep", "--role", "rep", "--password-file", file);
        rep = new Browser(hub);
        rep.logIn("forms-rep", "forms-password-rep");
    }

    private static String target(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst("^http://[^/]+", "");
    }

    private static String customer(String reference, String name, String email) throws Exception {
        String made = target(rep.post(
                "/desk/customers/new",
                "/desk/customers",
                "source",
                "desk",
                "reference",
                reference,
                "name",
                name,
                "role",
                "payer",
                "stage",
                "active",
                "contact-email",
                email,
                "contact-phone",
                "+1 613 555 0142\n+1 613 555 0143",
                "preference-language",
                "fr"));
        return found(ID, made);
    }

    private static String found(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group();
    }

    private static String value(String page, String name) {
        return found(Pattern.compile("name=\"" + name + "\" value=\"[^\"]*\""), page)
                .replaceFirst(".*value=\"", "")
                .replace("\"", "");
    }

    @Test
    void aCustomerIsMadeAndChangedAndWhatIsWrongIsNamed() throws Exception {
        String page = customer("F-1", "Form One", "one@forms.example");
        assertThat(rep.get(page).body())
                .contains("Form One", "one@forms.example", "+1 613 555 0142", "+1 613 555 0143", "French")
                .doesNotContain("??");
        HttpResponse<String> wrong = rep.post(
                "/desk/customers/new",
                "/desk/customers",
                "source",
                "desk",
                "reference",
                "F-2",
                "contact-email",
                "no address");
        assertThat(wrong.statusCode()).isEqualTo(422);
        assertThat(wrong.body()).contains("$.contacts[0].value", "no address");
        String form = rep.get(page + "/change").body();
        String version = value(form, "version");
        String[] change = {
            "version",
            version,
            "name",
            "Form Uno",
            "role",
            "recipient",
            "stage",
            "dormant",
            "contact-email",
            "uno@forms.example"
        };
        assertThat(target(rep.post(page + "/change", page + "/change", change))).startsWith(page);
        assertThat(rep.get(page).body())
                .contains("Form Uno", "uno@forms.example", "Dormant")
                .doesNotContain("one@forms.example", "0142");
        assertThat(rep.post(page + "/change", page + "/change", change).body())
                .contains("Somebody else has changed it");
    }

    private static int times(String text, String page) {
        return page.split(Pattern.quote(text), -1).length - 1;
    }

    @Test
    void twoThatAreOneAreLookedAtJoinedAndTakenApart() throws Exception {
        String kept = customer("F-3", "Twin First", "twin@forms.example");
        String gone = customer("F-4", "Twin Second", "twin@forms.example");
        String goneId = gone.substring(gone.lastIndexOf('/') + 1);
        assertThat(rep.get(kept).body()).contains("Perhaps the same", "Twin Second");
        assertThat(rep.get(kept + "/merge?with=" + goneId).body())
                .contains("Twin First", "Twin Second", "They are one", "Nothing is lost")
                .doesNotContain("??");
        assertThat(rep.get(kept + "/merge?other=Twin+Sec").body()).contains("with=" + goneId);
        String open = target(rep.post(kept, kept + "/cases", "kind", "request", "text", "Once only"))
                .replaceFirst("\\?.*", "");
        String talk = "Called once and once only";
        assertThat(target(rep.post(kept, kept + "/talks", "text", talk))).isEqualTo(kept + "?said=kept");
        int linked = times(open, rep.get(kept).body());
        int said = times(talk, rep.get(kept).body());
        assertThat(target(rep.post(kept, kept + "/merge", "gone", goneId))).isEqualTo(kept + "?said=merged");
        assertThat(times(open, rep.get(kept).body())).isEqualTo(linked).isPositive();
        assertThat(times(talk, rep.get(kept).body())).isEqualTo(said).isPositive();
        assertThat(rep.get(gone).body()).contains("turned out to be another", kept);
        assertThat(rep.get(kept).body()).contains("Not the same after all", "Twin Second");
        assertThat(rep.post(kept, kept + "/merge", "gone", goneId).statusCode()).isEqualTo(409);
        assertThat(target(rep.post(kept, kept + "/unmerge", "gone", goneId))).isEqualTo(kept + "?said=unmerged");
        assertThat(rep.get(gone).body()).doesNotContain("turned out to be another");
    }

    @Test
    void anOrderIsMadeChangedAndKeepsWhatTheFormDoesNotSay() throws Exception {
        String customer = customer("F-5", "Order Maker", "maker@forms.example");
        String id = customer.substring(customer.lastIndexOf('/') + 1);
        String number = SharedHub.s10(63_000_001);
        String form = "/desk/orders/new?customer=" + id;
        String[] order = {
            "customer",
            id,
            "reference",
            "FO-1",
            "service",
            "standard",
            "promised",
            "2026-01-09",
            "parcels-0",
            number + "; 30340000000000006300A001; 1200",
            "name-0",
            "Rita Receiver",
            "city-0",
            "Kingston",
            "postal-0",
            "K7L 1A1",
            "country-0",
            "CA"
        };
        assertThat(target(rep.post(form, "/desk/orders", order))).isEqualTo(customer + "?said=ordered");
        // the same form sent twice is one order; another order of its number is refused
        assertThat(target(rep.post(form, "/desk/orders", order))).isEqualTo(customer + "?said=ordered");
        String[] other = order.clone();
        other[7] = "2026-01-12";
        assertThat(rep.post(form, "/desk/orders", other).body()).contains("There is an order of this number already");
        assertThat(rep.get(customer).body()).contains("desk / FO-1", number);
        String page = rep.get("/desk/orders/desk/FO-1").body();
        assertThat(page)
                .contains("Rita Receiver", "Kingston", "K7L 1A1", number + "; 30340000000000006300A001; 1200")
                .doesNotContain("??");
        String second = SharedHub.s10(63_000_002);
        String[] change = {
            "seen",
            value(page, "seen"),
            "service",
            "standard",
            "promised",
            "2026-01-10",
            "shipment-0",
            value(page, "shipment-0"),
            "parcels-0",
            number + "; 30340000000000006300A001; 1200\n" + second,
            "name-0",
            "Rita Receiver",
            "city-0",
            "Kingston",
            "postal-0",
            "K7L 1A1",
            "country-0",
            "CA"
        };
        assertThat(target(rep.post("/desk/orders/desk/FO-1", "/desk/orders/desk/FO-1", change)))
                .isEqualTo(customer + "?said=ordered");
        assertThat(hub.send(hub.withKey("/api/v1/orders/desk/FO-1")).body())
                .contains(number, second, "30340000000000006300A001", "Rita Receiver", "2026-01-10");
        String[] late = change.clone();
        late[5] = "2026-01-11";
        assertThat(rep.post("/desk/orders/desk/FO-1", "/desk/orders/desk/FO-1", late)
                        .body())
                .contains("Somebody else has changed it");
        String[] wrong = {
            "seen", value(rep.get("/desk/orders/desk/FO-1").body(), "seen"), "service", "standard", "parcels-0", "RR1"
        };
        assertThat(rep.post("/desk/orders/desk/FO-1", "/desk/orders/desk/FO-1", wrong)
                        .body())
                .contains("$.shipments[0].parcels[0].trackingNumber");
    }

    @Test
    void aFileIsTriedWithEveryBadLineAndThenTaken() throws Exception {
        String csv =
                """
                source,reference,name,email
                desk,F-CSV-1,Csv One,csv1@forms.example
                desk,F-CSV-2,Csv Two,no address
                desk,F-CSV-3,Csv Three,csv3@forms.example
                """;
        HttpResponse<String> tried = upload("customers", csv, false);
        assertThat(tried.statusCode()).as(tried.body()).isEqualTo(200);
        assertThat(tried.body())
                .contains("Tried: nothing was written", "email", ">3<")
                .doesNotContain("??");
        assertThat(rep.get("/desk?q=F-CSV-1").body()).contains("Nothing is known by that");
        assertThat(upload("customers", csv, true).body()).contains("Taken in");
        assertThat(rep.get("/desk?q=F-CSV-1").body()).contains("Csv One");
        assertThat(rep.get("/desk?q=F-CSV-2").body()).contains("Nothing is known by that");
        assertThat(upload("customers", "one\ntwo", false).statusCode()).isEqualTo(422);
    }

    private static HttpResponse<String> upload(String kind, String csv, boolean take) throws Exception {
        String edge = "edge-of-a-part";
        StringBuilder body = new StringBuilder();
        part(body, edge, "_csrf", Browser.token(rep.get("/desk/imports").body()));
        part(body, edge, "kind", kind);
        if (take) {
            part(body, edge, "take", "1");
        }
        body.append("--")
                .append(edge)
                .append(
                        "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\nContent-Type: text/csv\r\n\r\n")
                .append(csv)
                .append("\r\n--")
                .append(edge)
                .append("--\r\n");
        return rep.http()
                .send(
                        hub.request("/desk/imports")
                                .header("Content-Type", "multipart/form-data; boundary=" + edge)
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static void part(StringBuilder body, String edge, String name, String value) {
        body.append("--")
                .append(edge)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n");
    }
}
