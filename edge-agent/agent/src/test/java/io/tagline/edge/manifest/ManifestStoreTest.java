package io.tagline.edge.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.edge.portal.PortalId;
import io.tagline.epc.Epc;
import io.tagline.wire.Direction;
import io.tagline.wire.Manifest;
import io.tagline.wire.Manifest.Expected;
import io.tagline.wire.Manifest.Portal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestStoreTest {
    private static final PortalId DOOR = new PortalId("door-1");
    private static final Epc FIRST = Epc.parse("3174257BF4499602D2000000");
    private static final Epc SECOND = Epc.parse("3174257BF4499602D3000000");
    private static final Manifest MANIFEST = new Manifest(
            3,
            Instant.parse("2026-03-01T08:00:00Z"),
            Map.of(
                    "door-1",
                    new Portal(
                            "Truck 17,\tMontréal",
                            Direction.OUT,
                            List.of(new Expected(FIRST.hex(), "one"), new Expected(SECOND.hex(), "two")),
                            Map.of())));

    @TempDir
    Path folder;

    @Test
    void restartGoesOnWhereTheLoadWas() throws Exception {
        Judge before = new Judge();
        try (ManifestStore store = new ManifestStore(folder)) {
            before.take(MANIFEST);
            store.keep(before);
            pass(before, store, FIRST, Direction.OUT);
            pass(before, store, SECOND, Direction.OUT);
            pass(before, store, FIRST, Direction.IN);
        }

        Judge after = restarted();

        assertThat(after.manifest()).contains(MANIFEST);
        assertThat(after.progress(DOOR)).isEqualTo(before.progress(DOOR));
        assertThat(after.progress(DOOR).orElseThrow().missing()).containsExactly("one");
    }

    @Test
    void marksOfALoadThatIsOverDoNotCountForTheNext() throws Exception {
        Judge before = new Judge();
        ManifestStore store = new ManifestStore(folder);
        before.take(MANIFEST);
        store.keep(before);
        pass(before, store, FIRST, Direction.OUT);
        Portal portal = Objects.requireNonNull(MANIFEST.portals().get("door-1"));
        before.take(new Manifest(
                4,
                Instant.EPOCH,
                Map.of("door-1", new Portal("Truck 18", Direction.OUT, portal.expected(), Map.of()))));
        store.keep(before);

        assertThat(restarted().progress(DOOR).orElseThrow().passed()).isZero();
    }

    @Test
    void filesThatAPowerCutTorTakeNothingElseWithThem() throws Exception {
        Judge before = new Judge();
        ManifestStore store = new ManifestStore(folder);
        before.take(MANIFEST);
        store.keep(before);
        pass(before, store, FIRST, Direction.OUT);
        Files.writeString(folder.resolve("passed.log"), "door-1\tTru", StandardOpenOption.APPEND);
        assertThat(restarted().progress(DOOR).orElseThrow().passed()).isEqualTo(1);

        byte[] file = Files.readAllBytes(folder.resolve("manifest.bin"));
        Files.write(folder.resolve("manifest.bin"), Arrays.copyOf(file, file.length / 2));
        Judge judge = new Judge();
        assertThat(new ManifestStore(folder).load(judge).orElseThrow()).contains("manifest.bin");
        assertThat(judge.manifest()).isEmpty();

        Files.write(folder.resolve("manifest.bin"), new byte[0]);
        assertThat(new ManifestStore(folder).load(judge).orElseThrow()).contains("is empty");
    }

    @Test
    void aMarkThatWasCutShortTakesNeitherTheNextNorThoseBehindIt() throws Exception {
        Judge before = new Judge();
        ManifestStore store = new ManifestStore(folder);
        before.take(MANIFEST);
        store.keep(before);
        Path log = folder.resolve("passed.log");
        Files.write(log, new byte[] {'d', 'o', (byte) 0xE9, 0, (byte) 0xFF, '\t', '3'}, StandardOpenOption.APPEND);
        Judge between = restarted();
        pass(between, store, FIRST, Direction.OUT);
        Files.writeString(log, "door-1\tTru", StandardOpenOption.APPEND);
        pass(between, store, SECOND, Direction.OUT);

        assertThat(restarted().progress(DOOR).orElseThrow().passed()).isEqualTo(2);
    }

    @Test
    void theFileThatCannotBeReadIsTheOneThatIsNamed() throws Exception {
        Judge before = new Judge();
        before.take(MANIFEST);
        new ManifestStore(folder).keep(before);
        Files.delete(folder.resolve("passed.log"));
        Files.createDirectory(folder.resolve("passed.log"));

        Judge after = new Judge();
        assertThat(new ManifestStore(folder).load(after).orElseThrow()).contains("passed.log");
        assertThat(after.manifest()).contains(MANIFEST);
    }

    @Test
    void theFileOfMarksStaysBounded() throws Exception {
        Judge judge = new Judge();
        ManifestStore store = new ManifestStore(folder);
        judge.take(MANIFEST);
        store.keep(judge);
        for (int i = 0; i < 50_001; i++) {
            pass(judge, store, FIRST, Direction.OUT);
            pass(judge, store, FIRST, Direction.IN);
        }
        assertThat(Files.size(folder.resolve("passed.log"))).isLessThan(10_000);
    }

    private Judge restarted() {
        Judge judge = new Judge();
        assertThat(new ManifestStore(folder).load(judge)).isEmpty();
        return judge;
    }

    private static void pass(Judge judge, ManifestStore store, Epc epc, Direction direction) throws IOException {
        store.mark(judge, judge.load(DOOR).orElse(""), judge.judge(DOOR, epc, direction, 0));
    }
}
