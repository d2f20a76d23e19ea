package io.tagline.hub.crm.mapping;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Target;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** How fast a first sync's records are made: {@code -Dtagline.bench.mapping=5000} orders, on {@code -Dtagline.bench.database}. */
@EnabledIfSystemProperty(named = "tagline.bench.mapping", matches = "\\d+")
class MappingBench {

    @TempDir
    Path folder;

    @Test
    void recordsOfAFirstSync() throws Exception {
        int orders = Integer.getInteger("tagline.bench.mapping");
        TestDatabase database = TestDatabase.valueOf(System.getProperty("tagline.bench.database", "SQLITE"));
        try (TestHub hub = new TestHub(database, folder)) {
            for (int i = 0; i < orders; i++) {
                String json = new String(TestHub.orderJson("PKG" + (1_000_000 + i)), StandardCharsets.UTF_8)
                        .replace("C-1", "C-" + i / 2);
                hub.core.orders().put("shop", "A-" + i, OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
            }
            FileMapping mapping = Mappings.of(Mappings.WHOLE);
            for (Entity entity : List.of(Entity.CUSTOMER, Entity.ORDER, Entity.PARCEL)) {
                long begun = System.nanoTime();
                int made = 0;
                Optional<UUID> after = Optional.empty();
                while (true) {
                    Optional<UUID> from = after;
                    List<Target> page = hub.store.transactions().read(tx -> {
                        List<Target> targets = mapping.all(tx, entity, from, 500);
                        targets.forEach(target -> mapping.record(tx, target).orElseThrow());
                        return targets;
                    });
                    if (page.isEmpty()) {
                        break;
                    }
                    made += page.size();
                    after = Optional.of(page.get(page.size() - 1).id());
                }
                double seconds = (System.nanoTime() - begun) / 1e9;
                System.out.printf(
                        Locale.ROOT,
                        "%s: %d records in %.1f s, %.0f/s%n",
                        entity.code(),
                        made,
                        seconds,
                        made / seconds);
            }
        }
    }
}
