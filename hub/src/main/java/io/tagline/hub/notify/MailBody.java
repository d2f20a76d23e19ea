package io.tagline.hub.notify;

import java.time.ZoneOffset;

/** The words of a notice as mail programs show them: the same for everyone, and below them how to get no more. */
final class MailBody {
    private MailBody() {}

    static String of(Letter letter) {
        NoticeWords words = new NoticeWords(letter.text().language(), ZoneOffset.UTC);
        StringBuilder body = new StringBuilder(letter.text().body());
        letter.text().link().ifPresent(link -> body.append("\n\n").append(words.say("notice.link", link)));
        body.append("\n\n-- \n").append(words.say("notice.why"));
        letter.stopLink().ifPresent(link -> body.append('\n').append(words.say("notice.stop", link)));
        return body.append('\n').toString().replace("\n", "\r\n");
    }
}
