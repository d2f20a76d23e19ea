package io.tagline.hub.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.ModelAndView;

/** What each problem means and what to do about it, for whoever is called at night. */
@Controller
final class RunbookPage {

    private final Runbook runbook = new Runbook();

    @GetMapping("/fleet/runbook")
    ModelAndView runbook() {
        return new ModelAndView("runbook").addObject("text", runbook.html());
    }
}
