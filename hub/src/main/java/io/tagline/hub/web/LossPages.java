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

/** Numbers of an agent's journals that are lost, and the word of a person that this is known. Who, when and why is kept. */
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

    /** What one journal has lost, as it is shown. */
    record Loss(String journal, long numbers, List<String> ranges, boolean more, List<Dismissal> dismissals) {}

    @GetMapping("/fleet/{site}/{agent}/lost")
    ModelAndView lost(
            @PathVariable String site, @PathVariable String agent, @RequestParam(required = false) String gone) {
        List<LossView> losses = losses(site, agent);
        return new ModelAndView(
                "lost",
                Map.of(
                        "agent",
                        losses.get(0).agent().toString(),
                        "losses",
                        losses.stream().map(LossPages::shown).toList(),
                        "gone",
                        gone != null,
                        "longest",
                        LONGEST_NOTE));
    }

    @PostMapping("/fleet/{site}/{agent}/lost")
    String dismiss(
            @PathVariable String site,
            @PathVariable String agent,
            @RequestParam UUID journal,
            @RequestParam(defaultValue = "") String note,
            Principal staff) {
        List<LossView> losses = losses(site, agent);
        String kept = note.strip();
        fleet.dismissLost(
                losses.get(0).agent(),
                journal,
                staff.getName(),
                kept.substring(0, Math.min(LONGEST_NOTE, kept.length())));
        return losses.stream().anyMatch(loss -> loss.journal().equals(journal))
                ? "redirect:/fleet"
                : "redirect:/fleet/" + site + "/" + agent + "/lost?gone";
    }

    /** The journal that the agent writes is the first. */
    private List<LossView> losses(String site, String agent) {
        if (!AgentAddress.isId(site) || !AgentAddress.isId(agent)) {
            throw noAgent();
        }
        List<LossView> losses = fleet.losses(new AgentAddress(site, agent));
        if (losses.isEmpty()) {
            throw noAgent();
        }
        return losses;
    }

    private static ProblemException noAgent() {
        return new ProblemException(
                Problem.of(HttpStatus.NOT_FOUND, "not-found", "agent: expected one that has sent its health"));
    }

    private static Loss shown(LossView loss) {
        List<SeqRange> ranges = loss.lost();
        return new Loss(
                loss.journal().toString(),
                ranges.stream().mapToLong(SeqRange::size).sum(),
                ranges.stream().limit(MOST_RANGES).map(LossPages::shown).toList(),
                ranges.size() > MOST_RANGES,
                loss.dismissals().stream().map(LossPages::shown).toList());
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
