package io.tagline.hub.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Files as spreadsheets write them, and as they should not be. */
final class CsvSheetTest {

    private static CsvSheet open(byte[] file) throws Exception {
        return CsvSheet.open(new ByteArrayInputStream(file), Set.of("name"), Set.of("name", "city", "note"));
    }

    private static List<CsvSheet.Next> rows(String file) throws Exception {
        CsvSheet sheet = open(file.getBytes(StandardCharsets.UTF_8));
        List<CsvSheet.Next> rows = new ArrayList<>();
        for (Optional<CsvSheet.Next> next = sheet.next(); next.isPresent(); next = sheet.next()) {
            rows.add(next.get());
        }
        return rows;
    }

    @Test
    void quotesCommasAndLinesWithinAFieldAreTheFields() throws Exception {
        List<CsvSheet.Next> rows = rows("name,city\r\n\"Stone, \"\"Bob\"\"\",\"Hull\nQC\"\r\n\r\nAda,Ottawa");

        assertThat(rows).extracting(next -> next.row().line()).containsExactly(2, 5);
        assertThat(rows.get(0).row().get("name")).contains("Stone, \"Bob\"");
        assertThat(rows.get(0).row().get("city")).contains("Hull\nQC");
        assertThat(rows.get(1).row().get("city")).contains("Ottawa");
    }

    @Test
    void fileWithMarkAndSemicolonsIsRead() throws Exception {
        List<CsvSheet.Next> rows = rows("\uFEFFname;city\r\nÉlan;a,b\r\n");

        assertThat(rows).singleElement().satisfies(next -> {
            assertThat(next.row().get("name")).contains("Élan");
            assertThat(next.row().get("city")).contains("a,b");
        });
    }

    @Test
    void columnThatIsMissingSaysNothingAndAnEmptyFieldSaysThatThereIsNothing() throws Exception {
        CsvRow row = rows("name,city\nAda,\n").get(0).row();

        assertThat(row.has("city")).isTrue();
        assertThat(row.get("city")).isEmpty();
        assertThat(row.has("note")).isFalse();
    }

    @Test
    void lineWithFieldsTooManyOrTooFewIsNamed() throws Exception {
        assertThat(rows("name,city\nAda\nBob,Hull,x\n"))
                .extracting(next -> next.problem().orElseThrow().toString())
                .containsExactly(
                        "line 2: 1 fields: expected 2, as in the header",
                        "line 3: 3 fields: expected 2, as in the header");
    }

    @Test
    void fileThatIsNoneIsRefusedWithItsLine() {
        assertThatThrownBy(() -> rows("")).hasMessageContaining("line 1: nothing in the file");
        assertThatThrownBy(() -> rows("name,colour\n"))
                .hasMessage("line 1: column \"colour\": expected one of city, name, note");
        assertThatThrownBy(() -> rows("city\n")).hasMessage("line 1: columns missing: expected name too");
        assertThatThrownBy(() -> rows("name,name\n")).hasMessageContaining("twice");
        assertThatThrownBy(() -> rows("name\nAda\n\"Bob\nEve\n"))
                .hasMessageContaining("line 3: a quoted field does not end");
        assertThatThrownBy(() -> rows("name\n\"Bob\"x\n")).hasMessageContaining("line 2: a quoted field goes on");
        assertThatThrownBy(() -> rows("name\n" + "x".repeat(10_001)))
                .hasMessageContaining("more than 10000 characters");
        assertThatThrownBy(() -> {
                    CsvSheet sheet = open(new byte[] {'n', 'a', 'm', 'e', '\n', (byte) 0xE9, '\n'});
                    sheet.next();
                })
                .isInstanceOf(CsvException.class)
                .hasMessageContaining("not UTF-8");
    }
}
