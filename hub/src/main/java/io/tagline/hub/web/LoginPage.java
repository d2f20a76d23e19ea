package io.tagline.hub.web;

import io.tagline.hub.access.OidcDoor;
import io.tagline.hub.access.Viewers;
import io.tagline.hub.settings.HubSettings;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** The form that staff log in with; what it posts to is Spring Security's. */
@Controller
final class LoginPage {

    private final boolean company;

    LoginPage(HubSettings settings) {
        this.company = settings.oidc().isPresent();
    }

    /** Where whoever works here begins: at the first page of theirs, once they have logged in. */
    @GetMapping("/staff")
    String staff() {
        return "redirect:" + Viewers.current().map(PageArea::home).orElse("/login");
    }

    @GetMapping("/login")
    ModelAndView login(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String slow,
            @RequestParam(required = false) @Nullable String away,
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String out) {
        ModelAndView page = new ModelAndView("login");
        page.addObject(
                "notice",
                failed != null
                        ? "login.failed"
                        : slow != null
                                ? "login.slow"
                                : away != null
                                        ? "login.away"
                                        : account != null ? "login.account-failed" : out != null ? "login.out" : "");
        page.addObject("bad", failed != null || slow != null || away != null || account != null);
        page.addObject("account", company ? OidcDoor.START : "");
        return page;
    }
}
