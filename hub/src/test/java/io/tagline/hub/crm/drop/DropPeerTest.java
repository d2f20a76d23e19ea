package io.tagline.hub.crm.drop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.Value;
import io.tagline.hub.crm.peer.Write;
import io.tagline.settings.Secret;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DropPeerTest {
    private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");

    @TempDir
    Path folder;

    private DropPeer peer(DropSettings.Where where) {
        return new DropPeer(
                new DropSettings(where, Map.of("parcel", Set.of("status", "phone", "weight")), Duration.ofSeconds(10)),
                () -> NOW);
    }

    private static Write write(int n, String status) {
        return Write.create(
                new UUID(0, n),
                "parcel",
                "k-" + n,
                Map.of(
                        "status", new Value.Text(status),
                        "phone", new Value.Text("+16135550100"),
                        "weight", new Value.Decimal(new BigDecimal("1200"))));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private void assertWhole(String name) throws Exception {
        byte[] content = Files.readAllBytes(folder.resolve(name + ".csv"));
        JsonNode manifest = JsonMapper.builder().build().readTree(Files.readAllBytes(folder.resolve(name + ".json")));
        assertThat(manifest.path("file").asString()).isEqualTo(name + ".csv");
        assertThat(manifest.path("rows").asInt()).isEqualTo(2);
        assertThat(manifest.path("bytes").asInt()).isEqualTo(content.length);
        assertThat(manifest.path("sha256").asString())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(new String(content, StandardCharsets.UTF_8))
                .isEqualTo(
                        """
                        operation,key,phone,status,weight
                        00000000-0000-0000-0000-000000000001,k-1,+16135550100,"arrived, at last",1200
                        00000000-0000-0000-0000-000000000002,k-2,+16135550100,=delivered,1200
                        """
                                .replace("\n", "\r\n"));
    }

    private static List<Write> two() {
        return List.of(write(1, "arrived, at last"), write(2, "=delivered"));
    }

    @Test
    void aBatchIsAFileWithAManifestThatComesAfterIt() throws Exception {
        try (DropPeer peer = peer(new DropSettings.Where.Folder(folder))) {
            assertThat(peer.check()).contains("0 files wait");
            assertThat(peer.write(two()))
                    .containsExactly(
                            new Outcome.Done("k-1", Optional.empty()), new Outcome.Done("k-2", Optional.empty()));
            String name = String.format("%015d-parcel", NOW.toEpochMilli());
            assertThat(names()).containsExactly(name + ".csv", name + ".json");
            assertWhole(name);
        }
    }

    @Test
    void sequencesRiseThoughTheClockStandsAndTheHubIsRestarted() throws Exception {
        for (int i = 0; i < 2; i++) {
            try (DropPeer peer = peer(new DropSettings.Where.Folder(folder))) {
                var unused = peer.write(two());
                unused = peer.write(two());
            }
        }
        List<Long> sequences = names().stream()
                .filter(name -> name.endsWith(".json"))
                .map(name -> Long.parseLong(name.substring(0, 15)))
                .toList();
        assertThat(sequences).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aFolderThatIsNotThereIsAwayAndNothingIsDone() {
        try (DropPeer peer = peer(new DropSettings.Where.Folder(folder.resolve("none")))) {
            assertThatThrownBy(peer::check).isInstanceOf(PeerAwayException.class);
            assertThatThrownBy(() -> peer.write(two())).isInstanceOf(PeerAwayException.class);
        }
    }

    @Test
    void theSameGoesOverSftpToAServerWhoseKeyIsKnownAndToNoOther() throws Exception {
        KeyPair host = keys();
        try (SshServer server = SshServer.setUpDefaultServer()) {
            server.setHost("127.0.0.1");
            server.setPort(0);
            server.setKeyPairProvider(KeyPairProvider.wrap(host));
            server.setPasswordAuthenticator(
                    (user, password, session) -> user.equals("post") && password.equals("secret-of-post"));
            server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
            server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
            server.start();
            URI url = URI.create("sftp://127.0.0.1:" + server.getPort() + "/");
            String known = KeyUtils.getFingerPrint(BuiltinDigests.sha256, host.getPublic());
            try (DropPeer peer = peer(sftp(url, "secret-of-post", known))) {
                assertThat(peer.check()).contains("post at sftp://127.0.0.1", "0 files wait");
                var unused = peer.write(two());
                String name = String.format("%015d-parcel", NOW.toEpochMilli());
                assertThat(names()).containsExactly(name + ".csv", name + ".json");
                assertWhole(name);
                List<String> before = names();
                unused = peer.write(two());
                List<String> after = new ArrayList<>(names());
                after.removeAll(before);
                assertThat(after).hasSize(2);
            }
            String other = KeyUtils.getFingerPrint(BuiltinDigests.sha256, keys().getPublic());
            // neither passes by itself: a person has to look
            try (DropPeer peer = peer(sftp(url, "secret-of-post", other))) {
                assertThatThrownBy(peer::check)
                        .isInstanceOf(PeerClosedException.class)
                        .hasMessageContaining("its key is " + known + ": expected " + other);
                assertThatThrownBy(() -> peer.write(two())).isInstanceOf(PeerClosedException.class);
            }
            try (DropPeer peer = peer(sftp(url, "guessed", known))) {
                assertThatThrownBy(peer::check)
                        .isInstanceOf(PeerClosedException.class)
                        .hasMessageContaining("refuses the password or key of \"post\"")
                        .hasMessageNotContaining("guessed");
                assertThatThrownBy(() -> peer.write(two())).isInstanceOf(PeerClosedException.class);
            }
            assertThat(names()).hasSize(4);
        }
    }

    private static DropSettings.Where sftp(URI url, String password, String hostKey) {
        return new DropSettings.Where.Sftp(url, "post", Optional.of(new Secret(password)), Optional.empty(), hostKey);
    }

    private static KeyPair keys() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        return generator.generateKeyPair();
    }
}
