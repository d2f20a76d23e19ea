package io.tagline.hub.notify;

import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail system says became of a message (RFC 3464, in a report of RFC 6522).
 *
 * @param ref of the notice that it is about, from the Message-ID of the message that came back
 * @param action failed, delayed, delivered, relayed or expanded
 * @param status of RFC 3463, e.g. 5.1.1
 */
record DeliveryReport(String ref, String action, String status) {
    private static final int MOST_BYTES = 64 * 1024;
    private static final Session NO_SERVER = Session.getInstance(new Properties());
    private static final Pattern OURS = Pattern.compile("(?im)^Message-ID:\\s*<([A-Za-z0-9_-]{22})@");
    private static final Pattern ACTION = Pattern.compile("(?im)^Action:\\s*([a-z]+)");
    private static final Pattern STATUS = Pattern.compile("(?im)^Status:\\s*([245]\\.\\d{1,3}\\.\\d{1,3})");

    /** Empty for a message that is no such report, or one about a message that was not ours. */
    static Optional<DeliveryReport> parse(byte[] message) {
        try {
            MimeMessage report = new MimeMessage(NO_SERVER, new ByteArrayInputStream(message));
            if (!report.isMimeType("multipart/report") || !(report.getContent() instanceof Multipart parts)) {
                return Optional.empty();
            }
            String status = "";
            String returned = "";
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                String type = part.getContentType().toLowerCase(Locale.ROOT);
                if (type.startsWith("message/delivery-status")) {
                    status = text(part);
                } else if (type.startsWith("message/rfc822") || type.startsWith("text/rfc822-headers")) {
                    returned = text(part);
                }
            }
            Matcher ref = OURS.matcher(returned);
            Matcher action = ACTION.matcher(status);
            Matcher code = STATUS.matcher(status);
            return ref.find() && action.find() && code.find()
                    ? Optional.of(
                            new DeliveryReport(ref.group(1), action.group(1).toLowerCase(Locale.ROOT), code.group(1)))
                    : Optional.empty();
        } catch (MessagingException | IOException e) {
            // whoever reads the mailbox has a message that is none of ours
            return Optional.empty();
        }
    }

    private static String text(BodyPart part) throws IOException, MessagingException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }
}
