package io.tagline.hub.crm.figures;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.fake.http.OdooFake;
import io.tagline.hub.crm.fake.http.Quirks;
import io.tagline.hub.crm.mapping.CrmBudget;
import io.tagline.hub.crm.mapping.CrmKind;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.FileMapping;
import io.tagline.hub.crm.mapping.MappingCheck;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An Odoo that is set up as its page says is what the shipped mapping needs, and what the figures are measured against. */
final class OdooSetUpTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_.]+)`[^|]*\\|([^|]*)\\|([^|]*)\\|$", Pattern.MULTILINE);
    private static final Pattern NAME = Pattern.compile("`([a-z_0-9]+)`");
    private static final Pattern MADE = Pattern.compile("`([a-z_0-9]+)` ([A-Z][A-Za-z0-9]+)");
    private static final Map<String, PeerSchema.Type> TYPES = Map.of(
            "Char", PeerSchema.Type.TEXT,
            "Integer", PeerSchema.Type.NUMBER,
            "Boolean", PeerSchema.Type.FLAG,
            "Date", PeerSchema.Type.DAY,
            "Datetime", PeerSchema.Type.MOMENT,
            "Many2one", PeerSchema.Type.LINK);

    private final Org org = Org.start(CrmKind.ODOO, Quirks.none());
    private final CrmSettings settings = new CrmAtHand(
                    CrmKind.ODOO, org.crm().uri(), new CrmBudget(100, Duration.ofSeconds(1), 1), Set.of())
            .settings();
    private final Peer peer = Peers.open(settings, InstantSource.system());

    @AfterEach
    void end() {
        peer.close();
        org.close();
    }

    @Test
    void theShippedMappingFitsIt() throws Exception {
        FileMapping mapping = FileMapping.of(
                settings, new MappingSurroundings(TestHub.SITES, ZoneOffset.UTC, Optional.empty(), Set.of()));
        PeerSchema schema = peer.schema(settings.mapping().models());
        assertThat(MappingCheck.of(mapping, schema, peer::traits)).isEmpty();
    }

    @Test
    void thePageTheMappingAndTheStandInNameTheSameFields() throws Exception {
        String page = Files.readString(Path.of("docs/crm-odoo.md"));
        Map<String, Set<String>> named = new TreeMap<>();
        PeerSchema schema = peer.schema(settings.mapping().models());
        for (Matcher row = ROW.matcher(page); row.find(); ) {
            PeerSchema.Model model = Objects.requireNonNull(schema.models().get(row.group(1)), row.group(1));
            Set<String> fields = named.computeIfAbsent(row.group(1), any -> new TreeSet<>());
            NAME.matcher(row.group(2)).results().forEach(name -> fields.add(name.group(1)));
            MADE.matcher(row.group(3)).results().forEach(made -> {
                fields.add(made.group(1));
                assertThat(model.fields().get(made.group(1)))
                        .as("%s.%s", row.group(1), made.group(1))
                        .isNotNull()
                        .extracting(PeerSchema.Field::type)
                        .isEqualTo(TYPES.get(made.group(2)));
            });
            assertThat(model.fields().keySet()).as(row.group(1)).isEqualTo(fields);
        }
        Map<String, Set<String>> mapped = new TreeMap<>();
        settings.mapping().shapes().forEach((model, shape) -> {
            Set<String> fields = new TreeSet<>(shape.fields());
            fields.add(shape.keyField().orElseThrow());
            mapped.put(model, fields);
            assertThat(shape.keyField()).contains(OdooFake.KEY_FIELD);
            assertThat(shape.unique()).as(model).isEqualTo(model.startsWith("x_"));
        });
        assertThat(named).isEqualTo(mapped);
    }
}
