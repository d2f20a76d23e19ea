package io.tagline.epc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a refusal looks to a caller. */
final class Refusals {
    private Refusals() {}

    static void assertRefused(IdentityFault fault, String messagePart, ThrowingCallable call) {
        IdentityException refusal = catchThrowableOfType(IdentityException.class, call);
        assertThat(refusal).as("expected a refusal with %s", fault).isNotNull();
        assertThat(refusal.fault()).isEqualTo(fault);
        assertThat(refusal).hasMessageContaining(messagePart);
    }
}
