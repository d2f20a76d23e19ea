package io.tagline.journeys.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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

    /** Scans do not get to the hub, or not to the disk. */
    private static final Set<String> IN_THE_WAY = Set.of(
            "broker-certificate-refused",
            "broker-lost",
            "broker-unreachable",
            "client-id-in-use",
            "credential-refused",
            "disk-full",
            "hub-silent",
            "publish-refused",
            "tls-failed");

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
        return reading && diskProblems().isEmpty() && problems.stream().noneMatch(IN_THE_WAY::contains);
    }

    /** What it says of its journal and the disk under it now. */
    List<String> diskProblems() {
        return problems.stream()
                .filter(name -> name.equals("disk-full") || (name.startsWith("journal") && !name.equals(SALVAGED)))
                .toList();
    }
}
