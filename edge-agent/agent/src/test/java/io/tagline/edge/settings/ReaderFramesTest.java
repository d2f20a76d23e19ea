package io.tagline.edge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.command.ListedRoSpec;
import io.tagline.llrp.command.ReaderCapabilities;
import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import io.tagline.llrp.command.ReaderCommands;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.settings.Environment;
import io.tagline.settings.SettingsException;
import io.tagline.settings.SettingsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.llrp.ltk.generated.LLRPMessageFactory;
import org.llrp.ltk.types.LLRPMessage;

/**
 * The bytes that each shipped profile sends to readers of each kind, held in files: a change of profile or code that changes what
 * readers in the field are told is seen in its review. What was built lies in {@code target/reader-frames} after a run.
 */
class ReaderFramesTest {
    private static final Map<String, ReaderCapabilities> READERS = new TreeMap<>(Map.of(
            "any-reader", ReaderCapabilities.unknown(),
            "impinj-r420", new ReaderCapabilities(4, true, 25_882, 2_001_002, "5.14.0.240", 4, 4, true, levels(81)),
            "zebra-fx9600", new ReaderCapabilities(8, true, 161, 96_008, "3.21.23", 4, 4, true, levels(200))));

    static List<String> profiles() {
        return ReaderProfiles.SHIPPED;
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void aProfileSendsTheBytesThatItSentBefore(String name) throws Exception {
        ReaderProfile profile = profile(name);
        StringBuilder built = new StringBuilder();
        for (Map.Entry<String, ReaderCapabilities> reader : READERS.entrySet()) {
            built.append("# to ").append(reader.getKey()).append('\n');
            for (LlrpFrame frame : frames(profile, reader.getValue())) {
                built.append(LlrpMessageType.name(frame.type()))
                        .append(' ')
                        .append(HexFormat.of().formatHex(frame.toBytes()))
                        .append('\n');
            }
        }
        Path folder = Files.createDirectories(Path.of("target", "reader-frames"));
        Files.writeString(folder.resolve(name + ".txt"), built);
        assertThat(built.toString()).as("bytes of the profile %s", name).isEqualTo(golden(name));
    }

    /** LTK decodes what it or our own writer built, and our walker what LTK built: two readings of each frame. */
    @ParameterizedTest
    @MethodSource("profiles")
    void bothDecodersReadThem(String name) throws Exception {
        ReaderProfile profile = profile(name);
        for (ReaderCapabilities reader : READERS.values()) {
            for (LlrpFrame frame : frames(profile, reader)) {
                LLRPMessage read = LLRPMessageFactory.createLLRPMessage(frame.toBytes());
                assertThat(read.getName()).isEqualTo(LlrpMessageType.name(frame.type()));
                assertThat(LlrpFrame.parse(read.encodeBinary())).isEqualTo(frame);
                if (frame.type() == LlrpMessageType.ADD_ROSPEC) {
                    assertThat(ListedRoSpec.read(frame))
                            .containsExactly(new ListedRoSpec(
                                    ReaderProfile.ROSPEC_ID, ListedRoSpec.DISABLED, 0, List.of(0), 2, 1));
                }
            }
        }
    }

    private static List<LlrpFrame> frames(ReaderProfile profile, ReaderCapabilities reader) {
        List<LlrpFrame> frames = new ArrayList<>();
        if (profile.wantsExtensionsOf(reader)) {
            frames.add(ReaderCommands.enableImpinjExtensions(1));
        }
        frames.add(ReaderCommands.configure(profile, reader, 2));
        if (reader.inputs() > 0) {
            frames.add(ReaderCommands.enableInputs(
                    IntStream.rangeClosed(1, reader.inputs()).boxed().toList(), 3));
        }
        frames.add(ReaderCommands.addRoSpec(profile, reader, 4));
        return frames;
    }

    private static ReaderProfile profile(String name) throws SettingsException {
        return SettingsFile.read(ReaderProfiles.shipped(name), Environment.none(), ProfileReader::read);
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = ReaderFramesTest.class.getResourceAsStream("/reader-frames/" + name + ".txt")) {
            return in == null ? "no such file" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<PowerLevel> levels(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(index -> new PowerLevel(index, 1_000 + 10 * index))
                .toList();
    }
}
