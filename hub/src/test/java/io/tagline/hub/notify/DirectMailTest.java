package io.tagline.hub.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tagline.hub.customer.Personal;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a letter that was not taken, which ends up in the log. */
final class DirectMailTest {
    @Test
    void aRefusalNamesNobody() {
        DirectMail mail = new DirectMail(
                new MailRelay(
                        "127.0.0.1", 1, MailRelay.Security.NONE, Optional.empty(), "Post <post@post.example>", 60),
                InstantSource.system());
        Throwable refused =
                catchThrowable(() -> mail.send(new Personal("ada@@shop.example"), "Hello", "Text", Locale.ENGLISH));
        assertThat(refused).isInstanceOf(IOException.class).hasMessageContaining("AddressException");
        StringWriter trace = new StringWriter();
        refused.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain("ada@", "shop.example");
    }
}
