package io.tagline.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class KnownProblemTest {
    @Test
    void everyProblemHasWordsAndSaysWhatToDoAndNoOtherHas() throws Exception {
        Set<String> expected = new TreeSet<>();
        for (KnownProblem problem : KnownProblem.values()) {
            expected.add("problem." + problem.code());
            expected.add("problem." + problem.code() + ".do");
            assertThat(problem.words()).as(problem.code()).hasSizeBetween(8, 50).doesNotEndWith(".");
            assertThat(problem.whatToDo())
                    .as(problem.code())
                    .hasSizeBetween(30, 170)
                    .endsWith(".");
            // the hub reads these as message formats
            assertThat(problem.words() + problem.whatToDo()).as(problem.code()).doesNotContain("'", "{", "}");
        }
        Properties words = new Properties();
        try (InputStream in = KnownProblem.class.getResourceAsStream("problems.properties")) {
            words.load(in);
        }
        assertThat(new TreeSet<>(words.stringPropertyNames())).isEqualTo(expected);
    }

    @Test
    void aProblemIsFoundByItsNameAndANewerOneIsNot() {
        for (KnownProblem problem : KnownProblem.values()) {
            assertThat(KnownProblem.ofCode(problem.code())).contains(problem);
            assertThat(AgentAddress.isId(problem.code())).isTrue();
        }
        assertThat(KnownProblem.ofCode("something-newer")).isEmpty();
    }

    @Test
    void aNameWithBlanksIsRefusedAndALongDetailIsCut() {
        Instant now = Instant.parse("2026-03-01T08:15:40Z");
        assertThatThrownBy(() -> new Health.Problem("Journal full", "", now))
                .hasMessage("problem \"Journal full\": expected lower-case letters, digits and hyphens");
        assertThat(new Health.Problem("journal-full", "x".repeat(600), now).detail())
                .hasSize(500);
    }
}
