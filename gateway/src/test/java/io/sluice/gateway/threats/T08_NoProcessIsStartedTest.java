package io.sluice.gateway.threats;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.call.Calls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** T8 and T9: no class of ours names what starts a process, runs a script or looks up a name; and the look finds those that do. */
class T08_NoProcessIsStartedTest {
    private static final List<String> FORBIDDEN = List.of(
            "java/lang/ProcessBuilder",
            "javax/script",
            "javax/naming",
            "java/io/ObjectInputStream",
            "java/beans/Expression");

    private static List<String> naming(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(T08_NoProcessIsStartedTest::names)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private static boolean names(Path file) {
        try {
            String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            return FORBIDDEN.stream().anyMatch(bytes::contains);
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static Path folder(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void noClassOfTheGatewayNamesSuchAThing() throws Exception {
        assertThat(naming(folder(Calls.class))).isEmpty();
    }

    @Test
    void aClassThatDoesIsFound() throws Exception {
        assertThat(new ProcessBuilder("never", "started").command()).hasSize(2);

        assertThat(naming(folder(getClass()))).contains("T08_NoProcessIsStartedTest.class");
    }
}
