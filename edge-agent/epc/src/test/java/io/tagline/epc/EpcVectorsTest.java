package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.epc.Vectors.Vector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every tag of {@code vectors/epc-vectors.json} says what independent decoders and EPC TDS annex E.3 say. */
class EpcVectorsTest {
    private static final String FILE = "epc-vectors.json";

    @TestFactory
    Stream<DynamicTest> tagSaysWhatTheStandardSays() {
        List<Vector> vectors = Vectors.of(FILE, "decode");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(210);
        return each(vectors, v -> {
            Epc epc = Epc.parse(v.text("hex"));
            EpcIdentity identity = EpcIdentity.of(epc);

            assertThat(identity.reason()).isEmpty();
            assertThat(identity.kind()).isEqualTo(EpcIdentity.Kind.IDENTIFIED);
            assertThat(epc.bits()).isEqualTo(v.number("bits"));
            assertThat(Hex.of(epc.header(), 2)).isEqualTo(v.text("header"));
            assertThat(identity.scheme().orElseThrow()).hasToString(v.text("scheme"));
            same(v, "filter", identity.filter().stream().boxed().findFirst());
            same(v, "partition", identity.partition().stream().boxed().findFirst());
            same(v, "companyPrefix", identity.companyPrefix());
            same(v, "pureIdentity", identity.pureIdentityUri());
            same(v, "tagUri", identity.tagUri());
            same(v, "elementString", identity.elementString());
            same(v, "digitalLink", identity.digitalLink());
            if (v.has("epcBits")) {
                assertThat(identity.identityBits()).isEqualTo(v.number("epcBits"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> malformedTagIsRefusedWithItsReason() {
        List<Vector> vectors = Vectors.of(FILE, "errors");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(46);
        return each(vectors, v -> {
            IdentityFault expected = IdentityFault.valueOf(v.text("error"));
            if (expected == IdentityFault.NOT_HEX) {
                Refusals.assertRefused(expected, v.text("hex"), () -> Epc.parse(v.text("hex")));
                return;
            }
            EpcIdentity identity = EpcIdentity.of(Epc.parse(v.text("hex")));
            assertThat(identity.kind()).isEqualTo(EpcIdentity.Kind.REFUSED);
            assertThat(identity.fault()).contains(expected);
            assertThat(identity.reason()).contains(v.text("hex"));
            assertThat(identity.pureIdentityUri()).isEmpty();
            if (v.has("rawUri")) {
                assertThat(identity.uri()).isEqualTo(v.text("rawUri"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> knownSchemeThatIsNotDecodedPassesThroughRaw() {
        List<Vector> vectors = Vectors.of(FILE, "unsupported");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(9);
        return each(vectors, v -> {
            EpcIdentity identity = EpcIdentity.of(Epc.parse(v.text("hex")));
            assertThat(identity.kind()).isEqualTo(EpcIdentity.Kind.UNSUPPORTED);
            assertThat(identity.scheme().orElseThrow()).hasToString(v.text("scheme"));
            assertThat(identity.uri()).isEqualTo("urn:epc:raw:" + v.text("bits") + ".x" + v.text("hex"));
        });
    }

    @TestFactory
    Stream<DynamicTest> protocolControlWordTellsEpcsFromOtherTags() {
        List<Vector> vectors = Vectors.of(FILE, "pcWord");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(8);
        return each(vectors, v -> {
            ProtocolControl pc = new ProtocolControl(Integer.parseInt(v.text("pc"), 16));
            EpcIdentity identity = EpcIdentity.of(pc, Epc.parse(v.text("epc")));

            assertThat(pc.words()).isEqualTo(v.number("words"));
            assertThat(pc.userMemory()).isEqualTo(v.number("umi") == 1);
            assertThat(pc.extended()).isEqualTo(v.number("xpc") == 1);
            assertThat(pc.toggle()).isEqualTo(v.number("toggle") == 1);
            assertThat(identity.kind() == EpcIdentity.Kind.ISO)
                    .isEqualTo(v.text("kind").equals("ISO"));
            if (v.has("afi")) {
                assertThat(pc.afi()).isEqualTo(Integer.parseInt(v.text("afi"), 16));
            }
            if (v.has("attributes")) {
                assertThat(pc.attributes()).isEqualTo(Integer.parseInt(v.text("attributes"), 16));
            }
            if (v.has("error")) {
                assertThat(identity.fault()).contains(IdentityFault.valueOf(v.text("error")));
            } else {
                assertThat(identity.fault()).isEmpty();
            }
            if (v.has("rawUri")) {
                assertThat(identity.rawUri()).isEqualTo(v.text("rawUri"));
                assertThat(identity.uri()).isEqualTo(v.text("rawUri"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> mintedTagHasTheBitsOfTheStandard() {
        List<Vector> vectors = Vectors.of(FILE, "encode");
        assertThat(vectors).hasSizeGreaterThanOrEqualTo(12);
        return each(vectors, v -> {
            if (v.has("error")) {
                Refusals.assertRefused(IdentityFault.valueOf(v.text("error")), "", () -> mint(v));
            } else {
                assertThat(mint(v)).isEqualTo(Epc.parse(v.text("hex")).wholeWords());
            }
        });
    }

    @Test
    void readerThatSendsWholeWordsAndOneThatSendsTheExactBitsMeanTheSameTag() {
        Vectors.of(FILE, "decode").forEach(v -> {
            Epc asWritten = Epc.parse(v.text("hex"));
            assertThat(EpcIdentity.of(asWritten.wholeWords()).uri())
                    .as(v.text("id"))
                    .isEqualTo(EpcIdentity.of(asWritten)
                            .uri()
                            .replace(asWritten.rawUri(), asWritten.wholeWords().rawUri()));
        });
    }

    private static Epc mint(Vector v) {
        Vector args = v.object("args");
        int prefix = args.number("gcpLength");
        int filter = args.number("filter");
        return switch (v.text("scheme")) {
            case "SSCC-96" -> Sscc.toEpc96(args.text("sscc"), prefix, filter);
            case "SGTIN-96" -> Sgtin.toEpc96(args.text("gtin"), prefix, args.text("serial"), filter);
            case "SGTIN-198" -> Sgtin.toEpc198(args.text("gtin"), prefix, args.text("serial"), filter);
            case "GRAI-96" -> Grai.toEpc96(args.text("grai"), prefix, filter);
            case "GIAI-96" -> Giai.toEpc96(args.text("giai"), prefix, filter);
            default -> throw new AssertionError("no encoder in this test for " + v);
        };
    }

    private static void same(Vector v, String key, java.util.Optional<?> actual) {
        assertThat(actual.map(Object::toString).orElse("none")).as(key).isEqualTo(v.has(key) ? v.text(key) : "none");
    }

    private interface Check {
        void run(Vector vector);
    }

    private static Stream<DynamicTest> each(List<Vector> vectors, Check check) {
        return vectors.stream().map(v -> DynamicTest.dynamicTest(v.text("id"), () -> check.run(v)));
    }
}
