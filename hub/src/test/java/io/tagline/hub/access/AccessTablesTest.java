package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.access.AgentCredentials.AgentCredential;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in, kept on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AccessTablesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final AgentAddress AGENT = new AgentAddress("ott-1", "gw-1");

    private final TestDatabase database;

    @TempDir
    Path folder;

    private Store store;

    AccessTablesTest(TestDatabase database) {
        this.database = database;
    }

    @BeforeEach
    void open() {
        store = Store.open(database.fresh(folder));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void staffAreAddedOnceAndCanBeGivenAnotherPasswordAndRemoved() {
        StaffUsers users = new StaffUsers(store.transactions(), CLOCK);

        assertThat(users.add("zoe", "first-password", Set.of(Role.OPERATIONS))).isTrue();
        assertThat(users.add("zoe", "other-password", Set.of(Role.ADMIN))).isFalse();
        users.ensureAdmin("admin-password");
        users.ensureAdmin("admin-password-2");

        assertThat(users.all())
                .containsExactly(
                        new StaffUser("admin", Set.of(Role.ADMIN), NOW),
                        new StaffUser("zoe", Set.of(Role.OPERATIONS), NOW));
        assertThat(users.encoder().matches("first-password", hash(users, "zoe")))
                .isTrue();
        assertThat(users.encoder().matches("admin-password-2", hash(users, "admin")))
                .isTrue();
        assertThat(users.setPassword("zoe", "second-password")).isTrue();
        assertThat(users.encoder().matches("second-password", hash(users, "zoe")))
                .isTrue();
        assertThat(users.setPassword("nobody", "second-password")).isFalse();
        assertThat(users.remove("zoe")).isTrue();
        assertThat(users.remove("zoe")).isFalse();
        assertThat(users.find("zoe")).isEmpty();
    }

    @Test
    void keyIsFoundByWhatItIsAndHasItsScopesOnly() {
        ApiKeys keys = new ApiKeys(store.transactions(), CLOCK, Optional.of("key-of-the-settings"));

        String key = keys.add("erp", Set.of(Scope.READ)).orElseThrow();

        assertThat(keys.add("erp", Set.of(Scope.WRITE))).isEmpty();
        assertThat(keys.find(key)).contains(new ApiKey("erp", Set.of(Scope.READ), NOW));
        assertThat(keys.all()).containsExactly(new ApiKey("erp", Set.of(Scope.READ), NOW));
        assertThat(keys.find(key + "x")).isEmpty();
        assertThat(keys.find("key-of-the-settings").orElseThrow().scopes()).containsExactlyInAnyOrder(Scope.values());
        assertThat(keys.remove("erp")).isTrue();
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.remove("erp")).isFalse();
    }

    @Test
    void agentsSecretIsRightForThatAgentUntilItIsRemoved() {
        AgentCredentials agents = new AgentCredentials(store.transactions(), CLOCK);

        String secret = agents.add(AGENT).orElseThrow();

        assertThat(agents.add(AGENT)).isEmpty();
        assertThat(agents.isRight(AGENT, secret)).isTrue();
        assertThat(agents.isRight(AGENT, "guess")).isFalse();
        assertThat(agents.isRight(new AgentAddress("ott-1", "gw-2"), secret)).isFalse();
        assertThat(agents.all()).containsExactly(new AgentCredential(AGENT, NOW));
        assertThat(agents.remove(AGENT)).isTrue();
        assertThat(agents.isRight(AGENT, secret)).isFalse();
        assertThat(agents.remove(AGENT)).isFalse();
    }

    @Test
    void secretsAreNowhereInTheDatabase() {
        String key = new ApiKeys(store.transactions(), CLOCK, Optional.empty())
                .add("erp", Set.of(Scope.READ))
                .orElseThrow();
        String secret =
                new AgentCredentials(store.transactions(), CLOCK).add(AGENT).orElseThrow();

        String kept = store.transactions()
                .read(tx -> tx.sql("SELECT key_hash FROM api_keys UNION ALL SELECT secret_hash FROM agent_credentials")
                        .query(String.class)
                        .list()
                        .toString());

        assertThat(kept).doesNotContain(key, secret).contains(MachineSecret.hash(key), MachineSecret.hash(secret));
    }

    private static String hash(StaffUsers users, String name) {
        return users.find(name).orElseThrow().passwordHash();
    }
}
