package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.access.AgentCredentials.AgentCredential;
import io.tagline.hub.store.Store;
import io.tagline.hub.store.TestDatabase;
import io.tagline.wire.AgentAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** Who gets in, kept on each database. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AccessTablesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final AgentAddress AGENT = new AgentAddress("ott-1", "gw-1");

    private static final Viewer BY = new Viewer("command:root", Set.of(Role.ADMIN), Optional.empty());

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

        assertThat(users.add(BY, "zoe", "first-password", Set.of(Role.OPERATIONS), Optional.of("claims-desk")))
                .isTrue();
        assertThat(users.add(BY, "zoe", "other-password", Set.of(Role.ADMIN), Optional.empty()))
                .isFalse();
        users.ensureAdmin("admin-password");
        users.ensureAdmin("admin-password-2");

        assertThat(users.all())
                .containsExactly(
                        new StaffUser("admin", Set.of(Role.ADMIN), Optional.empty(), NOW),
                        new StaffUser("zoe", Set.of(Role.OPERATIONS), Optional.of("claims-desk"), NOW));
        assertThat(users.encoder().matches("first-password", hash(users, "zoe")))
                .isTrue();
        assertThat(users.encoder().matches("admin-password-2", hash(users, "admin")))
                .isTrue();
        assertThat(users.setPassword(BY, "zoe", "second-password")).isTrue();
        assertThat(users.encoder().matches("second-password", hash(users, "zoe")))
                .isTrue();
        assertThat(users.setPassword(BY, "nobody", "second-password")).isFalse();
        assertThat(users.remove(BY, "zoe")).isTrue();
        assertThat(users.remove(BY, "zoe")).isFalse();
        assertThat(users.find("zoe")).isEmpty();
    }

    @Test
    void passwordKeptAsBcryptOpensTheDoorAndIsKeptAsArgon2FromThenOn() {
        StaffUsers users = new StaffUsers(store.transactions(), CLOCK);
        users.add(BY, "zoe", "first-password", Set.of(Role.REP), Optional.empty());
        assertThat(hash(users, "zoe")).startsWith("{argon2id}$argon2id$v=19$m=19456,t=2,p=1$");
        String old = "{bcrypt}" + new BCryptPasswordEncoder().encode("first-password");
        int changed = store.transactions().write(tx -> tx.execute("UPDATE staff_users SET password_hash = ?", old));
        StaffDirectory directory = new StaffDirectory(users);
        StaffDoor door = new StaffDoor(directory);

        assertThatThrownBy(() -> door.authenticate(given("other-password")))
                .isInstanceOf(BadCredentialsException.class);
        assertThat(hash(users, "zoe")).isEqualTo(old);
        Authentication first = door.authenticate(given("first-password"));

        assertThat(changed).isEqualTo(1);
        assertThat(hash(users, "zoe")).startsWith("{argon2id}");
        assertThat(door.authenticate(given("first-password")).isAuthenticated()).isTrue();
        assertThat(first.getPrincipal())
                .isInstanceOfSatisfying(StaffMember.class, member -> assertThat(directory.isStill(member))
                        .as("the session rests on the new hash")
                        .isTrue());
    }

    private static Authentication given(String password) {
        return UsernamePasswordAuthenticationToken.unauthenticated("zoe", password);
    }

    @Test
    void everyChangeToWhoGetsInIsInTheAuditLog() {
        StaffUsers users = new StaffUsers(store.transactions(), CLOCK);
        users.add(BY, "zoe", "first-password", Set.of(Role.REP), Optional.empty());
        assertThat(users.setRights(BY, "zoe", Set.of(Role.SUPERVISOR), Optional.of("claims-desk")))
                .isTrue();
        users.setPassword(BY, "zoe", "second-password");
        users.remove(BY, "zoe");
        ApiKeys keys = new ApiKeys(store.transactions(), CLOCK, Optional.empty());
        String key =
                keys.add(BY, "acme", Set.of(Scope.WRITE), Optional.of("acme")).orElseThrow();
        keys.remove(BY, "acme");

        List<AuditEntry> user = store.transactions().read(tx -> Audit.of(tx, "user:zoe", 10));
        assertThat(user)
                .extracting(AuditEntry::action)
                .containsExactly("user.removed", "user.password-changed", "user.rights-changed", "user.added");
        assertThat(user.get(2).detail()).isEqualTo("roles rep to roles supervisor, post claims-desk");
        assertThat(user).extracting(AuditEntry::who).containsOnly("command:root");
        List<AuditEntry> program = store.transactions().read(tx -> Audit.of(tx, "key:acme", 10));
        assertThat(program).extracting(AuditEntry::detail).containsExactly("", "scopes write, source acme");
        assertThat(user.toString() + program).doesNotContain("password\"", key);
    }

    @Test
    void partnersKeyCanNotHaveWhatIsNoPartners() {
        ApiKeys keys = new ApiKeys(store.transactions(), CLOCK, Optional.empty());

        assertThatThrownBy(() -> keys.add(BY, "acme", Set.of(Scope.CARE), Optional.of("acme")))
                .hasMessage("scopes care of a partner's key: expected read or write");
        assertThatThrownBy(() -> keys.add(BY, "acme", Set.of(Scope.READ), Optional.of("Acme Inc")))
                .hasMessageContaining("expected 1 to 64 lower-case letters");
    }

    @Test
    void keyIsFoundByWhatItIsAndHasItsScopesOnly() {
        ApiKeys keys = new ApiKeys(store.transactions(), CLOCK, Optional.of("key-of-the-settings"));

        String key = keys.add(BY, "erp", Set.of(Scope.READ), Optional.empty()).orElseThrow();

        assertThat(keys.add(BY, "erp", Set.of(Scope.WRITE), Optional.empty())).isEmpty();
        assertThat(keys.find(key)).contains(new ApiKey("erp", Set.of(Scope.READ), Optional.empty(), NOW));
        assertThat(keys.all()).containsExactly(new ApiKey("erp", Set.of(Scope.READ), Optional.empty(), NOW));
        assertThat(keys.find(key + "x")).isEmpty();
        assertThat(keys.find("key-of-the-settings").orElseThrow().scopes()).containsExactlyInAnyOrder(Scope.values());
        assertThat(keys.remove(BY, "erp")).isTrue();
        assertThat(keys.find(key)).isEmpty();
        assertThat(keys.remove(BY, "erp")).isFalse();
    }

    @Test
    void agentsSecretIsRightForThatAgentUntilItIsRemoved() {
        AgentCredentials agents = new AgentCredentials(store.transactions(), CLOCK);

        String secret = agents.add(BY, AGENT).orElseThrow();

        assertThat(agents.add(BY, AGENT)).isEmpty();
        assertThat(agents.isRight(AGENT, secret)).isTrue();
        assertThat(agents.isRight(AGENT, "guess")).isFalse();
        assertThat(agents.isRight(new AgentAddress("ott-1", "gw-2"), secret)).isFalse();
        assertThat(agents.all()).containsExactly(new AgentCredential(AGENT, NOW));
        assertThat(agents.remove(BY, AGENT)).isTrue();
        assertThat(agents.isRight(AGENT, secret)).isFalse();
        assertThat(agents.remove(BY, AGENT)).isFalse();
    }

    @Test
    void secretsAreNowhereInTheDatabase() {
        String key = new ApiKeys(store.transactions(), CLOCK, Optional.empty())
                .add(BY, "erp", Set.of(Scope.READ), Optional.empty())
                .orElseThrow();
        String secret =
                new AgentCredentials(store.transactions(), CLOCK).add(BY, AGENT).orElseThrow();

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
