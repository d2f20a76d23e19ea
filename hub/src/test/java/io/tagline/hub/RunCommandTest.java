package io.tagline.hub;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RunCommandTest {
    @Test
    void aHubWhoseIntakeDiedEndsAndSaysWhy() {
        assertThatThrownBy(() -> RunCommand.untilDeath(CompletableFuture.completedFuture("thread intake died of Oops")))
                .isInstanceOf(CommandFailedException.class)
                .hasMessage("thread intake died of Oops: the hub ends with 1, expected systemd to start it again");
    }
}
