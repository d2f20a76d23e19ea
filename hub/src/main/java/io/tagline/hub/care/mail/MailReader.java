package io.tagline.hub.care.mail;

import io.tagline.hub.care.IncomingMail;
import io.tagline.hub.customer.ContactForms;
import io.tagline.hub.customer.Personal;
import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From a mail as it came (RFC 5322, RFC 2045) to what cases need of it. Whatever is in it, this reads a bounded part of it. */
final class MailReader {
    static final int MOST_PARTS = 100;
    static final int DEEPEST = 10;
    static final int LONGEST_TEXT = 100_000;
    static final int MOST_ATTACHMENTS = 20;
    private static final int LONGEST_HEADER = 500;
    private static final int MOST_REFERENCES = 50;
    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,300})>");
    /** Of no id, by RFC 5322 §3.6.4, and NUL no text in PostgreSQL. */
    private static final Pattern CONTROLS = Pattern.compile("\\p{Cntrl}");

    private final List<Personal> attachments = new ArrayList<>();
    private int parts;
    private Optional<String> plain = Optional.empty();
    private Optional<String> html = Optional.empty();

    private MailReader() {}

    /**
     * Reads a mail.
     *
     * @throws MessagingException if it is no mail, or the server went away meanwhile
     */
    static IncomingMail read(Message mail) throws MessagingException, IOException {
        MailReader reader = new MailReader();
        reader.part(mail, 0);
        String text = reader.plain.or(() -> reader.html.map(HtmlText::of)).orElse("");
        return of(mail, cut(decoded(header(mail, "Subject"))), text, reader.attachments);
    }

    /** One that can't be read, so that somebody looks at it in the mailbox; of its own words there are none. */
    static IncomingMail unreadable(Message mail) throws MessagingException {
        return of(mail, "(unreadable)", "This mail can't be read here. It is in the mailbox.", List.of());
    }

    private static IncomingMail of(Message mail, String subject, String text, List<Personal> attachments)
            throws MessagingException {
        String from = from(mail);
        String id = ids(header(mail, "Message-ID")).stream()
                .findFirst()
                .orElse(CONTROLS.matcher("none " + from + " " + header(mail, "Date") + " " + header(mail, "Subject")
                                + " " + mail.getSize())
                        .replaceAll(""));
        List<String> references = new ArrayList<>(ids(header(mail, "In-Reply-To")));
        List<String> older = ids(String.join(" ", headers(mail, "References")));
        for (int i = older.size() - 1; i >= 0 && references.size() < MOST_REFERENCES; i--) {
            references.add(older.get(i));
        }
        return new IncomingMail(
                id,
                references,
                new Personal(from),
                new Personal(subject),
                new Personal(text),
                from.isEmpty() || isAutomatic(mail, from),
                attachments);
    }

    private void part(Part part, int depth) throws MessagingException, IOException {
        parts++;
        if (parts > MOST_PARTS || depth > DEEPEST) {
            return;
        }
        if (part.isMimeType("multipart/*") && part.getContent() instanceof Multipart several) {
            for (int i = 0; i < several.getCount(); i++) {
                part(several.getBodyPart(i), depth + 1);
            }
            return;
        }
        boolean attached = Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition()) || part.getFileName() != null;
        if (!attached && part.isMimeType("text/plain") && plain.isEmpty()) {
            plain = Optional.of(text(part));
        } else if (!attached && part.isMimeType("text/html") && html.isEmpty()) {
            html = Optional.of(text(part));
        } else if (!part.isMimeType("text/*") || attached) {
            attachment(part);
        }
    }

    private void attachment(Part part) throws MessagingException {
        if (attachments.size() < MOST_ATTACHMENTS) {
            String name = part.getFileName() == null ? "without a name" : cut(decoded(part.getFileName()));
            String type = part.getContentType().split(";", 2)[0];
            attachments.add(new Personal(name + " (" + cut(type) + ", " + part.getSize() + " bytes)"));
        }
    }

    private static String text(Part part) throws MessagingException, IOException {
        try (InputStream in = part.getInputStream()) {
            byte[] bytes = in.readNBytes(LONGEST_TEXT);
            return new String(bytes, charset(part)).replace("\r\n", "\n").strip();
        }
    }

    /** A name of no charset here is no reason to lose what can be read of it. */
    private static Charset charset(Part part) {
        try {
            String name = new ContentType(part.getContentType()).getParameter("charset");
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(MimeUtility.javaCharset(name));
        } catch (MessagingException | IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }

    private static String from(Message mail) throws MessagingException {
        Address[] from = mail.getFrom();
        if (from == null || from.length == 0 || !(from[0] instanceof InternetAddress sender)) {
            return "";
        }
        String address = sender.getAddress() == null ? "" : ContactForms.normalEmail(sender.getAddress());
        int at = address.indexOf('@');
        boolean fits = at > 0
                && address.length() <= 254
                && address.chars().noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
        return fits ? address : "";
    }

    /** RFC 3834 §2 and what those do who do not follow it. */
    private static boolean isAutomatic(Message mail, String from) throws MessagingException {
        String submitted = header(mail, "Auto-Submitted").toLowerCase(Locale.ROOT);
        String precedence = header(mail, "Precedence").toLowerCase(Locale.ROOT);
        String local = from.substring(0, from.indexOf('@'));
        return (!submitted.isEmpty() && !submitted.startsWith("no"))
                || precedence.matches("bulk|junk|list|auto_reply")
                || !header(mail, "List-Id").isEmpty()
                || !header(mail, "X-Autoreply").isEmpty()
                || !header(mail, "X-Autorespond").isEmpty()
                || header(mail, "Return-Path").equals("<>")
                || mail.isMimeType("multipart/report")
                || local.equals("mailer-daemon")
                || local.equals("postmaster");
    }

    private static List<String> ids(String header) {
        List<String> ids = new ArrayList<>();
        Matcher found = ID.matcher(header);
        while (found.find() && ids.size() < MOST_REFERENCES) {
            String id = CONTROLS.matcher(found.group(1)).replaceAll("");
            if (!id.isEmpty()) {
                ids.add(id);
            }
        }
        return ids;
    }

    private static String header(Message mail, String name) throws MessagingException {
        String[] values = headers(mail, name);
        return values.length == 0 ? "" : values[0].strip();
    }

    private static String[] headers(Message mail, String name) throws MessagingException {
        String[] values = mail.getHeader(name);
        return values == null ? new String[0] : values;
    }

    private static String decoded(String header) {
        try {
            return MimeUtility.decodeText(MimeUtility.unfold(header));
        } catch (IOException e) {
            return header;
        }
    }

    private static String cut(String text) {
        String clean = CONTROLS.matcher(text).replaceAll(" ");
        return clean.length() <= LONGEST_HEADER ? clean : clean.substring(0, LONGEST_HEADER);
    }
}
