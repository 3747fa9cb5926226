package io.sluice.gateway.config;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with all of its mistakes in the order of the file; the message has one a line. */
public final class ConfigProblems extends Exception {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    /** Of at least one problem. */
    public ConfigProblems(List<Problem> problems) {
        super(lines(problems));
        this.problems = sorted(problems);
    }

    /** The mistakes, first line first. */
    public List<Problem> problems() {
        return problems;
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream().sorted(Comparator.comparing(Problem::place)).toList();
    }

    private static String lines(List<Problem> problems) {
        return sorted(problems).stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }
}
