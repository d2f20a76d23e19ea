package io.tagline.hub.web;

import io.tagline.hub.manifest.LoadConflictException;
import io.tagline.hub.manifest.LoadPut;
import io.tagline.hub.manifest.LoadRefusedException;
import io.tagline.hub.manifest.LoadView;
import io.tagline.hub.manifest.Loads;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What is expected at which portal, for the programs that plan trucks and rounds. */
@RestController
@RequestMapping("/api/v1/sites/{site}")
final class LoadApi {
    private final Loads loads;

    LoadApi(Loads loads) {
        this.loads = loads;
    }

    /** The open loads of a site. */
    record LoadList(List<LoadJson.Summary> loads) {}

    @PutMapping(path = "/portals/{portal}/load", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LoadJson> put(@PathVariable String site, @PathVariable String portal, @RequestBody byte[] body)
            throws LoadRefusedException, LoadConflictException {
        LoadPut put = loads.put(site, portal, LoadReader.read(body));
        return ResponseEntity.status(put.opened() ? HttpStatus.CREATED : HttpStatus.OK)
                .body(LoadJson.of(put.load()));
    }

    @GetMapping("/portals/{portal}/load")
    LoadJson load(@PathVariable String site, @PathVariable String portal) {
        LoadView load = loads.find(site, portal).orElseThrow(() -> notFound(site, portal));
        return LoadJson.of(load);
    }

    @DeleteMapping("/portals/{portal}/load")
    ResponseEntity<Void> close(@PathVariable String site, @PathVariable String portal) {
        if (!loads.close(site, portal)) {
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
