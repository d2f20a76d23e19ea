package io.tagline.hub.web;

import io.tagline.hub.notify.Followers;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the owner of an address that was typed in on a parcel's page says that they want to be told. Looking changes nothing, since
 * mail scanners look at every link.
 */
@Controller
final class NoticeConfirmPages {
    private final Followers followers;

    NoticeConfirmPages(Followers followers) {
        this.followers = followers;
    }

    @GetMapping("/notices/confirm/{token}")
    ModelAndView ask(@PathVariable String token) {
        Optional<String> number = followers.asked(token);
        return number.map(asked -> page("notice.confirm.ask", TrackingModel.spaced(asked), token))
                .orElseGet(NoticeConfirmPages::unknown);
    }

    @PostMapping("/notices/confirm/{token}")
    ModelAndView confirm(@PathVariable String token) {
        return followers.confirm(token) ? page("notice.confirm.done", "", "") : unknown();
    }

    private static ModelAndView page(String text, String number, String token) {
        ModelAndView page = new ModelAndView("notice-confirm");
        page.addObject("text", text);
        page.addObject("number", number);
        page.addObject("token", token);
        return page;
    }

    private static ModelAndView unknown() {
        ModelAndView page = page("notice.confirm.unknown", "", "");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }
}
