package io.tagline.hub.web;

import io.tagline.hub.notify.NoticeDesk;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the owner of an address ends its notices without a log-in. Looking changes nothing, since mail scanners look at every link;
 * mail programs post here with no cookie and no token of ours (RFC 8058 §3.2).
 */
@Controller
final class NoticeStopPages {
    private final NoticeDesk desk;

    NoticeStopPages(NoticeDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/notices/stop/{token}")
    ModelAndView ask(@PathVariable String token) {
        return desk.byToken(token).isPresent() ? page("notice.page.ask", token) : unknown();
    }

    @PostMapping("/notices/stop/{token}")
    ModelAndView stop(@PathVariable String token) {
        return desk.stop(token) ? page("notice.page.done", "") : unknown();
    }

    private static ModelAndView page(String text, String token) {
        ModelAndView page = new ModelAndView("notice-stop");
        page.addObject("text", text);
        page.addObject("token", token);
        return page;
    }

    private static ModelAndView unknown() {
        ModelAndView page = page("notice.page.unknown", "");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }
}
