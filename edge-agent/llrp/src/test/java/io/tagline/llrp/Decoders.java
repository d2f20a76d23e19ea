package io.tagline.llrp;

import io.tagline.llrp.command.ReaderAnswer;
import io.tagline.llrp.command.ReaderCapabilities;

/** Every decoder of the client, as the link chooses among them. */
final class Decoders {
    private Decoders() {}

    /**
     * Reads all of a frame, or is refused in the declared way: whatever else is thrown is the test's to see.
     *
     * @return how many tags were read of a report
     */
    static int read(LlrpFrame frame) {
        int tags = 0;
        try {
            switch (frame.type()) {
                case LlrpMessageType.RO_ACCESS_REPORT -> {
                    TagReportCursor report = new TagReportCursor().over(frame);
                    while (report.next()) {
                        int digits = report.epcHex().length();
                        int results = report.accessResults().size();
                        if (digits != 2 * report.epcBytes() || results < 0 || ++tags >= frame.body().length) {
                            throw new AssertionError("tag " + tags + " has " + digits + " digits of EPC");
                        }
                    }
                }
                case LlrpMessageType.READER_EVENT_NOTIFICATION -> ReaderNotification.decode(frame);
                case LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE -> ReaderCapabilities.read(frame);
                default -> ReaderAnswer.read(frame);
            }
        } catch (LlrpBodyException e) {
            if (String.valueOf(e.getMessage()).length() < 2) {
                throw new AssertionError("a refusal without a reason", e);
            }
        }
        return tags;
    }
}
