package io.tagline.hub.web;

/** Ends a request with a problem. Thrown by controllers, answered by {@link ErrorAnswers}. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
