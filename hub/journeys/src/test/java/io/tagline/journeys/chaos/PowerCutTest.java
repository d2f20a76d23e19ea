package io.tagline.journeys.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The model of a disk that loses its power. */
class PowerCutTest {
    private static final Path DISK = Path.of("/disk");

    @TempDir
    private Path folder;

    @Test
    void whatWasSyncedIsFoundAndWhatWasNotMayBe() throws IOException {
        List<DiskAct> acts = List.of(
                new DiskAct.Create(1, 1, "/disk/a"),
                new DiskAct.Sync(2, 2, "/disk"),
                write(3, "/disk/a", 0, "certain "),
                new DiskAct.Sync(4, 5, "/disk/a"),
                write(6, "/disk/a", 8, "perhaps"));
        Set<String> found = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            found.add(cut(acts, 10, seed, "a"));
        }
        assertThat(found).contains("certain ", "certain perhaps").allMatch(text -> text.startsWith("certain "));
    }

    @Test
    void aSyncThatHadNotEndedCoversNothing() throws IOException {
        List<DiskAct> acts = List.of(
                new DiskAct.Create(1, 1, "/disk/a"),
                new DiskAct.Sync(2, 2, "/disk"),
                write(3, "/disk/a", 0, "text"),
                new DiskAct.Sync(4, 9, "/disk/a"));
        Set<String> found = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            found.add(cut(acts, 8, seed, "a"));
        }
        assertThat(found).contains("", "text");
        assertThat(cut(acts, 9, 41, "a")).isEqualTo("text");
    }

    @Test
    void aNameIsCertainOnlyWithItsFolder() throws IOException {
        List<DiskAct> acts = List.of(
                new DiskAct.Create(1, 1, "/disk/new"),
                write(2, "/disk/new", 0, "whole"),
                new DiskAct.Sync(3, 3, "/disk/new"),
                new DiskAct.Sync(4, 4, "/disk"),
                new DiskAct.Rename(5, 5, "/disk/new", "/disk/a"));
        Set<String> names = new HashSet<>();
        for (int seed = 0; seed < 40; seed++) {
            Path into = Files.createTempDirectory(folder, "cut");
            PowerCut.rebuild(acts, DISK, 6, new SplittableRandom(seed), into);
            try (var files = Files.list(into)) {
                files.forEach(file -> names.add(file.getFileName().toString()));
            }
        }
        assertThat(names).containsExactlyInAnyOrder("new", "a");
    }

    private String cut(List<DiskAct> acts, long moment, int seed, String file) throws IOException {
        Path into = Files.createTempDirectory(folder, "cut");
        PowerCut.rebuild(acts, DISK, moment, new SplittableRandom(seed), into);
        return Files.readString(into.resolve(file));
    }

    private static DiskAct write(long at, String file, long offset, String text) {
        return new DiskAct.Write(at, at, file, offset, new DiskAct.Bytes(text.getBytes(StandardCharsets.UTF_8)));
    }
}
