package io.sluice.simulator;

import java.util.List;

/** A script file that cannot be used, with all of its mistakes as {@code FILE:LINE: what}. */
public final class ScriptProblems extends Exception {

    private final transient List<String> problems;

    ScriptProblems(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /** One text a mistake, in the order of the file. */
    public List<String> problems() {
        return problems;
    }
}
