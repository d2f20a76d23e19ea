package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.peer.LossyProxy;
import io.tagline.hub.crm.tryton.TrytonServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A hub and a real Tryton 6.0 with a bad line between them, and the hub killed again and again. The whole size by
 * {@code -Dtagline.crm.events=2000 -Dtagline.crm.kills=20}.
 */
final class CrmTrytonJourneyIT {
    private static final int EVENTS = Integer.getInteger("tagline.crm.events", 60);
    private static final int KILLS = Integer.getInteger("tagline.crm.kills", 2);
    private static final double LOST = 0.3;
    private static final Pattern KEY = Pattern.compile("\\n\\[tagline:([0-9a-f-]{36})]$");

    private final long seed = Long.getLong("tagline.seed", System.nanoTime());

    @TempDir
    Path folder;

    @Test
    void eachEventIsANoteOfItsCustomerAndItsOrderOnceAndInOrder() throws Exception {
        Path home = Lives.home(folder);
        Instant begun = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        try (TrytonServer tryton = TrytonServer.start(Files.createDirectory(folder.resolve("tryton")));
                LossyProxy line = new LossyProxy(tryton.uri(), seed).share(LossyProxy.Fate.REPLY_LOST, LOST)) {
            int orders = Math.max(4, EVENTS / 40);
            Work work = new Work(Math.max(3, orders / 2), orders, EVENTS, begun);
            Lives lives = new Lives(
                    home,
                    CrmKind.TRYTON,
                    line.uri(),
                    work,
                    2_000,
                    Duration.ofSeconds(1),
                    false,
                    Duration.ZERO,
                    Duration.ofSeconds(60 + EVENTS / 2),
                    new Random(seed));
            List<String> left = lives.live(KILLS);
            Ledger ledger = Ledger.of(home);
            System.out.printf(
                    "Tryton: %d events of %d orders on 2 timelines each, hub killed %d times, %d of %d replies lost; %d s; seed %d%n",
                    ledger.count(),
                    orders,
                    KILLS,
                    line.count(LossyProxy.Fate.REPLY_LOST),
                    line.count(),
                    Duration.between(begun, Instant.now()).toSeconds(),
                    seed);
            System.out.println("when killed: " + left);
            check(new TrytonApi(tryton.uri()), ledger, work);
        }
    }

    private void check(TrytonApi api, Ledger ledger, Work work) throws Exception {
        List<String> onCustomers = new ArrayList<>();
        List<String> onOrders = new ArrayList<>();
        Map<String, Integer> notes = new TreeMap<>();
        for (JsonNode note : api.read("ir.note", List.of(), 1_000_000, "message", "resource")) {
            String on = note.path("resource").asString();
            Matcher key = KEY.matcher(note.path("message").asString());
            assertThat(key.find()).as("key of %s", note).isTrue();
            (on.startsWith("party.") ? onCustomers : onOrders).add(key.group(1));
            notes.merge(on, 1, Integer::sum);
        }
        ledger.assertOnceInOrder("event-on-customer", onCustomers);
        ledger.assertOnceInOrder("event-on-order", onOrders);
        JsonNode sales = api.read("sale.sale", List.of(), 1_000_000, "reference", "party", "comment", "description");
        assertThat(sales.valueStream().map(sale -> sale.path("reference").asString()))
                .as("seed %d", seed)
                .containsExactlyInAnyOrderElementsOf(ledger.orders());
        JsonNode parties = api.read(
                "party.party", List.of(List.of("name", "like", "Customer %")), 1_000_000, "name", "identifiers");
        assertThat(parties.valueStream().map(party -> party.path("name").asString()))
                .as("seed %d", seed)
                .hasSize(work.customers())
                .doesNotHaveDuplicates();
        print(api, parties.get(0), sales);
        sales.forEach(
                sale -> assertThat(notes.get("sale.sale," + sale.path("id").asInt()))
                        .as("notes of %s", sale)
                        .isGreaterThan(1));
    }

    /** One customer as Tryton's own API has it. */
    private static void print(TrytonApi api, JsonNode party, JsonNode sales) throws Exception {
        System.out.println("party.party " + party);
        JsonNode sale = sales.valueStream()
                .filter(found -> found.path("party").asInt() == party.path("id").asInt())
                .findFirst()
                .orElseThrow();
        System.out.println("sale.sale " + sale);
        String resource = "sale.sale," + sale.path("id").asInt();
        for (JsonNode note : api.read("ir.note", List.of(List.of("resource", "=", resource)), 5, "message")) {
            System.out.println("ir.note " + note);
        }
    }
}
