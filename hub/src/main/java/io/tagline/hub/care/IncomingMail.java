package io.tagline.hub.care;

import io.tagline.hub.customer.Personal;
import java.util.List;

/**
 * A mail that came in, as far as cases need it: plain text, cut to what a case holds.
 *
 * @param messageId as the sender gave it, without angle brackets; made from the mail itself where there was none
 * @param references ids of the mails that it answers, without angle brackets, the nearest first; at most 50
 * @param from the address alone
 * @param automatic true for what no person wrote: out of office, bounces, lists; it is never answered
 * @param attachments names, types and sizes; what is in them stays in the mailbox
 */
public record IncomingMail(
        String messageId,
        List<String> references,
        Personal from,
        Personal subject,
        Personal text,
        boolean automatic,
        List<Personal> attachments) {
    public IncomingMail {
        references = List.copyOf(references);
        attachments = List.copyOf(attachments);
    }
}
