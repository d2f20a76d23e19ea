package io.tagline.hub.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.TestHub;
import io.tagline.hub.access.Viewer;
import io.tagline.hub.care.Case;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.CaseOpening;
import io.tagline.hub.care.Channel;
import io.tagline.hub.store.TestDatabase;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskCaseTest {
    @TempDir
    Path folder;

    @Test
    void whereAnswersGoIsShownToWhoMaySeeAddresses() throws Exception {
        try (TestHub hub = new TestHub(TestDatabase.SQLITE, folder)) {
            Case found = hub.core
                    .care()
                    .cases()
                    .open(
                            new CaseOpening(
                                    "shop",
                                    "1",
                                    CaseKind.REQUEST,
                                    Channel.WEB,
                                    "Lost",
                                    "Where is it?",
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of("eve@home.example"),
                                    Optional.empty()),
                            Viewer.system())
                    .opened();
            assertThat(shown(hub, found, field -> true).replyTo())
                    .contains(new DeskCase.ReplyTo("eve@home.example", false));
            DeskCase hidden = shown(hub, found, field -> !field.equals("customer.email"));
            assertThat(hidden.replyTo()).isEmpty();
            assertThat(hidden.byMail()).isTrue();
        }
    }

    private static DeskCase shown(TestHub hub, Case found, Predicate<String> mayRead) {
        return DeskCase.of(found, List.of(), List.of(), false, mayRead, new Times(Map.of(), ZoneOffset.UTC), hub.now());
    }
}
