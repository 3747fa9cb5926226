package io.sluice.dialects.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Seeded;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The laws on bytes made up from a seed, and on bytes of a fuzzer that watches which branches they reach, in a JVM of its
 * own: in a build so many, from a seed too, so that the same code gives the same result; with {@code -Dfuzz.seconds=600}
 * that long on each target by itself, from another seed each time. The fuzzer's own binding
 * to JUnit runs one target a JVM, skips the others, and instruments the code under all other tests.
 *
 * <p>What is found becomes a test beside what was mended; the bytes stand in {@code target/fuzz}.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
    private static final List<String> BOUNDS =
            SECONDS > 0 ? List.of("-max_total_time=" + SECONDS) : List.of("-runs=6000", "-seed=20261122");
    private static final int ROUNDS = 1_000;

    /** What is fuzzed. */
    enum Target {
        EVERY(EveryFuzz.class, EveryFuzz::fuzzerTestOneInput),
        JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput),
        SSE(SseFuzz.class, SseFuzz::fuzzerTestOneInput),
        EVENT_STREAM(EventStreamFuzz.class, EventStreamFuzz::fuzzerTestOneInput),
        REQUESTS(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput),
        ANSWERS(AnswerFuzz.class, AnswerFuzz::fuzzerTestOneInput),
        STREAMS(StreamFuzz.class, StreamFuzz::fuzzerTestOneInput);

        private final Class<?> target;
        private final Consumer<byte[]> input;

        Target(Class<?> target, Consumer<byte[]> input) {
            this.target = target;
            this.input = input;
        }
    }

    static Stream<Target> fuzzed() {
        return System.getProperty("fuzz.seconds") == null
                ? Stream.of(Target.EVERY)
                : Arrays.stream(Target.values()).filter(target -> target != Target.EVERY);
    }

    @ParameterizedTest
    @EnumSource(names = "EVERY", mode = EnumSource.Mode.EXCLUDE)
    void noSeededBytesBreakALaw(Target target) {
        Seeded seeded = new Seeded(31);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[seeded.below(i % 10 == 0 ? 400 : 40)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) seeded.below(256);
            }
            try {
                target.input.accept(bytes);
            } catch (RuntimeException | Error broken) {
                throw new AssertionError("round " + i, broken);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("fuzzed")
    void noBytesTheFuzzerChoosesBreakALaw(Target target) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(Path.of("target", "fuzz", target.name()));
        Path log = folder.resolveSibling(target.name() + ".log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.target.getName(),
                "--instrumentation_includes=io.sluice.dialects.**",
                "--custom_hook_includes=io.sluice.dialects.**",
                "--reproducer_path=" + folder.getParent(),
                "-artifact_prefix=" + folder.getParent() + File.separator,
                "-timeout=20",
                "-len_control=0",
                "-max_len=2048",
                "-print_final_stats=1",
                folder.toString()));
        command.addAll(command.size() - 1, BOUNDS);
        Process fuzzer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        try {
            assertThat(fuzzer.waitFor()).as(() -> said(log)).isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private static String said(Path log) {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 80), lines.size()));
        } catch (IOException broken) {
            return broken.toString();
        }
    }
}
