package io.tagline.hub.crm;

import java.util.ArrayList;
import java.util.List;

/** What was met on one page of a comparison. Confined to its transaction. */
final class Differences {
    private static final int MOST_EXAMPLES = 20;

    long theirs;
    long ours;
    long missingHere;
    long missingThere;
    long different;
    long duplicates;
    long repaired;
    private final List<String> examples = new ArrayList<>();

    void missingHere(String key, String remoteId) {
        missingHere++;
        example("missing-here " + key + " " + remoteId);
    }

    void missingThere(String key) {
        missingThere++;
        example("missing-there " + key);
    }

    void duplicate(String key, String remoteId) {
        duplicates++;
        example("duplicate " + key + " " + remoteId);
    }

    void different(String key, String remoteId, List<String> fields) {
        different++;
        example("different " + key + " " + remoteId + " " + String.join(" ", fields));
    }

    private void example(String line) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(line);
        }
    }

    /** Each on a line of its own. */
    String examples() {
        return examples.isEmpty() ? "" : String.join("\n", examples) + "\n";
    }
}
