package io.tagline.hub.crm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.mapping.CrmCheck.Report;
import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerSchema.Field;
import io.tagline.hub.crm.peer.PeerSchema.Model;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.Write;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrmCheckTest {

    @TempDir
    Path folder;

    /** Takes everything that a mapping names, in fields of any kind, and counts what is written. */
    private static final class Lenient implements Peer {
        private final MappingFile file;
        private final Optional<PeerException> refusal;
        private final Set<String> unknown = new HashSet<>();

        Lenient(MappingFile file, Optional<PeerException> refusal) {
            this.file = file;
            this.refusal = refusal;
        }

        @Override
        public PeerTraits traits() {
            return new PeerTraits("Lenient", Duration.ofSeconds(1), PeerTraits.Limits.NONE, false);
        }

        @Override
        public ModelTraits traits(String model) {
            if (unknown.contains(model)) {
                throw new IllegalArgumentException("model \"" + model + "\": expected another");
            }
            return new ModelTraits(Keys.UPSERT, "id", 10, true, false);
        }

        @Override
        public String check() throws PeerException {
            if (refusal.isPresent()) {
                throw refusal.get();
            }
            return "Lenient as tagline";
        }

        @Override
        public PeerSchema schema(Set<String> models) {
            models.forEach(this::traits);
            Field any = new Field(PeerSchema.Type.OTHER, true, false, Optional.empty(), Set.of());
            Map<String, Model> known = new HashMap<>();
            file.shapes().forEach((model, shape) -> {
                Map<String, Field> fields = new HashMap<>(Map.of("id", any));
                shape.fields().forEach(field -> fields.put(field, any));
                known.put(model, new Model(fields));
            });
            return new PeerSchema(known);
        }

        @Override
        public List<Outcome> write(List<Write> writes) {
            throw new AssertionError("a check wrote " + writes.size() + " records");
        }

        @Override
        public List<Found> find(String model, Collection<String> keys, Set<String> fields) {
            return List.of();
        }

        @Override
        public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) {
            return List.of();
        }

        @Override
        public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) {
            return new ChangePage(List.of(), "", false);
        }

        @Override
        public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) {
            return List.of();
        }

        @Override
        public void close() {}
    }

    private Report check(TestHub hub, Optional<PeerException> refusal) {
        MappingFile file = Mappings.file(Mappings.WHOLE);
        return CrmCheck.run(
                Mappings.settings(file), new Lenient(file, refusal), Mappings.around(), hub.store.transactions());
    }

    @Test
    void aCheckShowsOneRecordOfEachPlaceMaskedAndWritesNothing() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", "RR123456785CA");
            Report report = check(hub, Optional.empty());
            String said = String.join("\n", report.lines());
            assertThat(report.good()).as(said).isTrue();
            assertThat(said)
                    .contains("logged in: Lenient as tagline", "mapping test.yaml: fits")
                    .contains("      name = ***", "      mail = nothing")
                    .contains("      number = \"shop/A-1\"", "      status = \"new\"")
                    .contains("      number = \"RR123456785CA\"")
                    .contains("      link = ***")
                    .contains("      text = \"RR123456785CA: Label created. We are waiting for your parcel.\"")
                    .contains("    case: nothing of the kind here")
                    .doesNotContain("Ada");
        }
    }

    @Test
    void aCrmThatDoesNotLetUsInIsNotReady() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            hub.order("A-1", "RR123456785CA");
            Report report = check(
                    hub,
                    Optional.of(new PeerClosedException(
                            PeerClosedException.Why.CREDENTIALS, "user tagline: wrong password")));
            assertThat(report.good()).isFalse();
            assertThat(report.lines())
                    .contains(
                            "  not let in: user tagline: wrong password",
                            "    mend: look at the login, password or key in the settings, and at the hub's user in the CRM");
            assertThat(String.join("\n", report.lines())).contains("      number = \"shop/A-1\"");
        }
    }

    /** Else a hub says that the connector broke, and not what is to be mended. */
    @Test
    void aModelThatTheConnectorKnowsNothingOfClosesTheCrmNamingIt() {
        MappingFile file = Mappings.file(Mappings.WHOLE);
        Lenient peer = new Lenient(file, Optional.empty());
        peer.unknown.add("ticket");
        FittedMapping mapping = new FittedMapping(Mappings.settings(file), Mappings.around());
        assertThatThrownBy(() -> mapping.fit(peer))
                .isInstanceOf(PeerClosedException.class)
                .hasMessageContaining("case.model: ticket is no model that the connector knows")
                .hasMessageContaining("map another, or take the place out of test.yaml");
    }
}
