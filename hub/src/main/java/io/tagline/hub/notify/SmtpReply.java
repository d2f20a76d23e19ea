package io.tagline.hub.notify;

import io.tagline.hub.notify.Outcome.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a mail server's refusal means (RFC 5321 §4.2, RFC 3463). Also used for the same codes in reports of non-delivery.
 *
 * @param code of three digits; -1 where the connection ended instead
 * @param text with what looks like an address taken out
 */
record SmtpReply(int code, String text) {
    private static final Pattern ENHANCED = Pattern.compile("\\b([245])\\.(\\d{1,3})\\.(\\d{1,3})\\b");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>]+@[^\\s<>]+");
    private static final int LONGEST = 200;

    SmtpReply {
        String plain = ADDRESS.matcher(text)
                .replaceAll("(address)")
                .replaceAll("\\s+", " ")
                .strip();
        text = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST);
    }

    /** Of the answer to RCPT: about this one mailbox. */
    Kind ofRecipient() {
        if (code == -1) {
            return Kind.LATER;
        }
        Matcher status = ENHANCED.matcher(text);
        if (status.find()) {
            return ofStatus(status);
        }
        return switch (code) {
            // no such mailbox; not on this server; no such name (RFC 5321 §4.2.3)
            case 550, 551, 553 -> Kind.NOBODY_THERE;
            case 552 -> Kind.LATER;
            default -> code >= 500 ? Kind.REFUSED : Kind.LATER;
        };
    }

    /** Of a status such as 5.1.1. */
    static Kind ofStatus(String status) {
        Matcher found = ENHANCED.matcher(status);
        return found.find() ? ofStatus(found) : Kind.REFUSED;
    }

    private static Kind ofStatus(Matcher status) {
        if (!status.group(1).equals("5")) {
            return Kind.LATER;
        }
        String subject = status.group(2);
        String detail = status.group(3);
        // 5.2.2 is a full mailbox: somebody is there, and may empty it
        if (subject.equals("2") && detail.equals("2")) {
            return Kind.LATER;
        }
        // addresses, and mailboxes that are closed; the rest is about us, the way or the words (RFC 3463 §3)
        return (subject.equals("1") && !detail.equals("7") && !detail.equals("8")) || subject.equals("2")
                ? Kind.NOBODY_THERE
                : Kind.REFUSED;
    }

    /** Of the answer to DATA, or to its end: about the message. */
    Kind ofMessage() {
        if (code == -1) {
            return Kind.UNSURE;
        }
        // 421: the server goes away (RFC 5321 §3.8)
        return code == 421 ? Kind.CHANNEL_AWAY : code >= 500 ? Kind.REFUSED : Kind.LATER;
    }
}
