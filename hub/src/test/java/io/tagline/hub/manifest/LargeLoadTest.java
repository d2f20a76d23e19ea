package io.tagline.hub.manifest;

import static io.tagline.hub.TestHub.OTTAWA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.WireCodec;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As much as an agent takes. */
final class LargeLoadTest {
    /** Of the hub's own broker; the one in {@code firmware-config/mosquitto} takes twice as much. */
    private static final int BROKER_TAKES_BYTES = 512 * 1024;

    @Test
    void anAgentHasSoManyParcelsAndNoMore(@TempDir Path folder) throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.watches(OTTAWA, "door-1", "van-1");
            hub.watches(new AgentAddress("ott-1", "gw-2"), "locker");
            List<String> numbers = parcels(hub, Manifest.MOST_PARCELS + 1);
            List<String> most = numbers.subList(0, Manifest.MOST_PARCELS);
            List<String> oneMore = numbers.subList(Manifest.MOST_PARCELS, Manifest.MOST_PARCELS + 1);
            put(hub, "door-1", most);
            assertThatThrownBy(() -> put(hub, "van-1", oneMore))
                    .isInstanceOf(LoadConflictException.class)
                    .hasMessage("$.expected: 1 parcels, beside 20000 at other portals of agent ott-1/gw-1:"
                            + " expected at most 20000 for one agent");
            Manifest manifest = hub.core.manifests().issue(OTTAWA);
            assertThat(manifest.portals().values()).singleElement().satisfies(portal -> assertThat(portal.expected())
                    .hasSize(Manifest.MOST_PARCELS));
            assertThat(WireCodec.decodeManifest(WireCodec.encode(manifest))).isEqualTo(manifest);
            assertThat(WireCodec.encode(manifest).body()).hasSizeLessThan(BROKER_TAKES_BYTES);

            put(hub, "locker", oneMore);
            assertThat(hub.core.manifests().issue(OTTAWA))
                    .as("no room to say what belongs elsewhere")
                    .isEqualTo(manifest);
            put(hub, "door-9", oneMore);
            hub.watches(OTTAWA, "door-1", "door-9");
            assertThatThrownBy(() -> hub.core.manifests().issue(OTTAWA))
                    .as("named after the load was put")
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("manifest of 20001 parcels: expected at most 20000 for one agent");
        }
    }

    private static void put(TestHub hub, String portal, List<String> expected) throws Exception {
        hub.core.loads().put("ott-1", portal, new LoadDocument("L-" + portal, Direction.OUT, expected, List.of()));
    }

    /** Tags and numbers as different as they can be: the manifest is as long as it can be, too. By SQL, which takes no minute. */
    private static List<String> parcels(TestHub hub, int parcels) throws Exception {
        hub.order("A-1", "RR123456785CA");
        return hub.store.transactions().write(tx -> {
            tx.execute(
                    """
                    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
                    INSERT INTO parcels (id, order_id, shipment, position, tracking_number, link, status, status_at)
                    SELECT randomblob(16), order_id, shipment, n, 'X' || hex(randomblob(7)), hex(randomblob(11)), status, status_at
                    FROM parcels, numbers
                    """,
                    parcels);
            tx.execute(
                    "INSERT INTO tag_bindings (epc, from_at, parcel) SELECT '3034' || hex(randomblob(10)), 0, id FROM parcels");
            return tx.sql("SELECT tracking_number FROM parcels WHERE tracking_number LIKE 'X%'")
                    .query(String.class)
                    .list();
        });
    }
}
