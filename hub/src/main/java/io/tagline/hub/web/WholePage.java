package io.tagline.hub.web;

import io.tagline.hub.timeline.ParcelStamp;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Enumeration;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A parcel's page as it goes over the line: compressed once, since that takes a third as long as all else.
 *
 * @param stamp of the parcel, read before the page was made
 * @param day on which it was made: a promise is late on the day after
 * @param version of its changing part
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and nobody changes it
record WholePage(ParcelStamp stamp, LocalDate day, String version, byte[] gzip) {
    private static final String GZIP = "gzip";
    /** A page of few events; larger ones grow to what they need. */
    private static final int USUAL_BYTES = 4_096;

    static byte[] compressed(String html) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_BYTES);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(html.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("compressing in memory", e);
        }
        return bytes.toByteArray();
    }

    boolean isOf(ParcelStamp current, LocalDate today) {
        return stamp.equals(current) && day.equals(today);
    }

    void answer(HttpServletRequest request, HttpServletResponse response, Locale language) throws IOException {
        response.setLocale(language);
        response.setContentType("text/html;charset=UTF-8");
        response.addHeader("Vary", "Accept-Encoding");
        if (takesGzip(request.getHeaders("Accept-Encoding"))) {
            response.setHeader("Content-Encoding", GZIP);
            response.setContentLength(gzip.length);
            response.getOutputStream().write(gzip);
            return;
        }
        try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            plain.transferTo(response.getOutputStream());
        }
    }

    /** By RFC 9110 §12.5.3, but that it must be named: who says {@code *} alone is a program, and gets what it can read. */
    private static boolean takesGzip(Enumeration<String> headers) {
        while (headers.hasMoreElements()) {
            for (String coding : headers.nextElement().toLowerCase(Locale.ROOT).split(",", -1)) {
                String[] nameAndWeight = coding.split(";", 2);
                if (nameAndWeight[0].strip().equals(GZIP)) {
                    return nameAndWeight.length < 2
                            || !nameAndWeight[1].replace(" ", "").matches("q=0(\\.0*)?");
                }
            }
        }
        return false;
    }
}
