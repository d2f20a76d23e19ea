package io.tagline.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is found while settings are read: problems, and the keys that the code knows. Confined to one thread. */
final class Findings {

    /** Enough to put right in one go; a file of garbage would give thousands. */
    private static final int MAX_PROBLEMS = 100;

    private final boolean probing;
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> sources = new ArrayList<>();
    private final Set<KnownKey> knownKeys = new LinkedHashSet<>();
    private final List<Section> sections = new ArrayList<>();

    /** @param probing whether only the known keys are wanted: there is no file, and every list shows one element */
    Findings(boolean probing) {
        this.probing = probing;
    }

    boolean probing() {
        return probing;
    }

    void add(Problem problem) {
        if (problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
            problems.add(problem);
        }
    }

    int count() {
        return problems.size();
    }

    void opened(Section section) {
        sections.add(section);
    }

    void openedSource(String name) {
        sources.add(name);
    }

    void known(KnownKey key) {
        knownKeys.add(key);
    }

    List<KnownKey> knownKeys() {
        return List.copyOf(knownKeys);
    }

    void throwIfAny() throws SettingsException {
        sections.forEach(Section::reportUnknownKeys);
        if (!problems.isEmpty()) {
            problems.sort(Comparator.comparingInt((Problem problem) -> sources.indexOf(problem.source()))
                    .thenComparingInt(Problem::line));
            throw new SettingsException(problems);
        }
    }
}
