package io.tagline.hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * The script that a browser keeps to show notices by when no page of ours is open. Its address has no version, unlike that of other
 * files: a browser knows it by its address, and looks for a newer one there. At the top, since it may show pages below it only.
 */
@Controller
final class PushWorker {
    private static final MediaType SCRIPT = new MediaType("text", "javascript", StandardCharsets.UTF_8);

    private final byte[] script;

    PushWorker() throws IOException {
        try (InputStream in = PushWorker.class.getResourceAsStream("/static/sw.js")) {
            if (in == null) {
                throw new IOException("the jar has no /static/sw.js");
            }
            script = in.readAllBytes();
        }
    }

    @GetMapping("/sw.js")
    ResponseEntity<byte[]> worker() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noCache())
                .contentType(SCRIPT)
                .body(script);
    }
}
