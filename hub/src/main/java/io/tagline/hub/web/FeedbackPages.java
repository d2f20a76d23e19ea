package io.tagline.hub.web;

import io.tagline.hub.access.GuessLimit;
import io.tagline.hub.care.Care;
import io.tagline.hub.care.Feedback;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/**
 * Where somebody says how a delivery, a case or a complaint was dealt with, by a link that is good for one answer. Looking does not use
 * it up, since mail scanners look at every link. Says nothing of who was asked, nor what about.
 */
@Controller
final class FeedbackPages {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{22}");
    private static final Pattern SCORE = Pattern.compile("[1-5]");
    private static final int LONGEST_TEXT = 2_000;

    private final Feedback feedback;
    private final GuessLimit guesses;

    FeedbackPages(Care care, GuessLimit linkGuesses) {
        this.feedback = care.feedback();
        this.guesses = linkGuesses;
    }

    @GetMapping("/feedback/{token}")
    ModelAndView ask(@PathVariable String token, HttpServletRequest request) {
        return opened(token, request, "");
    }

    @PostMapping("/feedback/{token}")
    ModelAndView give(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = "") String text,
            HttpServletRequest request) {
        ModelAndView form = opened(token, request, "rating.choose");
        if (!form.getModel().containsKey("about") || !SCORE.matcher(score).matches()) {
            return form;
        }
        String said = text.strip();
        Optional<String> comment = Optional.of(said.substring(0, Math.min(LONGEST_TEXT, said.length())))
                .filter(words -> !words.isEmpty());
        return switch (feedback.give(token, Integer.parseInt(score), comment)) {
            case GIVEN -> done("rating.done");
            case ALREADY_GIVEN -> done("feedback.before");
            case NO_SUCH_LINK -> gone();
        };
    }

    /** The form; or why there is none. */
    private ModelAndView opened(String token, HttpServletRequest request, String wrong) {
        if (!guesses.mayTry(request.getRemoteAddr(), token)) {
            return TrackingPages.tooMany();
        }
        Optional<Feedback.Question> question =
                TOKEN.matcher(token).matches() ? feedback.question(token) : Optional.empty();
        if (question.isEmpty()) {
            guesses.wrong(request.getRemoteAddr());
            return gone();
        }
        guesses.right(token);
        if (question.get().answered()) {
            return done("feedback.before");
        }
        ModelAndView page = page("", wrong);
        page.addObject("about", question.get().about().code());
        page.addObject("here", "/feedback/" + token);
        if (!wrong.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return page;
    }

    private static ModelAndView gone() {
        ModelAndView page = page("feedback.gone", "");
        page.setStatus(HttpStatus.NOT_FOUND);
        return page;
    }

    private static ModelAndView done(String notice) {
        return page(notice, "");
    }

    private static ModelAndView page(String notice, String wrong) {
        ModelAndView page = new ModelAndView("feedback");
        page.addObject("notice", notice);
        page.addObject("wrong", wrong);
        return page;
    }
}
