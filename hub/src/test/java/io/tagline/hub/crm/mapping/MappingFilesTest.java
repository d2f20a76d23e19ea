package io.tagline.hub.crm.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tagline.hub.crm.Entity;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappingFilesTest {

    private static MappingFile shipped(CrmKind kind) throws Exception {
        try (InputStream in = CrmKind.class.getResourceAsStream(kind.mapping())) {
            return Mappings.file(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource(CrmKind.class)
    void everyShippedMappingIsSoundAndTellsOfEachThing(CrmKind kind) throws Exception {
        MappingFile file = shipped(kind);
        assertThat(file.places())
                .extracting(Place::entity)
                .contains(Entity.CUSTOMER, Entity.ORDER, Entity.EVENT, Entity.CASE, Entity.FEEDBACK);
        assertThat(file.places(Entity.CUSTOMER)).as("consent").anySatisfy(place -> assertThat(
                        place.rules().stream().flatMap(rule -> rule.fields().stream()))
                .contains(OurField.CUSTOMER_CONSENT_NOTICES, OurField.CUSTOMER_CONSENT_CONTACT));
        if (kind != CrmKind.TRYTON) {
            assertThat(file.places()).extracting(Place::entity).contains(Entity.PARCEL);
        }
    }

    @Test
    void everyProblemOfAFileIsSaidAtOnceWithItsLine() {
        Throwable problems = catchThrowable(
                () -> Mappings.file(
                        """
                langage: en
                places:
                  customer:
                    entity: customer
                    model: party
                    key: "{customer.name}"
                    fields:
                      name: { from: parcel.status }
                      mail: { from: customer.email, text: "{customer.email}" }
                      gold: { text: "{customer.gold}" }
                      open: { text: "{customer.name" }
                  event:
                    entity: event
                    model: note
                    key: "{event.id}"
                    events: [arrived, teleported]
                    fields:
                      on: { link: customers }
                      at: { from: event.at, owner: crm }
                  order:
                    entity: order
                    model: sale
                    fields:
                      to: { link: parcel }
                """));
        assertThat(problems.getMessage())
                .contains("test.yaml:1: langage: unknown key; did you mean \"language\"?")
                .contains("test.yaml:6: places.customer.key", "customer.name changes: expected fields that name it")
                .contains(
                        "test.yaml:8: places.customer.fields.name.from: parcel.status is no field of the hub's for a place of customer")
                .contains("test.yaml:9", "2 of from, text, value, number, flag, link; expected one of them")
                .contains("test.yaml:10", "{customer.gold} is no field of the hub's")
                .contains("test.yaml:11", "has a brace without its other")
                .contains("test.yaml:15: places.event.key: an appended record has the operation's key; expected none")
                .contains("test.yaml:16: places.event.events[1]: teleported is not a kind of event such as arrived")
                .contains("test.yaml:19", "crm is for what may come from a CRM")
                .contains("places.order.key: missing; expected a template such as {order.id}");
    }

    @Test
    void aLinkLeadsToAPlaceThatIsThereAndThatTheThingBelongsTo() {
        String yaml =
                """
                places:
                  customer:
                    entity: customer
                    model: party
                    key: "{customer.id}"
                    fields:
                      order: { link: order }
                  order:
                    entity: order
                    model: sale
                    key: "{order.id}"
                    fields:
                      party: { link: customers }
                """;
        assertThat(catchThrowable(() -> Mappings.file(yaml)).getMessage())
                .contains(
                        "test.yaml:7: places.customer.fields.order.link: order is nothing that a place of customer belongs to")
                .contains(
                        "test.yaml:13: places.order.fields.party.link: customers is no place of this file; expected one of customer, order");
    }

    @Test
    void keysArePrintableNeverCutAndTellReferencesApart() {
        assertThat(KeyTemplate.printable("A-1")).isEqualTo("A-1");
        assertThat(KeyTemplate.printable("Zoë & 100%")).isEqualTo("Zo%C3%AB%20&%20100%25");
        String one = KeyTemplate.printable("ë".repeat(50) + "1");
        String other = KeyTemplate.printable("ë".repeat(50) + "2");
        assertThat(one).hasSize(100).matches("[!-~]+").isNotEqualTo(other);
        Pattern pattern = KeyTemplate.parse("tgl-{customer.id}").pattern();
        assertThat("tgl-0199d7a1-0000-7000-8000-000000000001").matches(pattern);
        assertThat("0199d7a1-0000-7000-8000-000000000001").doesNotMatch(pattern);
    }

    @Test
    void theDocumentNamesEveryFieldAndNoOther() throws Exception {
        String document = Files.readString(Path.of("docs/crm.md"));
        Set<String> named = Pattern.compile(
                        "^\\| `((?:customer|order|parcel|event|case|feedback)\\.[a-z.-]+)` \\|", Pattern.MULTILINE)
                .matcher(document)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named)
                .isEqualTo(Arrays.stream(OurField.values())
                        .map(OurField::code)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }
}
