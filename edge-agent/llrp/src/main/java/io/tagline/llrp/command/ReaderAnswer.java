package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.*;

import io.tagline.llrp.LlrpBodyException;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpParameters;
import java.util.ArrayList;
import java.util.List;
import org.llrp.ltk.generated.enumerations.StatusCode;

/**
 * How a reader answered a command: the LLRPStatus that every answer carries. Read by walking, since LTK rejects
 * a whole answer for a status number that it has no name for; LTK lends the names.
 *
 * @param statusCode 0 for success
 * @param words the reader's own explanation, maybe empty
 * @param details which field or parameter it was, from the outside in
 */
public record ReaderAnswer(int statusCode, String words, List<String> details) {
    public static final int SUCCESS = 0;

    /** An ADD_ROSPEC is nested half as deep; a length of 16 bits allows a reader 8,000, more than a thread's stack. */
    private static final int DEEPEST = 16;

    /** More than anybody reads in a log line. */
    private static final int MOST_DETAILS = 32;

    public ReaderAnswer {
        details = List.copyOf(details);
    }

    /** Reads the status of any answer; an ERROR_MESSAGE never counts as success. */
    public static ReaderAnswer read(LlrpFrame answer) throws LlrpBodyException {
        // CUSTOM_MESSAGE has a vendor and a subtype before its parameters
        LlrpParameters parameters = answer.parameters(answer.type() == LlrpMessageType.CUSTOM_MESSAGE ? 5 : 0);
        while (parameters.next()) {
            if (parameters.type() == LLRP_STATUS) {
                List<String> details = new ArrayList<>();
                explain(parameters.inside(4 + parameters.u16(2)), details, 1);
                return new ReaderAnswer(parameters.u16(0), parameters.utf8(2), details);
            }
        }
        throw new LlrpBodyException(answer + " carries no LLRPStatus");
    }

    private static void explain(LlrpParameters inside, List<String> details, int depth) throws LlrpBodyException {
        while (details.size() < MOST_DETAILS && inside.next()) {
            switch (inside.type()) {
                case FIELD_ERROR -> details.add("field " + inside.u16(0) + ": " + name(inside.u16(2)));
                case PARAMETER_ERROR -> {
                    details.add("parameter " + inside.u16(0) + ": " + name(inside.u16(2)));
                    if (depth < DEEPEST) {
                        explain(inside.inside(4), details, depth + 1);
                    }
                }
                default -> {}
            }
        }
    }

    public boolean isSuccess() {
        return statusCode == SUCCESS;
    }

    /** For a log line or a health page: {@code M_FieldError: LLRP [409] : //AccessSpecID : invalid (field 1: A_Invalid)}. */
    @Override
    public String toString() {
        return name(statusCode)
                + (words.isBlank() ? "" : ": " + words)
                + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")");
    }

    private static String name(int statusCode) {
        String name = new StatusCode(SUCCESS).getName(statusCode);
        return name == null || name.isEmpty() ? "status " + statusCode : name;
    }
}
