package io.tagline.hub.crm.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.ModelTraits.Keys;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerSchema.Field;
import io.tagline.hub.crm.peer.PeerSchema.Model;
import io.tagline.hub.crm.peer.PeerSchema.Type;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MappingCheckTest {
    private static final String YAML =
            """
            places:
              customer:
                entity: customer
                model: party
                key: "{customer.id}"
                fields:
                  name: { from: customer.name }
                  stage: { from: customer.stage, map: { active: A, prospect: P, dormant: A, former: X } }
                  mail: { from: customer.email }
              order:
                entity: order
                model: sale
                key: "{order.id}"
                fields:
                  party: { link: customer }
                  day: { from: order.at }
                  count: { text: "{order.parcels}" }
            """;

    private final Map<String, Field> party = new HashMap<>(Map.of(
            "code",
            field(Type.TEXT),
            "name",
            new Field(Type.TEXT, true, true, Optional.of(40), Set.of()),
            "stage",
            new Field(Type.CHOICE, true, false, Optional.empty(), Set.of("A", "P", "X")),
            "mail",
            field(Type.TEXT)));
    private final Map<String, Field> sale = new HashMap<>(Map.of(
            "code", field(Type.TEXT),
            "party", field(Type.LINK),
            "day", field(Type.MOMENT),
            "count", field(Type.TEXT)));

    private static Field field(Type type) {
        return new Field(type, true, false, Optional.empty(), Set.of());
    }

    private List<String> findings(String yaml, String... hidden) {
        FileMapping mapping = FileMapping.of(Mappings.settings(Mappings.file(yaml)), Mappings.around(hidden));
        PeerSchema schema = new PeerSchema(Map.of("party", new Model(party), "sale", new Model(sale)));
        return MappingCheck.of(mapping, schema, model -> new ModelTraits(Keys.UNIQUE, "code", 10, false, true)).stream()
                .map(finding -> (finding.fatal() ? "! " : "  ") + finding)
                .toList();
    }

    @Test
    void aMappingThatFitsHasNothingFatal() {
        assertThat(findings(YAML))
                .containsExactly("  customer.fields.name: is needed there, and customer.name may have no value;"
                        + " say with else what it gets then");
    }

    @Test
    void everythingThatDoesNotFitIsSaidAtOnceWithARemedy() {
        party.remove("mail");
        party.put("vat", new Field(Type.TEXT, true, true, Optional.empty(), Set.of()));
        party.put("stage", new Field(Type.CHOICE, true, false, Optional.empty(), Set.of("A", "P")));
        party.put("code", new Field(Type.TEXT, true, false, Optional.of(20), Set.of()));
        sale.put("day", field(Type.DAY));
        sale.put("count", field(Type.NUMBER));
        sale.put("party", new Field(Type.TEXT, false, false, Optional.empty(), Set.of()));
        assertThat(findings(YAML))
                .contains(
                        "! customer.fields.mail: mail is no field of party; create it there, or take it out of test.yaml",
                        "! customer.fields: party needs vat, which isn't mapped;"
                                + " map it, or give it a value with value, number, flag or link",
                        "! customer.fields.stage: X: none of its choices A, P;"
                                + " say with map what each value of customer.stage is called there",
                        "! customer.key: code takes 20 signs, and keys are up to 36;"
                                + " make it longer, or build keys of ids alone",
                        "! order.fields.day: order.at is a time, and the field holds a day; say as: day",
                        "! order.fields.count: \"{order.parcels}\" is a text, and the field holds a number;"
                                + " map something that is a number, or another field",
                        "! order.fields.party: can't be written;"
                                + " grant the hub's account the right to, or take it out of test.yaml",
                        "! order.fields.party: link customer is a link, and the field holds a text;"
                                + " write it into a text: text: \"{…}\"");
    }

    @Test
    void aModelThatIsNotThereIsSaidOnce() {
        assertThat(findings(YAML.replace("model: sale", "model: ghost")))
                .filteredOn(finding -> finding.contains("order"))
                .containsExactly("! order.model: ghost is no model of this CRM that the hub may see;"
                        + " create it there, grant the hub's account the right to read it, or map another");
    }

    @Test
    void whatIsHiddenFromSomeStaffIsSaidNotToGo() {
        assertThat(findings(YAML, "customer.email"))
                .contains(
                        "  customer.fields.mail: not sent: customer.email is kept from some of the staff by visibility;"
                                + " say restricted: true there if the CRM shall have it all the same");
    }
}
