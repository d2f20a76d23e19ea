package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.wire.KnownProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The runbook has what a person needs for each problem, and nothing for problems that do not exist. */
class RunbookTest {
    private static final Pattern SECTION = Pattern.compile("(?ms)^### `([a-z0-9-]+)`$(.*?)(?=^##|\\z)");
    private static final String[] QUESTIONS = {"Means", "Still works", "Look at", "Do", "Do not"};

    @Test
    void everyProblemHasASectionAndNoOtherHas() {
        assertThat(sections())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(KnownProblem.values())
                        .map(KnownProblem::code)
                        .toList());
    }

    @Test
    void everySectionAnswersTheSameQuestions() {
        Matcher section = SECTION.matcher(Runbook.text());
        while (section.find()) {
            for (String question : QUESTIONS) {
                assertThat(section.group(2))
                        .as(section.group(1))
                        .containsPattern("(?m)^- \\*\\*" + question + ":\\*\\* \\S+");
            }
        }
    }

    @Test
    void everySectionOfThePageIsFoundByTheNameOfItsProblem() {
        String html = new Runbook().html();
        for (KnownProblem problem : KnownProblem.values()) {
            assertThat(html).containsOnlyOnce("<h3 id=\"" + problem.code() + "\">");
        }
    }

    @Test
    void problemsThatItNamesInPassingExist() {
        Matcher named = Pattern.compile("(?:as under|becomes|is next|before|wait for) `([a-z0-9-]+)`")
                .matcher(Runbook.text());
        List<String> unknown = new ArrayList<>();
        while (named.find()) {
            if (KnownProblem.ofCode(named.group(1)).isEmpty()) {
                unknown.add(named.group(1));
            }
        }
        assertThat(unknown).isEmpty();
    }

    private static List<String> sections() {
        List<String> names = new ArrayList<>();
        Matcher section = SECTION.matcher(Runbook.text());
        while (section.find()) {
            names.add(section.group(1));
        }
        return names;
    }
}
