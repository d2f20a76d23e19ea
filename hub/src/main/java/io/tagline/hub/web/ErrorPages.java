package io.tagline.hub.web;

import io.tagline.hub.store.StoreUnavailableException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.servlet.ModelAndView;

/** Where the servlet container sends what no controller saw: refused URLs, denied access. */
@Controller
final class ErrorPages {

    static final String PATH = "/error";

    @RequestMapping(PATH)
    Object error(HttpServletRequest request) {
        // filters look up keys and users, and a controller's advice does not see what they throw
        boolean storeAway =
                request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof StoreUnavailableException;
        HttpStatus status = storeAway
                ? HttpStatus.SERVICE_UNAVAILABLE
                : Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                        .map(HttpStatus::resolve)
                        .orElse(HttpStatus.NOT_FOUND);
        String path = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse(PATH);
        Problem problem = storeAway ? ErrorAnswers.STORE_AWAY : ErrorAnswers.forStatus(status, path);
        if (ErrorAnswers.isForPrograms(path)) {
            return problem.response();
        }
        ModelAndView page = new ModelAndView("error");
        page.setStatus(status);
        page.addObject("status", status.value());
        return page;
    }
}
