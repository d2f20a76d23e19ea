package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.crm.CrmDesk;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.OperationState;
import io.tagline.hub.crm.OperationView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** What staff do about CRMs, by forms: each is in the audit log with who did it. */
@Controller
final class CrmActPages {
    static final int LONGEST_NOTE = 500;
    private static final String FIELD = "field.";

    private final CrmDesk desk;
    private final CrmView view;
    private final Discretion discretion;
    private final Times times;
    private final InstantSource clock;

    CrmActPages(CrmDesk desk, CrmView view, Discretion discretion, Times times, InstantSource clock) {
        this.desk = desk;
        this.view = view;
        this.discretion = discretion;
        this.times = times;
        this.clock = clock;
    }

    @PostMapping("/crm/{id}/pause")
    String pause(@PathVariable String id) {
        CrmModel crm = view.crm(id);
        desk.pause(crm.id(), Viewers.required());
        return done(id, "paused");
    }

    @PostMapping("/crm/{id}/start")
    String start(@PathVariable String id) {
        CrmModel crm = view.crm(id);
        desk.start(crm.id(), Viewers.required());
        return done(id, "started");
    }

    /** @param from a time of day of the hub's own zone, as a browser's field gives it */
    @PostMapping("/crm/{id}/replay")
    String replayFrom(@PathVariable String id, @RequestParam(defaultValue = "") String from) {
        CrmModel crm = view.crm(id);
        Optional<Instant> since = past(from);
        if (since.isEmpty()) {
            return "redirect:/crm/" + id + "?wrong=from#replay";
        }
        desk.replayFrom(crm.id(), since.get(), Viewers.required());
        return done(id, "replayed-from");
    }

    @PostMapping("/crm/{id}/sync")
    String sync(@PathVariable String id) {
        CrmModel crm = view.crm(id);
        desk.sync(crm.id(), Viewers.required());
        return done(id, "sync-begun");
    }

    private Optional<Instant> past(String local) {
        try {
            return Optional.of(LocalDateTime.parse(local)
                            .atZone(times.zone(Optional.empty()))
                            .toInstant())
                    .filter(clock.instant()::isAfter);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** With forms, beside the live page so that nothing moves while somebody writes. */
    @GetMapping("/crm/{id}/operations/{key}")
    ModelAndView operation(@PathVariable String id, @PathVariable String key) {
        return operation(id, key, "");
    }

    private ModelAndView operation(String id, String key, String wrong) {
        CrmOperationModel operation = view.operation(id, key, sight());
        ModelAndView page = new ModelAndView("crm-operation");
        page.addObject("crm", view.crm(id));
        page.addObject("operation", operation);
        page.addObject("editable", operation.fields().stream().anyMatch(field -> !field.hidden()));
        page.addObject("parked", operation.state().equals(OperationState.PARKED.code()));
        page.addObject("longest", LONGEST_NOTE);
        page.addObject("wrong", wrong);
        return page;
    }

    @PostMapping("/crm/{id}/operations/{key}/replay")
    String replay(@PathVariable String id, @PathVariable String key) {
        OperationView operation = CrmView.find(desk, id, key);
        return done(id, desk.replay(id, operation.key(), Viewers.required()) ? "replayed" : "over");
    }

    @PostMapping("/crm/{id}/operations/{key}/skip")
    ModelAndView skip(@PathVariable String id, @PathVariable String key, @RequestParam(defaultValue = "") String note) {
        OperationView operation = CrmView.find(desk, id, key);
        String why = note.strip();
        if (why.isEmpty() || why.length() > LONGEST_NOTE) {
            return refused(operation(id, key, "note"));
        }
        return new ModelAndView(done(id, desk.skip(id, operation.key(), why, Viewers.required()) ? "skipped" : "over"));
    }

    @PostMapping("/crm/{id}/operations/{key}/edit")
    ModelAndView edit(@PathVariable String id, @PathVariable String key, HttpServletRequest request) {
        OperationView operation = CrmView.find(desk, id, key);
        Guards guards = desk.guards(operation, id);
        try {
            Map<String, String> edits = CrmEdits.of(operation, wanted(request), guards, sight());
            if (edits.isEmpty()) {
                return refused(operation(id, key, "same"));
            }
            return new ModelAndView(
                    done(id, desk.edit(id, operation.key(), edits, Viewers.required()) ? "edited" : "over"));
        } catch (IllegalArgumentException e) {
            ModelAndView page = operation(id, key, "value");
            page.addObject("detail", String.valueOf(e.getMessage()));
            return refused(page);
        }
    }

    private static Map<String, String> wanted(HttpServletRequest request) {
        Map<String, String> wanted = new TreeMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (name.startsWith(FIELD) && values.length == 1) {
                wanted.put(name.substring(FIELD.length()), values[0]);
            }
        });
        return wanted;
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private CrmSight sight() {
        return new CrmSight(discretion.ofCaller());
    }

    private static String done(String id, String what) {
        return "redirect:/crm/" + id + "?done=" + what;
    }
}
