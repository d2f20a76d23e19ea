package io.tagline.hub.access;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpSession;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class StaffPresenceTest {

    private static final Instant LOGIN = Instant.parse("2026-11-22T06:00:00Z");
    private static final Duration SHIFT = Duration.ofHours(12);

    /** However busy it was: time runs from the log-in, not from the last use. */
    @Test
    void sessionEndsAfterAShift() {
        HttpSession session = session(LOGIN);

        assertThat(StaffPresence.isOpen(session, () -> LOGIN.plus(SHIFT).minusSeconds(1)))
                .isTrue();
        assertThat(StaffPresence.isOpen(session, () -> LOGIN.plus(SHIFT))).isFalse();
    }

    @Test
    void sessionThatHasEndedIsOver() {
        assertThat(StaffPresence.isOpen(session(null), () -> LOGIN)).isFalse();
    }

    /** One that began then; without a beginning it has ended, as the servlet API tells it. */
    private static HttpSession session(@Nullable Instant begun) {
        return (HttpSession) Proxy.newProxyInstance(
                StaffPresenceTest.class.getClassLoader(),
                new Class<?>[] {HttpSession.class},
                (proxy, method, given) -> {
                    if (begun == null) {
                        throw new IllegalStateException("session invalidated");
                    }
                    return begun.toEpochMilli();
                });
    }
}
