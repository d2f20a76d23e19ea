package io.tagline.bench;

import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.TagReportCursor;
import io.tagline.llrp.TagReportWriter;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.llrp.ltk.exceptions.InvalidLLRPMessageException;
import org.llrp.ltk.generated.messages.RO_ACCESS_REPORT;
import org.llrp.ltk.generated.parameters.EPC_96;
import org.llrp.ltk.generated.parameters.TagReportData;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What one tag of a 100-tag RO_ACCESS_REPORT costs, all its fields and the EPC in hex read; the goals are 300 times LTK and 300
 * bytes ({@code -prof gc}). Figures are per tag.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(LlrpDecodeBenchmark.TAGS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LlrpDecodeBenchmark {
    static final int TAGS = 100;

    private final LlrpFrame frame = report();
    private final byte[] bytes = frame.toBytes();
    private final TagReportCursor report = new TagReportCursor();

    private static LlrpFrame report() {
        Random random = new Random(7);
        TagReportWriter writer = new TagReportWriter();
        for (int i = 0; i < TAGS; i++) {
            byte[] epc = new byte[12];
            random.nextBytes(epc);
            epc[0] = 0x30; // LTK drops leading zeros, and so would have less to do
            writer.tag(epc, 96)
                    .roSpecId(1)
                    .antenna(1 + random.nextInt(4))
                    .peakRssiDbm(-40 - random.nextInt(30))
                    .channelIndex(1 + random.nextInt(50))
                    .firstSeenUtcMicros(1_700_000_000_000_000L + random.nextInt(1_000_000))
                    .lastSeenUtcMicros(1_700_000_001_000_000L + random.nextInt(1_000_000))
                    .tagSeenCount(1 + random.nextInt(20));
        }
        return writer.toFrame(1);
    }

    @Benchmark
    public void ours(Blackhole sink) {
        report.over(frame);
        while (report.next()) {
            sink.consume(report.epcHex());
            sink.consume(report.roSpecId());
            sink.consume(report.antenna());
            sink.consume(report.peakRssiDbm());
            sink.consume(report.channelIndex());
            sink.consume(report.firstSeenUtcMicros());
            sink.consume(report.lastSeenUtcMicros());
            sink.consume(report.tagSeenCount());
        }
    }

    /** What the codec that we use for commands would take; the reason why it does not read tags. */
    @Benchmark
    public void ltk(Blackhole sink) throws InvalidLLRPMessageException {
        for (TagReportData tag : new RO_ACCESS_REPORT(bytes).getTagReportDataList()) {
            sink.consume(((EPC_96) tag.getEPCParameter()).getEPC().toString());
            sink.consume(tag.getROSpecID().getROSpecID().toLong());
            sink.consume(tag.getAntennaID().getAntennaID().intValue());
            sink.consume(tag.getPeakRSSI().getPeakRSSI().intValue());
            sink.consume(tag.getChannelIndex().getChannelIndex().intValue());
            sink.consume(tag.getFirstSeenTimestampUTC().getMicroseconds().toLong());
            sink.consume(tag.getLastSeenTimestampUTC().getMicroseconds().toLong());
            sink.consume(tag.getTagSeenCount().getTagCount().intValue());
        }
    }
}
