package io.sluice.gateway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import io.sluice.gateway.architecture.MainSources.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Threat T1: values reach the database as bound parameters, never as SQL text.
 *
 * <p>Read from the sources, as bytecode no longer tells a constant from a concatenation: a string that begins like SQL
 * stays as it is written, joined to constants at most, and what goes to a statement is not put together on the spot.
 */
class SqlTextTest {

    /** File name -> why its SQL has a part that is no constant. */
    private static final Map<String, String> MADE_BY_US = Map.of(
            "Migration.java", "a pragma takes no parameters; the schema number is an int of our own",
            "DayTable.java", "a table is no parameter; its name is made of a date, or read from the schema");

    private static final Pattern SQL = Pattern.compile(
            "\\s*(select\\s|insert\\s+(or\\s|into\\s)|update\\s+\\w+\\s+set\\b|delete\\s+from\\s|replace\\s+into\\s"
                    + "|create\\s+(table|index|unique|view|trigger)\\b|drop\\s+(table|index|view)\\b|alter\\s+table\\s"
                    + "|pragma\\s|attach\\s|with\\s+\\w+\\s+as\\b)(?s:.*)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CONSTANT = Pattern.compile("[A-Z][A-Z0-9_]*");

    private static final Set<String> STATEMENTS =
            Set.of("prepareStatement", "prepareCall", "executeQuery", "executeUpdate", "addBatch");

    private static final Set<String> EDITS =
            Set.of("formatted", "format", "replace", "replaceAll", "replaceFirst", "concat", "append");

    @Test
    void sqlIsNeverPutTogetherFromValues() {
        List<String> joined = new ArrayList<>();
        for (Source file : MainSources.all()) {
            if (!MADE_BY_US.containsKey(file.name())) {
                new JoinedSql(file, joined).scan(file.tree(), null);
            }
        }

        assertThat(joined)
                .as("SQL with parts that are no constants: bind them as parameters")
                .isEmpty();
    }

    private static final class JoinedSql extends TreePathScanner<Void, Void> {

        private final Source file;
        private final List<String> joined;

        JoinedSql(Source file, List<String> joined) {
            this.file = file;
            this.joined = joined;
        }

        @Override
        public Void visitLiteral(LiteralTree literal, Void nothing) {
            if (literal.getValue() instanceof String text && SQL.matcher(text).matches()) {
                TreePath sum = outermostSum(getCurrentPath());
                if (!isConstant((ExpressionTree) sum.getLeaf())) {
                    tell(literal, "is joined to a value");
                }
                if (isEdited(sum)) {
                    tell(literal, "is filled in as text");
                }
            }
            return super.visitLiteral(literal, null);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void nothing) {
            if (STATEMENTS.contains(nameOf(call.getMethodSelect()))
                    && !call.getArguments().isEmpty()
                    && !isNameOrConstant(call.getArguments().getFirst())) {
                tell(call, "is put together where it is run");
            }
            return super.visitMethodInvocation(call, null);
        }

        private static TreePath outermostSum(TreePath path) {
            TreePath sum = path;
            while (sum.getParentPath().getLeaf() instanceof BinaryTree
                    || sum.getParentPath().getLeaf() instanceof ParenthesizedTree) {
                sum = sum.getParentPath();
            }
            return sum;
        }

        /** Whether the text is the receiver or an argument of a call that changes text. */
        private static boolean isEdited(TreePath text) {
            Tree parent = text.getParentPath().getLeaf();
            return switch (parent) {
                case MemberSelectTree receiver ->
                    EDITS.contains(receiver.getIdentifier().toString());
                case MethodInvocationTree call -> EDITS.contains(nameOf(call.getMethodSelect()));
                default -> false;
            };
        }

        private static boolean isConstant(ExpressionTree part) {
            return switch (part) {
                case LiteralTree _ -> true;
                case ParenthesizedTree inner -> isConstant(inner.getExpression());
                case BinaryTree sum -> isConstant(sum.getLeftOperand()) && isConstant(sum.getRightOperand());
                case IdentifierTree name -> CONSTANT.matcher(name.getName()).matches();
                case MemberSelectTree name ->
                    CONSTANT.matcher(name.getIdentifier()).matches();
                default -> false;
            };
        }

        private static boolean isNameOrConstant(ExpressionTree argument) {
            return argument instanceof IdentifierTree || isConstant(argument);
        }

        private static String nameOf(ExpressionTree called) {
            return switch (called) {
                case MemberSelectTree select -> select.getIdentifier().toString();
                case IdentifierTree name -> name.getName().toString();
                default -> "";
            };
        }

        private void tell(Tree where, String what) {
            long start = MainSources.trees().getSourcePositions().getStartPosition(file.tree(), where);
            long line = file.tree().getLineMap().getLineNumber(start);
            joined.add("%s:%d SQL %s".formatted(file.path(), line, what));
        }
    }
}
