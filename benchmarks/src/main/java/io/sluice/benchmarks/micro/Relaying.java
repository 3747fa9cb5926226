package io.sluice.benchmarks.micro;

import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelaySink;
import io.sluice.dialects.StreamRelay;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long one event of a stream takes, as it is or with another model name written into it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class Relaying implements RelaySink {
    private static final OpenAiChat DIALECT = new OpenAiChat();
    private static final int EVENTS = 1_000;

    /** How many bytes come at once: about one event, or what a socket gives. */
    @Param({"170", "16384"})
    public int piece;

    /** The name to write into the events; none where empty. */
    @Param({"", "fast"})
    public String alias = "";

    private final List<Bytes> pieces = new ArrayList<>();
    private long passed;

    /** Makes the stream. */
    @Setup
    public void prepare() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            text.append("data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,")
                    .append("\"model\":\"gpt-5\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" ")
                    .append(10_000 + i)
                    .append("\"},\"finish_reason\":null}]}\n\n");
        }
        byte[] stream = text.toString().getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < stream.length; at += piece) {
            pieces.add(Bytes.of(stream, at, Math.min(stream.length, at + piece)));
        }
    }

    /** One event. */
    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public long event() {
        StreamRelay relay =
                DIALECT.streamRelay(new Terms(Operation.CHAT, 1, true, alias.isEmpty() ? null : alias, Quirks.NONE));
        for (Bytes each : pieces) {
            relay.feed(each, this);
        }
        return passed;
    }

    @Override
    public void window(int from, int to) {
        passed += to - from;
    }

    @Override
    public void literal(byte[] bytes, int from, int to) {
        passed += to - from;
    }
}
