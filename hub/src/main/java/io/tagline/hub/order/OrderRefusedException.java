package io.tagline.hub.order;

import java.util.List;
import java.util.stream.Collectors;

/** The body is not an order: HTTP 422, with every problem at once. */
public final class OrderRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<OrderProblem> problems;

    public OrderRefusedException(List<OrderProblem> problems) {
        super(problems.stream().map(OrderProblem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the body. */
    public List<OrderProblem> problems() {
        return problems;
    }
}
