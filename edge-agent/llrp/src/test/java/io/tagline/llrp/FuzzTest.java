package io.tagline.llrp;

import io.tagline.llrp.Captures.Captured;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Damaged frames: refused in the declared way or read, never anything else, never for ever. */
class FuzzTest {
    @Test
    void mutatedFramesThrowNothingButTheDeclaredException() throws Exception {
        List<Captured> captured = Captures.all();
        Random random = Seed.random();
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int round = 0; round < 60_000; round++) {
                LlrpFrame frame = captured.get(random.nextInt(captured.size())).frame();
                byte[] body = mutated(frame.body(), random);
                try {
                    Decoders.read(LlrpFrame.of(frame.type(), 1, body));
                } catch (RuntimeException e) {
                    throw new AssertionError(
                            "seed " + Seed.VALUE + ", type " + frame.type() + ": "
                                    + HexFormat.of().formatHex(body),
                            e);
                }
            }
        });
    }

    private static byte[] mutated(byte[] body, Random random) {
        byte[] bytes = body.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                case 1 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                default -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 8));
            }
        }
        return bytes;
    }
}
