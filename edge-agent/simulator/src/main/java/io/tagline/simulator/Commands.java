package io.tagline.simulator;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the reader does when the client says something: one answer for each command. The caller holds the reader's lock. */
final class Commands {
    private static final Logger log = LoggerFactory.getLogger(Commands.class);

    private final ReaderCore reader;
    private final List<GpoWrite> gpoWrites;

    /** @param gpoWrites where writes to outputs are noted */
    Commands(ReaderCore reader, List<GpoWrite> gpoWrites) {
        this.reader = reader;
        this.gpoWrites = gpoWrites;
    }

    /** The answers to a command, first things first; empty for those that LLRP leaves without one. */
    List<LlrpFrame> answer(LlrpFrame command) {
        try {
            if (command.version() != LlrpFrame.VERSION_1_0_1) {
                throw new RefusedException(
                        StatusCode.UNSUPPORTED_VERSION,
                        "message has version " + command.version() + "; this reader speaks 1 (LLRP 1.0.1)");
            }
            List<LlrpFrame> answers = accept(command);
            log.atDebug().addKeyValue("command", command).log("done");
            return answers;
        } catch (RefusedException e) {
            return List.of(refuse(command, e));
        } catch (LlrpBodyException e) {
            return List.of(
                    refuse(command, new RefusedException(StatusCode.PARAMETER_ERROR, String.valueOf(e.getMessage()))));
        }
    }

    private List<LlrpFrame> accept(LlrpFrame command) throws RefusedException, LlrpBodyException {
        long now = reader.time.micros();
        RoSpecs roSpecs = reader.roSpecs;
        switch (command.type()) {
            case LlrpMessageType.GET_READER_CAPABILITIES -> {
                return List.of(Capabilities.answer(command, reader.options));
            }
            case LlrpMessageType.GET_READER_CONFIG -> {
                return List.of(ConfigReport.answer(command, reader.options, reader.config));
            }
            case LlrpMessageType.SET_READER_CONFIG -> reader.config.set(command, this::gpoWritten, reader.extensions);
            case LlrpMessageType.ADD_ROSPEC -> roSpecs.add(RoSpecPlan.parse(command, reader.options.antennas()));
            case LlrpMessageType.DELETE_ROSPEC -> roSpecs.delete(id(command), now);
            case LlrpMessageType.ENABLE_ROSPEC -> roSpecs.enable(id(command), now);
            case LlrpMessageType.DISABLE_ROSPEC -> roSpecs.disable(id(command), now);
            case LlrpMessageType.START_ROSPEC -> roSpecs.start(id(command), now);
            case LlrpMessageType.STOP_ROSPEC -> roSpecs.stop(id(command), now);
            case LlrpMessageType.GET_ROSPECS -> {
                LlrpWriter out = Status.success();
                roSpecs.all().forEach(each -> out.bytes(each.plan.withState(each.state())));
                return List.of(response(command, out));
            }
            case LlrpMessageType.DELETE_ACCESSSPEC,
                    LlrpMessageType.ENABLE_ACCESSSPEC,
                    LlrpMessageType.DISABLE_ACCESSSPEC -> noAccessSpec(id(command));
            case LlrpMessageType.ADD_ACCESSSPEC ->
                throw new RefusedException(
                        StatusCode.OVERFLOW_PARAMETER,
                        "AccessSpec is one too many: this reader holds 0 (MaxNumAccessSpecs)");
            case LlrpMessageType.GET_ACCESSSPECS -> {
                // nothing to list
            }
            case LlrpMessageType.GET_REPORT -> {
                reader.sendReport(reader.roSpecs.active());
                reader.release();
                return List.of();
            }
            case LlrpMessageType.ENABLE_EVENTS_AND_REPORTS -> {
                reader.release();
                return List.of();
            }
            case LlrpMessageType.KEEPALIVE_ACK -> {
                reader.tally.keepaliveAck();
                return List.of();
            }
            case LlrpMessageType.CUSTOM_MESSAGE -> {
                return List.of(reader.extensions.answer(command));
            }
            case LlrpMessageType.CLOSE_CONNECTION -> {
                return List.of(response(command, Status.success()));
            }
            default ->
                throw new RefusedException(
                        StatusCode.UNSUPPORTED_MESSAGE,
                        "message type " + command.type() + " is unknown to this reader");
        }
        return List.of(response(command, Status.success()));
    }

    private static void noAccessSpec(long id) throws RefusedException {
        if (id != 0) {
            throw new RefusedException(
                    StatusCode.FIELD_ERROR, "AccessSpec " + id + " is unknown; this reader has none");
        }
    }

    private void gpoWritten(int port, boolean high) {
        gpoWrites.add(new GpoWrite(Duration.ofNanos(reader.time.micros() * 1_000), port, high));
        log.atInfo().addKeyValue("gpo", port).addKeyValue("high", high).log("output written");
    }

    private static LlrpFrame refuse(LlrpFrame command, RefusedException why) {
        log.atInfo()
                .addKeyValue("command", command)
                .addKeyValue("status", why.status())
                .addKeyValue("why", why.words())
                .log("refused");
        boolean hasAnswer = LlrpMessageType.answerTo(command.type()) != 0
                && command.type() != LlrpMessageType.CUSTOM_MESSAGE
                && why.status() != StatusCode.UNSUPPORTED_MESSAGE
                && why.status() != StatusCode.UNSUPPORTED_VERSION;
        LlrpWriter out = Status.refused(why);
        return hasAnswer ? response(command, out) : out.toFrame(LlrpMessageType.ERROR_MESSAGE, command.messageId());
    }

    private static LlrpFrame response(LlrpFrame command, LlrpWriter body) {
        return body.toFrame(LlrpMessageType.answerTo(command.type()), command.messageId());
    }

    private static long id(LlrpFrame command) throws LlrpBodyException {
        byte[] body = command.body();
        if (body.length != Integer.BYTES) {
            throw new LlrpBodyException(command + " has " + body.length + " bytes of body; expected 4, an ID");
        }
        return Integer.toUnsignedLong(ByteBuffer.wrap(body).getInt());
    }
}
