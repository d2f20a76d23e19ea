package io.tagline.hub.web;

import io.tagline.hub.intake.DeadLetterDesk;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Messages that the hub refused, for staff: why, what was in them, and what to do with them. */
@Controller
final class DeadLetterPages {
    private static final int ON_A_PAGE = 20;

    private final DeadLetterDesk desk;
    private final Times times;

    DeadLetterPages(DeadLetterDesk desk, Times times) {
        this.desk = desk;
        this.times = times;
    }

    @GetMapping("/dead-letters")
    ModelAndView all(@RequestParam(required = false) Optional<String> before) {
        return list(before, Map.of());
    }

    @GetMapping("/dead-letters/{id}")
    ModelAndView one(@PathVariable String id) {
        return letter(id, Map.of()).orElseGet(DeadLetterPages::gone);
    }

    @PostMapping("/dead-letters/{id}/resubmit")
    ModelAndView resubmit(@PathVariable String id, Principal who) {
        Optional<DeadLetterDesk.Resubmitted> done = desk.resubmit(DeadLetterApi.id(id), user(who));
        if (done.isEmpty()) {
            return gone();
        }
        Map<String, Object> notice = Map.of(
                "notice",
                "letter." + done.get().outcome().name().toLowerCase(Locale.ROOT),
                "noticeDetail",
                done.get().detail(),
                "bad",
                done.get().outcome() != DeadLetterDesk.Outcome.TAKEN);
        return letter(id, notice).orElseGet(() -> list(Optional.empty(), notice));
    }

    @PostMapping("/dead-letters/{id}/discard")
    ModelAndView discard(@PathVariable String id, Principal who) {
        return desk.discard(DeadLetterApi.id(id), user(who))
                ? list(Optional.empty(), Map.of("notice", "letter.discarded", "noticeDetail", "", "bad", false))
                : gone();
    }

    private static String user(Principal who) {
        return "user:" + who.getName();
    }

    private ModelAndView list(Optional<String> before, Map<String, Object> notice) {
        DeadLetterDesk.Page page = desk.page(before.map(DeadLetterApi::id), ON_A_PAGE);
        List<DeadLetterModel> letters = page.letters().stream()
                .map(each -> DeadLetterModel.of(each, times()))
                .toList();
        ModelAndView view = new ModelAndView("letters", notice);
        view.addObject("letters", letters);
        view.addObject("letGo", page.sums().letGo());
        view.addObject(
                "older",
                letters.size() < ON_A_PAGE
                        ? ""
                        : letters.get(letters.size() - 1).id());
        view.addObject(
                "acts",
                page.acts().stream()
                        .map(act -> DeadLetterModel.act(act, times()))
                        .toList());
        return view;
    }

    private Optional<ModelAndView> letter(String id, Map<String, Object> notice) {
        return desk.open(DeadLetterApi.id(id)).map(opened -> {
            ModelAndView view = new ModelAndView("letter", notice);
            view.addObject("letter", DeadLetterModel.of(opened.letter(), times()));
            view.addObject("body", LetterBody.of(opened.letter().message()));
            view.addObject(
                    "acts",
                    opened.acts().stream()
                            .map(act -> DeadLetterModel.act(act, times()))
                            .toList());
            return view;
        });
    }

    /** In the language of this request. */
    private Times times() {
        return times.in(LocaleContextHolder.getLocale());
    }

    private static ModelAndView gone() {
        ModelAndView view = new ModelAndView("letter-gone");
        view.setStatus(HttpStatus.NOT_FOUND);
        return view;
    }
}
