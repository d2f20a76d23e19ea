package io.tagline.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documents say is there: files that they name exist, and the commands of the README are real ones. */
class DocsTest {
    /** A path below a folder of the top level, in prose, in a table or in a command. */
    private static final Pattern PATH = Pattern.compile(
            "(?<![\\w/.-])((?:edge-agent|hub|firmware-config|scripts|\\.github|\\.ci)/[A-Za-z0-9_./-]*[A-Za-z0-9_-])");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private final Path root = Project.root();

    @Test
    void everyFileThatADocumentNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        List<Path> documents = documents();
        assertThat(documents).hasSizeGreaterThan(10);
        for (Path document : documents) {
            String text = Files.readString(document);
            Matcher path = PATH.matcher(text);
            while (path.find()) {
                String named = path.group(1);
                boolean placeholder = named.contains("NAME");
                boolean built = named.contains("/target/");
                if (!placeholder && !built && !exists(document, named)) {
                    missing.add(root.relativize(document) + " names " + named);
                }
            }
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                if (!exists(document, link.group(1))) {
                    missing.add(root.relativize(document) + " links to " + link.group(1));
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theTagIsFollowedInEightFiles() throws IOException {
        String readme = Files.readString(root.resolve("README.md"));
        String section = readme.substring(readme.indexOf("## Follow a tag"), readme.indexOf("## Where things are"));
        assertThat(section.lines().filter(line -> line.matches("\\d\\. .*"))).hasSize(8);
    }

    @Test
    void scriptsExplainThemselvesAndRefuseWhatTheyDoNotKnow() throws Exception {
        try (Stream<Path> scripts = Files.list(root.resolve("scripts"))) {
            for (Path script : scripts.filter(Files::isRegularFile).toList()) {
                assertThat(run(script, "--help")).as("%s --help", script).isZero();
                assertThat(run(script, "--no-such-option"))
                        .as("%s with an unknown option", script)
                        .isEqualTo(2);
            }
        }
    }

    private static int run(Path script, String argument) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(script.toString(), argument)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor();
    }

    private boolean exists(Path document, String named) {
        Path folder = document.getParent();
        return Files.exists(root.resolve(named)) || (folder != null && Files.exists(folder.resolve(named)));
    }

    private List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !root.relativize(file).toString().matches("(.*/)?(target|\\.git|node_modules)/.*"))
                    .toList();
        }
    }
}
