package io.tagline.bench;

import io.tagline.epc.Epc;
import io.tagline.epc.EpcIdentity;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one read costs between tag memory and identity; the goal is 1 µs to a URN. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class EpcBenchmark {
    // fields, not constants, so that nothing is folded away
    private String hex = "3174257BF4499602D2000000";
    private String sgtin = "3034257BF7194E4000001A85";
    private byte[] stray = HexFormat.of().parseHex("E28011606000020000000001");
    private byte[] frame = HexFormat.of().parseHex("00" + hex);

    @Benchmark
    public Epc bytesToEpc() {
        return Epc.of(frame, 1, 96);
    }

    @Benchmark
    public Epc hexToEpc() {
        return Epc.parse(hex);
    }

    /** To identity and fields, all bits checked, no text: what the agent does with a read. */
    @Benchmark
    public EpcIdentity bytesToIdentity() {
        return EpcIdentity.of(Epc.of(frame, 1, 96));
    }

    @Benchmark
    public String bytesToUrn() {
        return EpcIdentity.of(Epc.of(frame, 1, 96)).uri();
    }

    @Benchmark
    public String hexToUrn() {
        return EpcIdentity.of(Epc.parse(hex)).uri();
    }

    @Benchmark
    public String sgtin96HexToUrn() {
        return EpcIdentity.of(Epc.parse(sgtin)).uri();
    }

    @Benchmark
    public String hexToDigitalLink() {
        return EpcIdentity.of(Epc.parse(hex)).digitalLink().orElseThrow();
    }

    /** A stray from another system: refusing must cost no more than accepting. */
    @Benchmark
    public EpcIdentity bytesToRefusal() {
        return EpcIdentity.of(Epc.of(stray, 0, 96));
    }
}
