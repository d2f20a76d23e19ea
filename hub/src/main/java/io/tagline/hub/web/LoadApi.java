package io.tagline.hub.web;

import io.tagline.hub.manifest.LoadConflictException;
import io.tagline.hub.manifest.LoadPut;
import io.tagline.hub.manifest.LoadRefusedException;
import io.tagline.hub.manifest.LoadView;
import io.tagline.hub.manifest.Loads;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is expected at which portal, for the programs that plan trucks and rounds. */
@RestController
@RequestMapping("/api/v1/sites/{site}")
final class LoadApi {
    private static final Pattern TAG = Pattern.compile("\"([0-9a-f]{16})" + Versions.SHOWN + "\"");

    private final Loads loads;

    LoadApi(Loads loads) {
        this.loads = loads;
    }

    /** The open loads of a site. */
    record LoadList(List<LoadJson.Summary> loads) {}

    @PutMapping(path = "/portals/{portal}/load", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LoadJson> put(
            @PathVariable String site,
            @PathVariable String portal,
            @RequestHeader("If-Match") Optional<String> ifMatch,
            @RequestBody byte[] body)
            throws LoadRefusedException, LoadConflictException {
        LoadPut put = loads.put(site, portal, LoadReader.read(body), ifMatch.map(LoadApi::seen));
        return answer(put.opened() ? HttpStatus.CREATED : HttpStatus.OK, put.load());
    }

    private static ResponseEntity<LoadJson> answer(HttpStatus status, LoadView load) {
        LoadJson shown = LoadJson.of(load);
        return ResponseEntity.status(status)
                .eTag(Versions.shown("\"" + load.tag() + "\"", shown))
                .body(shown);
    }

    /** What was put, of a tag (RFC 9110 §13.1.1): a parcel that has passed meanwhile is no change of the load. */
    private static String seen(String ifMatch) {
        Matcher tag = TAG.matcher(ifMatch.strip());
        return tag.matches() ? tag.group(1) : "";
    }

    @GetMapping("/portals/{portal}/load")
    ResponseEntity<LoadJson> load(@PathVariable String site, @PathVariable String portal) {
        return answer(HttpStatus.OK, loads.find(site, portal).orElseThrow(() -> notFound(site, portal)));
    }

    @DeleteMapping("/portals/{portal}/load")
    ResponseEntity<Void> close(
            @PathVariable String site,
            @PathVariable String portal,
            @RequestHeader("If-Match") Optional<String> ifMatch) {
        if (!loads.close(site, portal, ifMatch.map(LoadApi::seen))) {
            throw notFound(site, portal);
        }
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/loads")
    LoadList all(@PathVariable String site) {
        return new LoadList(
                loads.ofSite(site).stream().map(LoadJson.Summary::of).toList());
    }

    private static ProblemException notFound(String site, String portal) {
        return new ProblemException(Problem.of(
                HttpStatus.NOT_FOUND,
                "load-not-found",
                "portal \"" + site + "/" + portal + "\": expected one with an open load"));
    }
}
