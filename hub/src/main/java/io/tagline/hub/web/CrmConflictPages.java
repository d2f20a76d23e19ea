package io.tagline.hub.web;

import io.tagline.hub.access.Viewers;
import io.tagline.hub.crm.ConflictDesk;
import io.tagline.hub.crm.ConflictDesk.Choice;
import io.tagline.hub.crm.ConflictView;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;

/** Where people decide whose word stands, and have both sides compared. What they decide is in the audit log. */
@Controller
final class CrmConflictPages {
    static final int LONGEST_VALUE = 4_000;

    private final ConflictDesk desk;
    private final CrmView crms;
    private final CrmConflictView view;
    private final Discretion discretion;

    CrmConflictPages(ConflictDesk desk, CrmView crms, CrmConflictView view, Discretion discretion) {
        this.desk = desk;
        this.crms = crms;
        this.view = view;
        this.discretion = discretion;
    }

    @GetMapping("/crm/{id}/conflicts")
    ModelAndView all(@PathVariable String id, @RequestParam(defaultValue = "") String after) {
        ModelAndView page = new ModelAndView("crm-conflicts");
        page.addObject("crm", crms.crm(id));
        page.addObject(
                "conflicts",
                view.page(id, after.isEmpty() ? Optional.empty() : Optional.of(CrmConflictView.id(after)), sight()));
        return page;
    }

    @GetMapping("/crm/{id}/conflicts/{number}")
    ModelAndView one(@PathVariable String id, @PathVariable String number) {
        return one(id, number, "");
    }

    private ModelAndView one(String id, String number, String wrong) {
        ModelAndView page = new ModelAndView("crm-conflict");
        page.addObject("crm", crms.crm(id));
        page.addObject("conflict", view.one(id, number, sight()));
        page.addObject("longest", LONGEST_VALUE);
        page.addObject("wrong", wrong);
        return page;
    }

    /** @param seen what the form's page showed: another is not decided unseen, nor twice by two clicks */
    @PostMapping("/crm/{id}/conflicts/{number}")
    ModelAndView decide(
            @PathVariable String id,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String choice,
            @RequestParam(defaultValue = "") String value,
            @RequestParam(defaultValue = "") String seen) {
        CrmModel crm = crms.crm(id);
        ConflictView conflict = CrmConflictView.find(desk, crm.id(), number);
        if (!CrmConflictView.sees(desk, conflict, sight())) {
            throw CrmConflictView.hidden(conflict.field());
        }
        Optional<Choice> chosen = Choice.ofCode(choice);
        if (chosen.isEmpty() || value.length() > LONGEST_VALUE) {
            return refused(one(id, number, "choice"));
        }
        ConflictDesk.Decision decision =
                new ConflictDesk.Decision(chosen.get(), Optional.of(value.replace("\r\n", "\n")), Optional.of(seen));
        try {
            boolean done = desk.decide(crm.id(), conflict.id(), decision, Viewers.required());
            if (!done && CrmConflictView.find(desk, crm.id(), number).isOpen()) {
                return refused(one(id, number, "changed"));
            }
            return new ModelAndView("redirect:/crm/" + id + "?done=" + (done ? "decided-" + choice : "decided-before"));
        } catch (IllegalArgumentException e) {
            ModelAndView page = one(id, number, "cannot");
            page.addObject("detail", String.valueOf(e.getMessage()));
            page.addObject("wanted", value);
            return refused(page);
        }
    }

    @PostMapping("/crm/{id}/compare")
    String compare(@PathVariable String id) {
        desk.reconcile(crms.crm(id).id(), Viewers.required());
        return "redirect:/crm/" + id + "?done=compared#comparison";
    }

    private static ModelAndView refused(ModelAndView page) {
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    private CrmSight sight() {
        return new CrmSight(discretion.ofCaller());
    }
}
