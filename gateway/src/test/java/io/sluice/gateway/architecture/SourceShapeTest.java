package io.sluice.gateway.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import io.sluice.gateway.architecture.MainSources.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.junit.jupiter.api.Test;

/** Files, methods and names stay of a size and a kind that one reading takes in. */
class SourceShapeTest {

    private static final int FILE_LINES = 400;
    private static final int CODEC_LINES = 500;
    private static final int MEDIAN_LINES = 100;
    private static final int METHOD_LINES = 40;
    private static final int PARAMETERS = 6;

    /** File name -> why this codec may have {@value #CODEC_LINES} lines. */
    private static final Map<String, String> CODECS = Map.of();

    /** {@code File.java#method} -> why it may be longer than {@value #METHOD_LINES} lines or take more parameters. */
    private static final Map<String, String> METHODS = Map.of();

    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Manager|Helper|Utils?|Impl|Base|Common)");

    @Test
    void noFileIsLongerThanOneReading() {
        assertThat(MainSources.all())
                .filteredOn(file -> file.lines() > (CODECS.containsKey(file.name()) ? CODEC_LINES : FILE_LINES))
                .as("main files over %d lines: split them by idea", FILE_LINES)
                .extracting(file -> file.path() + " " + file.lines())
                .isEmpty();
    }

    @Test
    void theMedianFileIsSmall() {
        List<Long> lines = MainSources.all().stream()
                .filter(file -> !file.name().equals("package-info.java"))
                .map(Source::lines)
                .sorted()
                .toList();

        assertThat(lines).isNotEmpty();
        assertThat(lines.get(lines.size() / 2))
                .as("median lines of a main file")
                .isLessThanOrEqualTo(MEDIAN_LINES);
    }

    @Test
    void methodsAreShortAndTakeFewParameters() {
        List<String> tooMuch = new ArrayList<>();
        for (Source file : MainSources.all()) {
            new MethodSizes(file, tooMuch).scan(file.tree(), null);
        }

        assertThat(tooMuch)
                .as("methods over %d lines or %d parameters", METHOD_LINES, PARAMETERS)
                .isEmpty();
    }

    @Test
    void noTypeHasANameThatSaysNothing() {
        List<String> vague = new ArrayList<>();
        for (Source file : MainSources.all()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (VAGUE_NAME.matcher(type.getSimpleName()).matches()) {
                        vague.add(file.path() + " " + type.getSimpleName());
                    }
                    return super.visitClass(type, null);
                }
            }.scan(file.tree(), null);
        }

        assertThat(vague).as("types named after nothing they do").isEmpty();
    }

    @Test
    void everyPublicTypeSaysWhatItIsFor() {
        List<String> silent = new ArrayList<>();
        for (Source file : MainSources.all()) {
            new TreePathScanner<Void, Void>() {
                @Override
                public Void visitClass(ClassTree type, Void nothing) {
                    if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)
                            && MainSources.trees().getDocComment(getCurrentPath()) == null) {
                        silent.add(file.path() + " " + type.getSimpleName());
                    }
                    return super.visitClass(type, null);
                }
            }.scan(file.tree(), null);
        }

        assertThat(silent).as("public types without a docstring").isEmpty();
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhatItHolds() throws Exception {
        Map<String, List<Source>> packages =
                MainSources.all().stream().collect(Collectors.groupingBy(SourceShapeTest::folder));
        List<String> without = new ArrayList<>();
        for (Map.Entry<String, List<Source>> entry : packages.entrySet()) {
            String told = "";
            for (Source file : entry.getValue()) {
                if (file.name().equals("package-info.java")) {
                    told = file.tree().getSourceFile().getCharContent(true).toString();
                }
            }
            if (!told.contains("@NullMarked") || !told.contains("/**")) {
                without.add(entry.getKey());
            }
        }

        assertThat(without)
                .as("packages without a package-info.java that is @NullMarked and has a sentence")
                .isEmpty();
    }

    private static String folder(Source file) {
        return file.path().substring(0, file.path().length() - file.name().length());
    }

    /** Collects the methods of one file that are too long or take too much; a record's components are its data. */
    private static final class MethodSizes extends TreePathScanner<Void, Void> {

        private final Source file;
        private final List<String> tooMuch;
        private final SourcePositions positions = MainSources.trees().getSourcePositions();

        MethodSizes(Source file, List<String> tooMuch) {
            this.file = file;
            this.tooMuch = tooMuch;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            if (!METHODS.containsKey(file.name() + "#" + method.getName())) {
                long lines = method.getBody() == null ? 0 : linesOf(method.getBody());
                if (lines > METHOD_LINES) {
                    tooMuch.add("%s %s: %d lines".formatted(file.path(), method.getName(), lines));
                }
                if (method.getParameters().size() > PARAMETERS && !isRecordConstructor(method)) {
                    tooMuch.add("%s %s: %d parameters"
                            .formatted(
                                    file.path(),
                                    method.getName(),
                                    method.getParameters().size()));
                }
            }
            return super.visitMethod(method, null);
        }

        private long linesOf(Tree body) {
            var map = file.tree().getLineMap();
            return map.getLineNumber(positions.getEndPosition(file.tree(), body))
                    - map.getLineNumber(positions.getStartPosition(file.tree(), body))
                    + 1;
        }

        private boolean isRecordConstructor(MethodTree method) {
            Tree owner = getCurrentPath().getParentPath().getLeaf();
            return method.getName().contentEquals("<init>") && owner.getKind() == Tree.Kind.RECORD;
        }
    }
}
