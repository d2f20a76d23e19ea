package io.tagline.hub.web;

import io.tagline.hub.access.Viewer;
import io.tagline.hub.notify.Contact;
import io.tagline.hub.notify.NoticeChoice;
import io.tagline.hub.notify.NoticeDesk;
import io.tagline.hub.notify.NoticeDesk.Chosen;
import io.tagline.hub.notify.QuietHours;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where the owner of an address chooses what is told there, by the link of a notice and without a log-in. It shows no address, name or
 * parcel: who was handed on a mail sees choices only. Safe for any thread.
 */
@Controller
final class NoticeChoicePages {
    private final NoticeDesk desk;

    NoticeChoicePages(NoticeDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/notices/choices/{token}")
    ModelAndView show(@PathVariable String token) {
        return find(token).map(chosen -> page(token, chosen, "")).orElseGet(NoticeChoicePages::unknown);
    }

    @PostMapping("/notices/choices/{token}")
    ModelAndView keep(@PathVariable String token, @RequestParam Map<String, String> form) {
        return find(token).map(chosen -> kept(token, chosen, form)).orElseGet(NoticeChoicePages::unknown);
    }

    private Optional<Chosen> find(String token) {
        return desk.byToken(token).filter(chosen -> chosen.contact().channel().reachesPeople());
    }

    private ModelAndView kept(String token, Chosen before, Map<String, String> form) {
        Optional<LocalTime> from = time(form, "quietFrom");
        Optional<LocalTime> to = time(form, "quietTo");
        if (from.isPresent() != to.isPresent()) {
            return failed(page(token, before, "choices.quiet.both"), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        NoticeChoice choice = new NoticeChoice(
                language(form, before),
                before.choice().zone(),
                from.flatMap(begin -> to.map(end -> new QuietHours(begin, end))),
                AccountNotices.wanted(form));
        Optional<Chosen> after = desk.choose(before.contact().id(), version(form), choice, Viewer.system());
        return after.map(chosen -> page(token, chosen, "choices.done"))
                .orElseGet(() -> failed(page(token, before, "choices.changed"), HttpStatus.CONFLICT));
    }

    /** Whoever reads Persian with other days and digits goes on doing so. */
    private static Optional<Locale> language(Map<String, String> form, Chosen before) {
        return Language.ofCode(form.get("language")).map(Language::code).map(code -> before.choice()
                .language()
                .filter(known -> known.getLanguage().equals(code))
                .orElseGet(() -> Locale.forLanguageTag(code)));
    }

    private static Optional<LocalTime> time(Map<String, String> form, String name) {
        try {
            return Optional.of(LocalTime.parse(form.getOrDefault(name, "")));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static long version(Map<String, String> form) {
        try {
            return Long.parseLong(form.getOrDefault("version", ""));
        } catch (NumberFormatException none) {
            return -1;
        }
    }

    private static ModelAndView page(String token, Chosen chosen, String said) {
        ModelAndView page = new ModelAndView("notice-choices");
        page.addObject("token", token);
        page.addObject("said", said);
        page.addObject("bad", !said.isEmpty() && !said.equals("choices.done"));
        page.addObject("stopped", chosen.contact().state() != Contact.State.OPEN);
        page.addObject("version", chosen.contact().version());
        page.addObject("notices", AccountNotices.choices(chosen));
        page.addObject(
                "languages", Stream.of(Language.values()).map(Language::code).toList());
        page.addObject(
                "spoken", chosen.choice().language().map(Locale::getLanguage).orElse(""));
        page.addObject(
                "quietFrom",
                chosen.choice().quiet().map(quiet -> quiet.from().toString()).orElse(""));
        page.addObject(
                "quietTo",
                chosen.choice().quiet().map(quiet -> quiet.to().toString()).orElse(""));
        return page;
    }

    private static ModelAndView failed(ModelAndView page, HttpStatus status) {
        page.setStatus(status);
        return page;
    }

    private static ModelAndView unknown() {
        ModelAndView page = new ModelAndView("notice-stop");
        page.addObject("text", "notice.page.unknown");
        page.addObject("token", "");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }
}
