package io.tagline.hub.web;

import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.fleet.LossView;
import io.tagline.hub.ledger.LossDismissal;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.SeqRange;
import java.security.Principal;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Numbers of an agent's journal that are lost, and the word of a person that this is known. Who, when and why is kept. */
@Controller
final class LossPages {

    private static final int MOST_RANGES = 100;
    private static final int LONGEST_NOTE = 500;

    private final Fleet fleet;

    LossPages(Fleet fleet) {
        this.fleet = fleet;
    }

    /** One dismissal as it is shown. */
    record Dismissal(String at, String who, String note, long numbers, String span) {}

    @GetMapping("/fleet/{site}/{agent}/lost")
    ModelAndView lost(
            @PathVariable String site, @PathVariable String agent, @RequestParam(required = false) String gone) {
        LossView losses = losses(site, agent);
        List<SeqRange> ranges = losses.lost();
        return new ModelAndView(
                "lost",
                Map.of(
                        "agent", losses.agent().toString(),
                        "journal", losses.journal().toString(),
                        "numbers", ranges.stream().mapToLong(SeqRange::size).sum(),
                        "ranges",
                                ranges.stream()
                                        .limit(MOST_RANGES)
                                        .map(LossPages::shown)
                                        .toList(),
                        "more", ranges.size() > MOST_RANGES,
                        "gone", gone != null,
                        "longest", LONGEST_NOTE,
                        "dismissals",
                                losses.dismissals().stream()
                                        .map(LossPages::shown)
                                        .toList()));
    }

    @PostMapping("/fleet/{site}/{agent}/lost")
    String dismiss(
            @PathVariable String site,
            @PathVariable String agent,
            @RequestParam UUID journal,
            @RequestParam(defaultValue = "") String note,
            Principal staff) {
        LossView losses = losses(site, agent);
        String kept = note.strip();
        fleet.dismissLost(
                losses.agent(), journal, staff.getName(), kept.substring(0, Math.min(LONGEST_NOTE, kept.length())));
        return losses.journal().equals(journal)
                ? "redirect:/fleet"
                : "redirect:/fleet/" + site + "/" + agent + "/lost?gone";
    }

    private LossView losses(String site, String agent) {
        if (AgentAddress.isId(site) && AgentAddress.isId(agent)) {
            return fleet.losses(new AgentAddress(site, agent)).orElseThrow(LossPages::noAgent);
        }
        throw noAgent();
    }

    private static ProblemException noAgent() {
        return new ProblemException(
                Problem.of(HttpStatus.NOT_FOUND, "not-found", "agent: expected one that has sent its health"));
    }

    private static String shown(SeqRange range) {
        return range.from() == range.to() ? String.valueOf(range.from()) : range.from() + " – " + range.to();
    }

    private static Dismissal shown(LossDismissal dismissal) {
        return new Dismissal(
                dismissal.at().truncatedTo(ChronoUnit.SECONDS).toString(),
                dismissal.who(),
                dismissal.note(),
                dismissal.numbers(),
                shown(dismissal.span()));
    }
}
