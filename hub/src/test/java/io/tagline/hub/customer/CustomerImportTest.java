package io.tagline.hub.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.csv.BadLine;
import io.tagline.hub.csv.ImportReport;
import io.tagline.hub.store.TestDatabase;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Customers and orders out of files, on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CustomerImportTest {
    private static final String ONE = "RR123456785CA";
    private static final String TWO = "RB123456785GB";

    private final TestDatabase database;

    @TempDir
    Path folder;

    private TestHub hub;

    CustomerImportTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        hub = new TestHub(database, folder);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private ImportReport customers(String file, boolean dryRun) throws Exception {
        return hub.core.customerImport().run(stream(file), Viewer.system(), field -> true, dryRun);
    }

    private ImportReport orders(String file, boolean dryRun) throws Exception {
        return hub.core.orderImport().run(stream(file), Viewer.system(), dryRun);
    }

    private static ByteArrayInputStream stream(String file) {
        return new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void dryRunSaysWhatTheRunThenDoesAndWritesNothing() throws Exception {
        String file =
                """
                source,reference,name,roles,email,phone,language
                crm,C-1,Ada,payer recipient,ada@example.org,613 555 0199,fr
                crm,C-2,Bob,,,,
                """;

        ImportReport dry = customers(file, true);

        assertThat(hub.core.customers().byReference("crm", "C-1")).isEmpty();
        ImportReport run = customers(file, false);
        assertThat(dry).isEqualTo(new ImportReport(true, 2, 2, 0, 0, 0, List.of()));
        assertThat(run).isEqualTo(new ImportReport(false, 2, 2, 0, 0, 0, List.of()));
        CustomerView ada = hub.core.customers().byReference("crm", "C-1").orElseThrow();
        assertThat(ada.roles()).containsExactlyInAnyOrder(PartyRole.PAYER, PartyRole.RECIPIENT);
        assertThat(ada.preferences()).containsEntry(Preference.LANGUAGE, "fr");
        assertThat(hub.core.customers().byContact(Channel.PHONE, "+16135550199"))
                .containsExactly(ada);
        assertThat(customers(file, false).unchanged()).isEqualTo(2);
    }

    @Test
    void columnsThatAFileHasNotAreLeftAlone() throws Exception {
        customers("source,reference,name,email\ncrm,C-1,Ada,ada@example.org\n", false);

        ImportReport report = customers("source,reference,segment\ncrm,C-1,gold\n", false);

        assertThat(report.updated()).isEqualTo(1);
        CustomerView ada = hub.core.customers().byReference("crm", "C-1").orElseThrow();
        assertThat(ada.name()).contains(new Personal("Ada"));
        assertThat(ada.email()).contains(new Personal("ada@example.org"));
        assertThat(ada.segment()).contains("gold");
    }

    @Test
    void whatAnotherChangesWhileAFileIsTakenInIsKept() throws Exception {
        customers("source,reference,name\ncrm,C-1,Ada\n", false);
        Customers customers = hub.core.customers();
        CustomerView ada = customers.byReference("crm", "C-1").orElseThrow();
        ExecutorService beside = Executors.newSingleThreadExecutor();
        try {
            Future<ImportReport> report = hub.store.transactions().write(tx -> {
                customers.change(
                        tx,
                        Viewer.system(),
                        ada.id(),
                        OptionalInt.empty(),
                        ada.document().withSegment(Optional.of("gold")));
                Future<ImportReport> other =
                        beside.submit(() -> customers("source,reference,name\ncrm,C-1,Ada Lovelace\n", false));
                // time enough to come as far as it can before this is committed
                assertThatThrownBy(() -> other.get(500, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                return other;
            });
            assertThat(report.get(20, TimeUnit.SECONDS).updated()).isEqualTo(1);
        } finally {
            beside.shutdownNow();
        }
        CustomerView now = customers.byId(ada.id()).orElseThrow();
        assertThat(now.name()).contains(new Personal("Ada Lovelace"));
        assertThat(now.segment()).contains("gold");
    }

    @Test
    void everyBadLineIsNamedAndTheGoodOnesAreTaken() throws Exception {
        ImportReport report = customers(
                """
                source,reference,name,roles,email,phone,country
                crm,C-1,Ada,king,ada at home,reception,XX
                crm,C-2,Bob,payer,bob@example.org,,CA
                CRM,,Eve,payer,,,
                crm,C-2,Bob,payer,,,
                crm,C-3,Zoe
                """,
                false);

        assertThat(report.created()).isEqualTo(1);
        assertThat(report.refused()).isEqualTo(4);
        assertThat(report.problems())
                .extracting(BadLine::line, BadLine::column)
                .contains(
                        tuple(2, "roles"),
                        tuple(2, "country"),
                        tuple(4, "source"),
                        tuple(4, "reference"),
                        tuple(5, "reference"),
                        tuple(6, ""));
        assertThat(report.problems().toString()).doesNotContain("ada at home", "reception");
    }

    @Test
    void linesOfAnOrderAreItsParcels() throws Exception {
        String file =
                """
                source,order,customer,customerName,serviceLevel,shipment,recipientName,recipientEmail,trackingNumber,epc,weightGrams
                shop,A-1,C-1,Ada,standard,,Bob,bob@example.org,%s,3034257BF7194E4000001A85,1200
                shop,A-1,,,,,,,acme-1,,
                shop,A-2,C-1,,standard,,,,%s,,
                """
                        .formatted(ONE, TWO);

        ImportReport dry = orders(file, true);

        assertThat(hub.core.orders().find("shop", "A-1")).isEmpty();
        assertThat(dry.problems()).isEmpty();
        assertThat(orders(file, false).created()).isEqualTo(dry.created()).isEqualTo(2);
        var order = hub.core.orders().find("shop", "A-1").orElseThrow();
        assertThat(order.shipments()).singleElement().satisfies(shipment -> assertThat(shipment.parcels())
                .hasSize(2)
                .first()
                .satisfies(parcel -> {
                    assertThat(parcel.trackingNumber()).isEqualTo(ONE);
                    assertThat(parcel.weightGrams()).hasValue(1200);
                }));
        assertThat(orders(file, false).unchanged()).isEqualTo(2);
    }

    @Test
    void whatIsWrongWithAnOrderIsToldByLineAndColumn() throws Exception {
        String file =
                """
                source,order,customer,serviceLevel,trackingNumber,epc,weightGrams
                shop,A-1,C-1,standard,%s,,
                shop,A-1,C-1,express,acme-2,xyz,heavy
                shop,A-2,C-1,standard,acme-3,12,heavy
                shop,A-3,C-1,Standard!,acme-4,,
                shop,A-4,C-1,standard,acme-5,3034257BF7194E4000001A85,
                shop,A-5,C-1,standard,acme-6,3034257BF7194E4000001A85,
                shop,A-4,C-1,standard,acme-7,,
                Shop!,A-6,C-1,standard,acme-8,,
                """
                        .formatted(ONE);
        for (boolean dryRun : new boolean[] {true, false}) {
            ImportReport report = orders(file, dryRun);

            assertThat(report.created()).isEqualTo(1);
            assertThat(report.problems())
                    .extracting(BadLine::line, BadLine::column)
                    .containsExactlyInAnyOrder(
                            tuple(3, "serviceLevel"),
                            tuple(4, "epc"),
                            tuple(4, "weightGrams"),
                            tuple(5, "serviceLevel"),
                            tuple(7, "epc"),
                            tuple(8, "order"),
                            tuple(9, "source"));
        }
        assertThat(hub.core.orders().recent(10)).hasSize(1);
    }
}
