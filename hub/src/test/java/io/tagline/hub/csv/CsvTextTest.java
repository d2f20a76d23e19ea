package io.tagline.hub.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CsvTextTest {

    /** OWASP, CSV injection: what a spreadsheet would run when somebody opens the file. */
    @Test
    void textThatASpreadsheetWouldRunIsHarmlessAndNumbersStayNumbers() {
        assertThat(new CsvText()
                        .line(List.of("=HYPERLINK(\"x\")", "+1", "-2", "@sum", "\tx", -2.5))
                        .toString())
                .isEqualTo("\"'=HYPERLINK(\"\"x\"\")\",'+1,'-2,'@sum,'\tx,-2.5\r\n");
        assertThat(new CsvText().line(List.of("a,b", "c\nd", "")).toString()).isEqualTo("\"a,b\",\"c\nd\",\r\n");
    }
}
