package io.tagline.hub.care;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.customer.CustomerView;
import io.tagline.hub.order.OrderReader;
import io.tagline.hub.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CallersTest {
    @TempDir
    Path folder;

    private TestHub hub;

    @BeforeEach
    void start() throws Exception {
        hub = new TestHub(TestDatabase.SQLITE, folder);
        order("A-1", "ada", "613 555 0177", "RR123456785CA");
        order("A-2", "augusta", "+1 613 555 0188", "RR473124829GB");
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private void order(String reference, String customer, String phone, String trackingNumber) throws Exception {
        String json =
                """
                {"customer":{"reference":"%s","phone":"%s"},"serviceLevel":"standard",
                 "shipments":[{"parcels":[{"trackingNumber":"%s"}]}]}
                """
                        .formatted(customer, phone, trackingNumber);
        var unused = hub.core.orders().put("shop", reference, OrderReader.read(json.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Caller> calling(String number) {
        return hub.core.care().callers().calling(number);
    }

    private CustomerView customer(String reference) {
        return hub.core.customers().byReference("shop", reference).orElseThrow();
    }

    @Test
    void callerIsKnownByTheNumberInEachWayThatAnExchangeWritesIt() {
        for (String number : List.of("+16135550177", "6135550177", "16135550177", "0016135550177", "(613) 555-0177")) {
            assertThat(calling(number))
                    .as(number)
                    .extracting(caller -> caller.customer().reference())
                    .containsExactly("ada");
        }
        assertThat(calling("6135550178")).isEmpty();
    }

    @Test
    void whoTurnedOutToBeAnotherIsThatOneWithTheParcelsOfBoth() {
        CustomerView kept = hub.core
                .customerMerges()
                .merge(
                        Viewer.system(),
                        customer("ada").id(),
                        customer("augusta").id());

        List<Caller> callers = calling("613 555 0188");
        assertThat(callers).extracting(Caller::customer).containsExactly(kept);
        assertThat(callers.get(0).parcels())
                .extracting(Caller.LiveParcel::trackingNumber)
                .containsExactlyInAnyOrder("RR123456785CA", "RR473124829GB");
    }
}
