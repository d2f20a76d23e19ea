package io.tagline.journeys.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What an agent's {@code /health} says.
 *
 * @param lastSeq highest number that is on its disk
 * @param pending scans without the hub's receipt
 * @param reading whether every reader of it reads
 * @param problems names
 */
record AgentHealth(UUID journal, long lastSeq, long pending, boolean reading, List<String> problems) {

    /** Stays until an operator has seen to the files that were kept. */
    private static final String SALVAGED = "journal-salvaged";

    static AgentHealth of(JsonNode json) {
        boolean reading = true;
        for (JsonNode reader : json.path("readers")) {
            reading &= reader.path("state").asText().equals("reading");
        }
        List<String> problems = new ArrayList<>();
        json.path("problems").forEach(each -> problems.add(each.path("name").asText()));
        JsonNode journal = json.path("journal");
        return new AgentHealth(
                UUID.fromString(journal.path("id").asText()),
                journal.path("lastSeq").asLong(),
                journal.path("pending").asLong(),
                reading,
                List.copyOf(problems));
    }

    /** Reads, and knows nothing against its way to the hub. */
    boolean online() {
        return reading
                && problems.stream()
                        .noneMatch(name -> name.startsWith("uplink")
                                || (name.startsWith("journal") && !name.equals(SALVAGED))
                                || name.equals("hub-silent")
                                || name.equals("credential-refused"));
    }
}
