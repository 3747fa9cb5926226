package io.sluice.gateway.architecture;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The main sources of every module, parsed once by the compiler's own parser. */
final class MainSources {

    /** The clone's root: tests run in their module's folder. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final MainSources ALL = parse();

    private final List<Source> files;
    private final Trees trees;

    private MainSources(List<Source> files, Trees trees) {
        this.files = files;
        this.trees = trees;
    }

    /** One file: {@code path} relative to the clone's root, as the exemption lists name it. */
    record Source(String path, String name, long lines, CompilationUnitTree tree) {}

    static List<Source> all() {
        return ALL.files;
    }

    static Trees trees() {
        return ALL.trees;
    }

    private static MainSources parse() {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(paths()));
            List<Source> files = new ArrayList<>();
            for (CompilationUnitTree tree : task.parse()) {
                Path path = Path.of(tree.getSourceFile().toUri());
                long lines = tree.getLineMap()
                        .getLineNumber(tree.getSourceFile().getCharContent(true).length());
                files.add(new Source(
                        ROOT.relativize(path).toString(), path.getFileName().toString(), lines - 1, tree));
            }
            return new MainSources(List.copyOf(files), Trees.instance(task));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<Path> paths() throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path main : modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(found::add);
                }
            }
        }
        return found;
    }
}
