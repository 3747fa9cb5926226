package io.sluice.dialects.crossing;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The reasons that stand in the sources where a loss is noted, read by the compiler's own parser. */
final class LossReasons {
    private static final Path SOURCES = Path.of("src", "main", "java", "io", "sluice", "dialects");
    private static final Set<String> NAMES = Set.of("reason", "why", "what");

    private final List<CompilationUnitTree> units;
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    // Methods that hand a reason on: their name and which argument it is.
    private final Map<String, Integer> handing = new HashMap<>();
    private final Set<Reason> found = new TreeSet<>();

    private LossReasons(List<CompilationUnitTree> units) {
        this.units = units;
    }

    /**
     * A reason as a pattern: what is put in when it runs is anything.
     *
     * @param dialect whose package it stands in, {@code *} where it is in none
     */
    record Reason(String dialect, String pattern) implements Comparable<Reason> {
        @Override
        public int compareTo(Reason other) {
            return (dialect + " " + pattern).compareTo(other.dialect + " " + other.pattern);
        }

        /** Whether the page's row says it. */
        boolean isSaidBy(String rowsDialect, String reason) {
            return (dialect.equals("*") || dialect.equals(rowsDialect)) && reason.matches(".*" + pattern);
        }
    }

    static Set<Reason> all() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null);
                Stream<Path> files = Files.walk(SOURCES)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            List<CompilationUnitTree> units = new ArrayList<>();
            task.parse().forEach(units::add);
            LossReasons reasons = new LossReasons(units);
            units.forEach(reasons::declared);
            units.forEach(reasons::called);
            return reasons.found;
        }
    }

    private static String dialect(CompilationUnitTree unit) {
        String name = unit.getPackageName().toString().replaceFirst("io\\.sluice\\.dialects\\.?", "");
        return switch (name) {
            case "anthropic", "gemini", "cohere", "ollama" -> name;
            case "openai.chat", "openai.responses" -> name.replace('.', '-');
            default -> name.startsWith("bedrock") ? "bedrock" : "*";
        };
    }

    private static String of(CompilationUnitTree unit, String name) {
        return unit.getPackageName() + " " + name;
    }

    private void declared(CompilationUnitTree unit) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitVariable(VariableTree variable, Void none) {
                if (variable.getInitializer() instanceof ExpressionTree value
                        && variable.getModifiers().toString().contains("static final")) {
                    constants.put(of(unit, variable.getName().toString()), value);
                }
                return super.visitVariable(variable, none);
            }

            @Override
            public Void visitMethod(MethodTree method, Void none) {
                boolean notes = String.valueOf(method.getBody()).matches("(?s).*(losses|lost\\().*");
                for (int i = 0; i < method.getParameters().size(); i++) {
                    VariableTree parameter = method.getParameters().get(i);
                    if (notes
                            && parameter.getType().toString().equals("String")
                            && NAMES.contains(parameter.getName().toString())) {
                        handing.put(of(unit, method.getName().toString()), i);
                    }
                }
                return super.visitMethod(method, none);
            }
        }.scan(unit, null);
    }

    private void called(CompilationUnitTree unit) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethodInvocation(MethodInvocationTree call, Void none) {
                List<? extends ExpressionTree> arguments = call.getArguments();
                if (!arguments.isEmpty()
                        && call.getMethodSelect() instanceof MemberSelectTree select
                        && Set.of("add", "unreached")
                                .contains(select.getIdentifier().toString())
                        && select.getExpression().toString().matches("(?s).*losses(\\(\\))?")) {
                    reason(unit, arguments.getLast());
                }
                String name = call.getMethodSelect() instanceof MemberSelectTree select
                        ? select.getIdentifier().toString()
                        : call.getMethodSelect().toString();
                Integer which = handing.get(of(unit, name));
                if (which != null && which < arguments.size()) {
                    reason(unit, arguments.get(which));
                }
                return super.visitMethodInvocation(call, none);
            }
        }.scan(unit, null);
    }

    private void reason(CompilationUnitTree unit, ExpressionTree said) {
        for (String pattern : patterns(unit, said)) {
            // Of a reason handed on nothing is known here: where it comes from it is found.
            if (pattern.matches(".*\\\\Q[^\\\\]{8,}.*")) {
                found.add(new Reason(dialect(unit), pattern));
            }
        }
    }

    private List<String> patterns(CompilationUnitTree unit, ExpressionTree said) {
        return switch (said) {
            case LiteralTree literal when literal.getValue() instanceof String text -> List.of(Pattern.quote(text));
            case ParenthesizedTree inner -> patterns(unit, inner.getExpression());
            case ConditionalExpressionTree choice ->
                Stream.of(choice.getTrueExpression(), choice.getFalseExpression())
                        .flatMap(one -> patterns(unit, one).stream())
                        .toList();
            case BinaryTree sum -> {
                List<String> rights = patterns(unit, sum.getRightOperand());
                yield patterns(unit, sum.getLeftOperand()).stream()
                        .flatMap(left -> rights.stream().map(right -> left + right))
                        .collect(Collectors.toList());
            }
            case IdentifierTree name -> constant(unit, name.getName().toString());
            case MemberSelectTree name -> constant(unit, name.getIdentifier().toString());
            default -> List.of(".*");
        };
    }

    private List<String> constant(CompilationUnitTree unit, String name) {
        ExpressionTree value = constants.get(of(unit, name));
        return value == null ? List.of(".*") : patterns(unit, value);
    }
}
