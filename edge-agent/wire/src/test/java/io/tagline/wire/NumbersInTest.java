package io.tagline.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Which scans a message brings that can't be read whole. One number too many would be a scan lost. */
final class NumbersInTest {
    private static final UUID JOURNAL = UUID.fromString("018f0000-0000-7000-8000-000000000001");
    private static final String HEAD = "{\"journal\":\"" + JOURNAL + "\",\"scans\":[";

    @Test
    void scansThatAreWholeAreTold() throws Exception {
        assertThat(in(HEAD + "{\"seq\":1},{\"x\":2,\"seq\":3},{\"seq\":4")).containsExactly(1L, 3L);
        assertThat(in("{\"scans\":[{\"seq\":7}],\"journal\":\"" + JOURNAL + "\"}x"))
                .containsExactly(7L);
        assertThat(in(HEAD + "{\"seq\":1},{\"seq\":2}],\"scans\":17}")).containsExactly(1L, 2L);
    }

    @Test
    void numbersThatStandElsewhereAreNoScans() throws Exception {
        assertThat(in("{\"seq\":1,\"journal\":\"" + JOURNAL + "\",\"before\":[{\"seq\":2}]"))
                .isEmpty();
        assertThat(in(HEAD + "{\"tags\":[{\"seq\":5}],\"seq\":6},[{\"seq\":7}]"))
                .containsExactly(6L);
        assertThat(in(HEAD + "{\"seq\":\"8\"},{\"seq\":0},{\"seq\":-1},{\"seq\":1.5},{\"seq\":99999999999999999999}]"))
                .isEmpty();
        assertThat(in("{\"journal\":\"x\",\"scans\":[{\"seq\":1}]}")).isEmpty();
        assertThat(in("{\"scans\":[{\"seq\":1}]}")).isEmpty();
        assertThat(in("")).isEmpty();
    }

    @Test
    void aZippedMessageIsReadAsFarAsItUnzips() throws Exception {
        String scans = "{\"seq\":1},".repeat(2_000);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(zipped)) {
            out.write((HEAD + scans).getBytes(StandardCharsets.UTF_8));
        }
        byte[] body = zipped.toByteArray();
        assertThat(numbers(body, Payload.GZIP)).hasSize(2_000);
        assertThat(numbers(new byte[] {1, 2, 3}, Payload.GZIP)).isEmpty();
        for (int length = 0; length < body.length; length++) {
            numbers(Arrays.copyOf(body, length), Payload.GZIP);
        }
    }

    private static List<Long> in(String body) throws IOException, WireFormatException {
        return numbers(body.getBytes(StandardCharsets.UTF_8), "");
    }

    private static List<Long> numbers(byte[] body, String encoding) throws WireFormatException {
        Optional<NumbersOf> found = WireCodec.numbersIn(Payload.received(body, encoding));
        found.ifPresent(numbers -> assertThat(numbers.journal()).isEqualTo(JOURNAL));
        return found.map(NumbersOf::seqs).orElse(List.of());
    }
}
