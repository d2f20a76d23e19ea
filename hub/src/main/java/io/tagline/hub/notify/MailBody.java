package io.tagline.hub.notify;

import java.time.ZoneOffset;
import java.util.Optional;

/** The words of a notice as mail programs show them: the same for everyone, and below them how to choose, or get no more. */
final class MailBody {
    private MailBody() {}

    static String of(NoticeText text, Optional<String> chooseLink, Optional<String> stopLink) {
        NoticeWords words = new NoticeWords(text.language(), ZoneOffset.UTC);
        StringBuilder body = new StringBuilder(text.body());
        text.link().ifPresent(link -> body.append("\n\n").append(words.say("notice.link", link)));
        body.append("\n\n-- \n").append(words.say("notice.why"));
        chooseLink.ifPresent(link -> body.append('\n').append(words.say("notice.choose", link)));
        stopLink.ifPresent(link -> body.append('\n').append(words.say("notice.stop", link)));
        return body.append('\n').toString();
    }
}
