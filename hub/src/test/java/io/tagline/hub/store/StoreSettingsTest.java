package io.tagline.hub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class StoreSettingsTest {
    @Test
    void platformUrlBecomesAJdbcUrlWithoutItsPassword() {
        StoreSettings settings =
                StoreSettings.database("postgres://hub:p%40ss+word@db.example:6432/tagline?sslmode=require");

        assertThat(settings.jdbcUrl()).isEqualTo("jdbc:postgresql://db.example:6432/tagline?sslmode=require");
        assertThat(settings.credentials()).containsEntry("user", "hub").containsEntry("password", "p@ss+word");
        assertThat(settings.toString()).isEqualTo("jdbc:postgresql://db.example:6432/tagline");
    }

    @Test
    void jdbcUrlIsTakenAsItIs() {
        assertThat(StoreSettings.database("jdbc:postgresql://db/tagline?user=a&password=secret"))
                .hasToString("jdbc:postgresql://db/tagline");
    }

    @Test
    void otherUrlIsRefusedWithoutShowingIt() {
        assertThatThrownBy(() -> StoreSettings.database("mysql://root:secret@db/tagline"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("database URL of an unknown kind: expected jdbc:postgresql://host:port/database or"
                        + " postgres://user:password@host:port/database");
        assertThatThrownBy(() -> StoreSettings.database("postgres://hub:sec ret@db/tagline"))
                .hasMessageStartingWith("database URL with a fault at character ")
                .hasMessageNotContaining("sec ret");
        assertThatThrownBy(() -> StoreSettings.database("postgres://hub@db"))
                .hasMessageStartingWith("database URL without host or database: ");
    }
}
