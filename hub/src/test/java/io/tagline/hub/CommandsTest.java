package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tagline.hub.access.SecretFile;
import io.tagline.hub.broker.MqttProbe;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {

    @TempDir
    Path folder;

    private record Outcome(int status, String out, String err) {}

    private static Outcome run(Map<String, String> environment, List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Hub.run(
                arguments,
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outcome alone(String... arguments) {
        return run(Map.of("TAGLINE_DATA_DIR", folder.resolve("data").toString()), List.of(arguments));
    }

    private static Outcome besideHub(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--config", SharedHub.get().config().toString()));
        return run(Map.of(), all);
    }

    @Test
    void wrongUsageSaysWhatIsExpectedAndExitsWith2() {
        assertWrong("no command", new String[0]);
        assertWrong("unknown command \"serve\": expected one of run, check", "serve");
        assertWrong("unknown option --port", "run", "--port", "80");
        assertWrong("--config: expected a value", "check", "--config");
        assertWrong("run: unexpected \"now\"", "run", "now");
        assertWrong("agent: expected add, list or remove", "agent");
        assertWrong("agent \"ott-1\": expected SITE/AGENT", "agent", "add", "ott-1");
        assertWrong("expected --role", "user", "add", "ada");
        assertWrong(
                "role \"boss\": expected admin, operations, depot, rep, supervisor, analyst or partner",
                "user",
                "add",
                "ada",
                "--role",
                "boss");
        assertWrong(
                "scope \"all\": expected read, write, care, notify, figures or admin",
                "key",
                "add",
                "k",
                "--scope",
                "all");
        assertWrong("backup: expected a file", "backup");
    }

    private void assertWrong(String message, String... arguments) {
        Outcome outcome = alone(arguments);
        assertThat(outcome.status()).as(outcome.err()).isEqualTo(2);
        assertThat(outcome.err()).contains(message).contains("Usage:");
    }

    @Test
    void helpIsPrintedForAllAndForOne() {
        assertThat(alone("--help").out())
                .contains("run", "check", "user", "key", "agent", "backup", "restore", "Exit status");
        assertThat(alone("agent", "--help").out()).contains("agent add").doesNotContain("backup FILE");
    }

    @Test
    void checkSaysEveryProblemAndExitsWith1() throws Exception {
        Path file = folder.resolve("hub.yaml");
        Files.writeString(file, "http: { port: x }\nmqqt: {}\n");
        Outcome bad = run(Map.of(), List.of("check", "--config", file.toString()));
        assertThat(bad.status()).isEqualTo(1);
        assertThat(bad.err())
                .contains("hub.yaml:1: http.port")
                .contains("hub.yaml:2: mqqt")
                .doesNotContain("Exception");
        assertThat(run(Map.of(), List.of("check", "--config", "none.yaml")).err())
                .contains("none.yaml", "does not exist");
        assertThat(besideHub("check").out()).contains("settings are good");
    }

    @Test
    void aUserIsAddedOnceListedAndRemoved() {
        Outcome added = alone("user", "add", "ada", "--role", "admin,operations");
        assertThat(added.status()).as(added.err()).isZero();
        assertThat(added.out().strip()).hasSizeGreaterThan(20);
        assertThat(alone("user", "add", "ada", "--role", "admin").err()).contains("\"ada\" is there already");
        assertThat(alone("user", "list").out())
                .contains("ada\tadmin,operations")
                .doesNotContain(added.out().strip());
        assertThat(alone("user", "password", "ada").status()).isZero();
        assertThat(alone("user", "remove", "ada").status()).isZero();
        assertThat(alone("user", "remove", "ada").status()).isEqualTo(1);
    }

    @Test
    void rightsAndPostOfAUserAreChangedAndListed() {
        alone("user", "add", "ada", "--role", "rep");
        Outcome changed = alone("user", "rights", "ada", "--role", "supervisor,rep", "--post", "claims-desk");
        assertThat(changed.status()).as(changed.err()).isZero();
        assertThat(alone("user", "list").out())
                .contains("ada\trep,supervisor\t")
                .contains("\tclaims-desk");
        assertThat(alone("user", "rights", "bob", "--role", "rep").err()).contains("user \"bob\": expected the name");
        assertThat(alone("user", "add", "bob", "--role", "rep", "--post", "Claims Desk")
                        .err())
                .contains("post \"Claims Desk\": expected 1 to 64 lower-case letters");
    }

    @Test
    void auditLogIsVerifiedAgainstTheAnchorThatWasKept() throws Exception {
        alone("user", "add", "ada", "--role", "rep");
        alone("key", "add", "acme", "--source", "acme");
        String anchor = alone("audit", "anchor").out().strip();
        assertThat(anchor).matches("2:[0-9a-f]{64}");
        assertThat(alone("audit", "verify", "--anchor", anchor).out()).contains("2 rows, all sound; anchor " + anchor);
        assertThat(alone("audit", "verify", "--anchor", "2:x").status()).isEqualTo(2);

        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data/hub.db"));
                Statement statement = database.createStatement()) {
            statement.execute("UPDATE audit SET subject = 'user:bob' WHERE seq = 1");
        }

        Outcome verified = alone("audit", "verify");
        assertThat(verified.status()).isEqualTo(1);
        assertThat(verified.err()).contains("audit log: 0 rows are sound, then row 1 of", "was changed");
        assertThat(alone("audit", "prune", "2000-01-01").out()).contains("0 rows before 2000-01-01T00:00:00Z let go");
    }

    @Test
    void agentsGetThePublicHalfOfTheKeyThatSignsManifests() throws Exception {
        SharedHub hub = SharedHub.get();
        Outcome said = besideHub("key", "signing");
        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.out())
                .startsWith("-----BEGIN PUBLIC KEY-----\n")
                .endsWith("-----END PUBLIC KEY-----\n")
                .doesNotContain("PRIVATE");
        assertThat(Files.readString(hub.folder().resolve("data/signing-key.pem")))
                .contains(said.out());
        Path file = folder.resolve("hub-key.pem");
        besideHub("key", "signing", "--out", file.toString());
        assertThat(file).hasContent(said.out());
        assertThat(alone("key", "signing").err()).contains("signing-key.pem is not there: expected a hub to have run");
    }

    @Test
    void aKeyWorksAtTheRunningHubUntilItIsRemoved() throws Exception {
        SharedHub hub = SharedHub.get();
        String key = besideHub("key", "add", "reader", "--scope", "read").out().strip();
        assertThat(status(hub, key, "GET")).isEqualTo(200);
        assertThat(status(hub, key, "PUT")).as("a read key does not write").isEqualTo(403);
        assertThat(besideHub("key", "list").out()).contains("reader\tread").doesNotContain(key);
        assertThat(besideHub("key", "remove", "reader").status()).isZero();
        assertThat(status(hub, key, "GET")).isEqualTo(401);
    }

    private static int status(SharedHub hub, String key, String method) throws Exception {
        return hub.send(hub.request(method.equals("GET") ? "/api/v1/fleet" : "/api/v1/orders/a/b")
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString("{}")))
                .statusCode();
    }

    @Test
    void anAgentConnectsWithItsSecretFileUntilItIsRemoved() throws Exception {
        SharedHub hub = SharedHub.get();
        Path file = folder.resolve("mqtt.secret");
        assertThat(besideHub("agent", "add", "ott-1/gw-7", "--out", file.toString())
                        .status())
                .isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(besideHub("agent", "add", "ott-1/gw-7", "--out", file.toString())
                        .err())
                .contains("not there yet");
        String secret = Files.readString(file).strip();
        try (MqttProbe agent = MqttProbe.connect(hub.mqttUrl(), "ott-1/gw-7", "ott-1/gw-7", secret)) {
            assertThat(agent.publish("tagline/v1/ott-1/gw-7/status", "{\"state\":\"online\"}", true))
                    .isLessThan(0x80);
            assertThat(besideHub("agent", "list").out()).contains("ott-1/gw-7");
            assertThat(besideHub("agent", "remove", "ott-1/gw-7").status()).isZero();
            await().atMost(Duration.ofSeconds(10)).until(() -> !agent.isConnected());
        }
        assertThatThrownBy(() -> MqttProbe.connect(hub.mqttUrl(), "ott-1/gw-7", "ott-1/gw-7", secret))
                .isInstanceOf(MqttException.class);
    }

    @Test
    void aBackupIsACopyThatOpens() throws Exception {
        Path copy = folder.resolve("data/hub.db");
        Files.createDirectories(folder.resolve("data"));
        SharedHub.get().order("backup", SharedHub.s10(40_000_001));
        assertThat(besideHub("backup", copy.toString()).status()).isZero();
        assertThat(besideHub("backup", copy.toString()).err()).contains("is there already");
        assertThat(alone("user", "list").out()).contains("admin");
    }

    @Test
    void aRestoredBackupIsWhatWasBackedUpAndTheReplacedDatabaseIsKept() throws Exception {
        Path copy = folder.resolve("copy.db");
        assertThat(alone("user", "add", "before", "--role", "admin").status()).isZero();
        assertThat(alone("backup", copy.toString()).status()).isZero();
        assertThat(alone("user", "add", "after", "--role", "admin").status()).isZero();

        Outcome restored = alone("restore", copy.toString());

        assertThat(restored.status()).as(restored.err()).isZero();
        assertThat(restored.out()).contains("schema version", "kept the replaced database", "agents send again");
        assertThat(alone("user", "list").out()).contains("before").doesNotContain("after");
        try (var files = Files.list(folder.resolve("data"))) {
            List<Path> kept = files.filter(
                            file -> file.toString().matches(".*hub\\.db\\.replaced-\\d{8}-\\d{6}-\\d{3}"))
                    .toList();
            assertThat(kept).hasSize(1);
            assertThat(alone("restore", kept.get(0).toString()).status()).isZero();
        }
        assertThat(alone("user", "list").out()).contains("before", "after");
    }

    /** Without the first erased persons come back, without the second agents take no manifest, without the third browsers hear nothing. */
    @Test
    void keysGoWithABackupForItsOwnerAloneAndComeBackWithIt() throws Exception {
        List<String> names = List.of("hash-key", "signing-key.pem", "push-key");
        assertThat(alone("user", "list").status()).isZero();
        Path data = folder.resolve("data");
        for (String name : names) {
            SecretFile.create(data.resolve(name), "first " + name);
        }
        Path copy = folder.resolve("copy.db");
        assertThat(alone("backup", copy.toString()).out()).contains("copy.db.hash-key: a key");
        Files.delete(copy);
        assertThat(alone("backup", copy.toString()).status())
                .as("again under this name, as a timer does it")
                .isZero();
        for (String name : names) {
            Path key = folder.resolve("copy.db." + name);
            assertThat(Files.readString(key)).isEqualTo("first " + name + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
                    .isEqualTo("rw-------");
            SecretFile.replace(data.resolve(name), "second " + name);
        }

        assertThat(alone("restore", copy.toString()).out())
                .contains("restored keys: hash-key, signing-key.pem, push-key");

        for (String name : names) {
            assertThat(data.resolve(name)).hasContent("first " + name + "\n");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(name))))
                    .isEqualTo("rw-------");
        }
        try (var files = Files.list(data)) {
            Path replaced = files.filter(file -> file.toString().matches(".*hub\\.db\\.replaced-[\\d-]+"))
                    .findFirst()
                    .orElseThrow();
            assertThat(alone("restore", replaced.toString()).status()).isZero();
        }
        assertThat(data.resolve("hash-key")).hasContent("second hash-key\n");
        Files.delete(copy);
        assertThat(alone("backup", copy.toString()).err())
                .contains("copy.db.hash-key\" is there already and holds another key");
    }

    @Test
    void aRestoreWhileAHubRunsOrOfSomethingElseIsRefusedAndChangesNothing() throws Exception {
        Path copy = folder.resolve("copy.db");
        assertThat(besideHub("backup", copy.toString()).status()).isZero();
        assertThat(besideHub("restore", copy.toString()).err()).contains("in use", "expected the hub to be stopped");
        assertThat(alone("user", "add", "ada", "--role", "admin").status()).isZero();

        assertThat(alone("restore", folder.resolve("none.db").toString()).err()).contains("is not there");
        Path text = Files.writeString(folder.resolve("text.db"), "not a database at all, but long enough to be one");
        assertThat(alone("restore", text.toString()).err()).contains("is no database");
        byte[] bytes = Files.readAllBytes(copy);
        Path half = Files.write(folder.resolve("half.db"), Arrays.copyOf(bytes, bytes.length / 2));
        assertThat(alone("restore", half.toString()).err()).containsAnyOf("is damaged", "is no database");
        Path strange = folder.resolve("strange.db");
        sql(strange, "CREATE TABLE other (id INTEGER)");
        assertThat(alone("restore", strange.toString()).err()).contains("is a database, but not a hub's");
        sql(copy, "UPDATE flyway_schema_history SET version = '999' WHERE installed_rank = 1");
        assertThat(alone("restore", copy.toString()).err()).contains("has schema version 999: expected at most");
        Outcome postgres = run(
                Map.of("TAGLINE_DATABASE_URL", "postgres://u:p@127.0.0.1/hub"), List.of("restore", text.toString()));
        assertThat(postgres.err()).contains("pg_restore").doesNotContain("u:p");

        assertThat(alone("user", "list").out()).contains("ada");
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("replaced") || name.contains("restoring"));
        }
    }

    /** Else the next start would make an empty database, and nobody would notice. */
    @Test
    void aRestoreThatWasCutShortIsSaidAtTheNextStartAndCanBeRunAgain() throws Exception {
        Path copy = folder.resolve("copy.db");
        assertThat(alone("user", "add", "ada", "--role", "admin").status()).isZero();
        assertThat(alone("backup", copy.toString()).status()).isZero();
        Path database = folder.resolve("data/hub.db");
        Files.copy(copy, folder.resolve("data/hub.db.restoring"));
        Files.move(database, folder.resolve("data/hub.db.replaced-20260101-000000"));

        assertThat(alone("user", "list").err()).contains("expected \"restore\", which was cut short, to be run again");
        assertThat(alone("restore", copy.toString()).status()).isZero();
        assertThat(alone("user", "list").out()).contains("ada");
    }

    private static void sql(Path database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void aDataDirectoryThatCannotBeIsSaidInOneLine() throws Exception {
        Path file = folder.resolve("file");
        Files.writeString(file, "x");
        Outcome outcome = run(
                Map.of(
                        "TAGLINE_DATA_DIR",
                        file.resolve("below").toString(),
                        "TAGLINE_HTTP_PORT",
                        "0",
                        "TAGLINE_MQTT_PORT",
                        "0"),
                List.of("run"));
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).contains(file.toString()).doesNotContain("\tat ");
    }
}
