package io.tagline.hub.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** Style sheet, scripts and icon, ours and those of WebJars: held in memory, named by version, so that browsers keep them for good. */
@Controller
final class Assets {

    private static final String STYLES = "tagline.css";
    private static final Map<String, MediaType> FILES = Map.of(
            STYLES,
            new MediaType("text", "css", StandardCharsets.UTF_8),
            "charts.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "uplot.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "uplot.css",
            new MediaType("text", "css", StandardCharsets.UTF_8),
            "counter.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "desk.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "live.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "push.js",
            new MediaType("text", "javascript", StandardCharsets.UTF_8),
            "icon.svg",
            new MediaType("image", "svg+xml"));
    /** org.webjars.npm:uplot, of the version in the parent's properties: another one is noticed at the first start. */
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, String> OF_OTHERS =
            Map.of("uplot.js", UPLOT + "uPlot.iife.min.js", "uplot.css", UPLOT + "uPlot.min.css");
    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();

    private final Map<String, byte[]> contents = new TreeMap<>();
    private final String version;

    Assets() throws IOException {
        StringBuilder versions = new StringBuilder();
        for (String name : FILES.keySet().stream().sorted().toList()) {
            byte[] bytes = read(name);
            contents.put(name, bytes);
            versions.append(Version.of(bytes));
        }
        version = Version.of(versions.toString());
    }

    private static byte[] read(String name) throws IOException {
        String path = OF_OTHERS.getOrDefault(name, "/static/" + name);
        try (InputStream in = Assets.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IOException("the jar has no " + path);
            }
            return in.readAllBytes();
        }
    }

    /** Part of each file's address; changes with the files. */
    String version() {
        return version;
    }

    /** The style sheet, for pages that bring it along: on a slow line another request takes half a second. */
    String styles() {
        return new String(bytes(STYLES), StandardCharsets.UTF_8);
    }

    /** Lets the browser take exactly that from within a page (CSP Level 3 §2.3.1, hash-source). */
    String stylesHash() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(STYLES));
            return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private byte[] bytes(String name) {
        return Objects.requireNonNull(contents.get(name), name);
    }

    @GetMapping("/static/{version}/{name}")
    ResponseEntity<byte[]> file(@PathVariable String name) {
        byte[] content = contents.get(name);
        MediaType type = FILES.get(name);
        if (content == null || type == null) {
            throw new ProblemException(Problem.of(
                    HttpStatus.NOT_FOUND, "not-found", "\"" + name + "\": expected one of " + FILES.keySet()));
        }
        return ResponseEntity.ok().cacheControl(FOR_GOOD).contentType(type).body(content);
    }
}
