package io.tagline.hub.crm.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CrmWordsTest {
    private static final URI AT = URI.create("https://crm.example.org/odata/contacts?$select=fullname,no_such_field");

    private static String about(String body, String words) {
        return CrmWords.about(CrmRequest.changing("POST", AT, Map.of(), body.getBytes(StandardCharsets.UTF_8)), words);
    }

    @Test
    void ofAWholeRequestOnlyOurOwnNamesAreRepeated() {
        assertThat(about(
                        "{\"Phone\": \"Minde\", \"no_such_field\":\"x\"}",
                        "Property 'no_such_field' of Grete Minde (id=7) isn't there"))
                .isEqualTo(" (about no_such_field)");
        assertThat(about("{\"Phone\":\"Minde\"}", "Cannot convert 'Minde' to a number"))
                .isEmpty();
        assertThat(about("", "You may not see Anna Müller (id=7)")).isEmpty();
    }

    @Test
    void whatOnlyReadsIsToldByWhatItAskedFor() {
        assertThat(CrmWords.about(CrmRequest.get(AT, Map.of()), "no column no_such_field, nor Anna"))
                .isEqualTo(" (about no_such_field)");
    }

    @Test
    void aFaultIsToldByItsPlaceAndNotByItsWords() {
        assertThat(CrmWords.of(new DateTimeParseException("could not be parsed", "Grete Minde", 0)))
                .startsWith("DateTimeParseException at CrmWordsTest.java:")
                .doesNotContain("Grete");
    }
}
