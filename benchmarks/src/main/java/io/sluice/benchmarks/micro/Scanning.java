package io.sluice.benchmarks.micro;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long the scanner takes for a prompt of so many bytes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Scanning {
    private static final OpenAiChat DIALECT = new OpenAiChat();
    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog, \\\"again\\\" and again.\\n";

    /** How large the prompt is. */
    @Param({"1024", "102400", "1048576"})
    public int bytes;

    private Bytes prompt = Bytes.of("");

    /** Makes the prompt. */
    @Setup
    public void prepare() {
        StringBuilder text = new StringBuilder("{\"model\":\"gpt-5\",\"messages\":[{\"role\":\"user\",\"content\":\"");
        while (text.length() < bytes) {
            text.append(SENTENCE);
        }
        prompt = Bytes.of(text.append("\"}],\"stream\":true}").toString());
    }

    /** One prompt. */
    @Benchmark
    public boolean prompt() {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
        return scanner.feed(prompt) == null && scanner.end() == null;
    }
}
