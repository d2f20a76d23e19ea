package io.tagline.hub.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.tagline.hub.intake.DeadLetterDesk;
import io.tagline.hub.ledger.DeadLetter;
import io.tagline.hub.ledger.DeadLetterAct;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A dead letter in the API.
 *
 * @param bytes how long its body was
 * @param whole false if only the beginning of the body was kept
 * @param body what came, in one letter alone
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record DeadLetterJson(
        UUID id,
        Instant at,
        Instant lastAt,
        long times,
        String topic,
        String encoding,
        String reason,
        long bytes,
        boolean whole,
        Optional<BodyJson> body,
        Optional<List<ActJson>> acts) {

    /**
     * The body.
     *
     * @param base64 all that was kept
     * @param form {@code text}, {@code gzip} (unzipped) or {@code hex}: how it is shown
     * @param shown the beginning, for eyes
     */
    record BodyJson(String base64, String form, String shown) {}

    /** What somebody did with a letter. */
    record ActJson(UUID letter, Instant at, String who, String act, String topic, String reason, String outcome) {
        static ActJson of(DeadLetterAct act) {
            return new ActJson(
                    act.letter(), act.at(), act.who(), act.kind().code(), act.topic(), act.reason(), act.outcome());
        }
    }

    static DeadLetterJson of(DeadLetter letter) {
        return of(letter, Optional.empty(), Optional.empty());
    }

    private static String base64(DeadLetter letter) {
        return Base64.getEncoder().encodeToString(letter.message().body().bytes());
    }

    static DeadLetterJson of(DeadLetterDesk.Opened opened) {
        LetterBody body = LetterBody.of(opened.letter().message());
        return of(
                opened.letter(),
                Optional.of(new BodyJson(base64(opened.letter()), body.form(), body.shown())),
                Optional.of(opened.acts().stream().map(ActJson::of).toList()));
    }

    private static DeadLetterJson of(DeadLetter letter, Optional<BodyJson> body, Optional<List<ActJson>> acts) {
        return new DeadLetterJson(
                letter.id(),
                letter.at(),
                letter.lastAt(),
                letter.times(),
                letter.message().topic(),
                letter.message().encoding(),
                letter.reason(),
                letter.bytes(),
                letter.whole(),
                body,
                acts);
    }
}
