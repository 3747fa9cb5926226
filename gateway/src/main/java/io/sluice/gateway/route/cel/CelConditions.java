package io.sluice.gateway.route.cel;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import io.sluice.gateway.route.tree.CallFacts;
import io.sluice.gateway.route.tree.Condition;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Compiles conditions: typed, with the names of {@link Variable} alone. The first one costs up to a second, each further a
 * few milliseconds; holding one against a call costs about a microsecond.
 */
public final class CelConditions {
    private final Cel cel;

    /** Makes the environment. */
    public CelConditions() {
        var builder = CelFactory.plannerCelBuilder()
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        for (Variable variable : Variable.values()) {
            switch (variable.kind()) {
                case TEXT -> builder.addVar(variable.word(), SimpleType.STRING);
                case NUMBER -> builder.addVar(variable.word(), SimpleType.INT);
                case TRUTH -> builder.addVar(variable.word(), SimpleType.BOOL);
                case TEXTS -> builder.addVar(variable.word(), MapType.create(SimpleType.STRING, SimpleType.STRING));
                case NAMES -> builder.addVar(variable.word(), MapType.create(SimpleType.STRING, SimpleType.BOOL));
            }
        }
        cel = builder.build();
    }

    /** The condition; {@link IllegalArgumentException} says what is wrong with it, with line and column. */
    public Condition compile(String text) {
        try {
            Program program = cel.createProgram(cel.compile(text).getAst());
            return new Compiled(text, program);
        } catch (CelValidationException wrong) {
            throw new IllegalArgumentException(
                    wrong.getErrors().stream().map(CelConditions::told).collect(Collectors.joining("; "))
                            + ". Known are " + Variable.words(),
                    wrong);
        } catch (CelEvaluationException wrong) {
            throw new IllegalArgumentException("cannot be made a condition: " + wrong.getMessage(), wrong);
        }
    }

    private static String told(CelIssue issue) {
        // Columns are counted from 0 there.
        return "line " + issue.getSourceLocation().getLine() + ", column "
                + (issue.getSourceLocation().getColumn() + 1) + ": " + issue.getMessage();
    }

    /** A condition that was found good. What it cannot be answered for - a key a map lacks - does not hold. */
    private record Compiled(String text, Program program) implements Condition {
        @Override
        public boolean holds(CallFacts facts) {
            try {
                Object held = program.eval(name -> Optional.of(Variable.of(name).value(facts)));
                return held instanceof Boolean holds && holds;
            } catch (CelEvaluationException unanswerable) {
                return false;
            }
        }

        @Override
        public String words() {
            return text;
        }

        @Override
        public boolean readsContents() {
            return Variable.CONTENTS.stream().anyMatch(variable -> text.contains(variable.word()));
        }

        @Override
        public boolean countsCalls() {
            return text.contains(Variable.RUN_CALLS.word());
        }
    }
}
