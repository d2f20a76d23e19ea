package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whenever a first start is cut short, the next one lets somebody in. */
final class FirstStartTest {
    @TempDir
    Path folder;

    @Test
    void aKeyThatCouldNotBeWrittenToItsFileIsNoKey() throws Exception {
        try (Store store = Store.open(TestDatabase.SQLITE.fresh(folder))) {
            ApiKeys keys = new ApiKeys(store.transactions(), InstantSource.system(), Optional.empty());
            StaffUsers users = new StaffUsers(store.transactions(), InstantSource.system());
            Path inTheWay = folder.resolve(FirstStart.KEY_FILE);
            Files.createDirectories(inTheWay.resolve("full"));

            assertThatThrownBy(() -> FirstStart.prepare(folder, users, Optional.of("password-123"), keys, false))
                    .isInstanceOf(IOException.class);
            assertThat(keys.all()).isEmpty();

            Files.delete(inTheWay.resolve("full"));
            Files.delete(inTheWay);
            Files.writeString(inTheWay, "a key that the store never heard of\n");
            FirstStart.prepare(folder, users, Optional.of("password-123"), keys, false);

            assertThat(keys.find(Files.readString(inTheWay).strip())).isPresent();
        }
    }
}
