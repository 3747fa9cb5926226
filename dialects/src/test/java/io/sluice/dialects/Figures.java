package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How fast the two hottest pieces are: a quick look, no proof. Prints the best of many short rounds in CPU time, so that
 * a busy machine disturbs it little.
 *
 * <p>{@code java -cp dialects/target/classes:dialects/target/test-classes io.sluice.dialects.Figures}
 */
public final class Figures implements RelaySink {
    private static final int EVENTS = 1_000;
    private static final int PIECE = 8_192;
    private static final Dialect DIALECT = new OpenAiChat();

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private long seen;

    public static void main(String[] arguments) {
        Figures figures = new Figures();
        for (int warmUp = 0; warmUp < 2; warmUp++) {
            figures.relays();
            figures.scans();
        }
    }

    private void relays() {
        String event = "data: {\"id\":\"chatcmpl-CIEL0001abcdefghij\",\"object\":\"chat.completion.chunk\","
                + "\"created\":1762103827,\"model\":\"gpt-4.1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" hello\"},"
                + "\"finish_reason\":null}]}\n\n";
        String sorted = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\" hello\"},\"finish_reason\":null}],"
                + "\"created\":1762103827,\"id\":\"chatcmpl-CIEL0001abcdefghij\",\"model\":\"gpt-4.1\","
                + "\"object\":\"chat.completion.chunk\"}\n\n";
        relay("relay, untouched", event, null, PIECE);
        relay("relay, alias", event, "fast", PIECE);
        relay("relay, alias, model after the text", sorted, "fast", PIECE);
        relay("relay, untouched, one event a piece", event, null, event.length());
    }

    private void scans() {
        String text = "The quick brown fox jumps over the lazy dog, again and again. ".repeat(1_700);
        scan("scan, 100 KB prompt", prompt(text));
        scan("scan, 1 MB prompt", prompt(text.repeat(10)));
        scan("scan, 1 KB prompt", prompt(text.substring(0, 900)));
        scan("scan, 100 KB prompt with line breaks", prompt(text.replace("dog,", "dog\\n")));
        scan("scan, 150 KB prompt, a third Cyrillic", prompt(text.replace("quick brown fox", "быстрая лиса")));
    }

    private static String prompt(String text) {
        return "{\"model\":\"gpt-4.1\",\"messages\":[{\"role\":\"system\",\"content\":\"You are\"},{\"role\":\"user\","
                + "\"content\":\"" + text + "\"}],\"stream\":true}";
    }

    private void relay(String name, String event, @Nullable String alias, int size) {
        StringBuilder events = new StringBuilder();
        for (int i = 0; i < EVENTS; i++) {
            events.append(event.replace("hello", Integer.toString(10_000 + i)));
        }
        byte[] stream = events.toString().getBytes(StandardCharsets.UTF_8);
        List<Bytes> pieces = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            pieces.add(Bytes.of(stream, at, Math.min(stream.length, at + size)));
        }
        StreamRelay relay = DIALECT.streamRelay(new Terms(Operation.CHAT, 1, true, alias, Quirks.NONE));
        double nanos = best(() -> {
            pieces.forEach(piece -> relay.feed(piece, this));
            return relay.events();
        });
        System.out.printf(Locale.ROOT, "%-40s %8.1f ns per event of %d bytes%n", name, nanos / EVENTS, event.length());
    }

    private void scan(String name, String document) {
        Bytes bytes = Bytes.of(document);
        double nanos = best(() -> {
            JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, DIALECT.outlined(), DIALECT.unrepeatable());
            scanner.feed(bytes);
            return scanner.end() == null ? 1 : 0;
        });
        System.out.printf(Locale.ROOT, "%-40s %8.2f GB/s (%.0f ns)%n", name, bytes.length() / nanos, nanos);
    }

    private double best(LongSupplier work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 60; round++) {
            long start = clock.getCurrentThreadCpuTime();
            long spent;
            int runs = 0;
            do {
                seen += work.getAsLong();
                runs++;
                spent = clock.getCurrentThreadCpuTime() - start;
            } while (spent < 15_000_000L);
            best = Math.min(best, (double) spent / runs);
        }
        return best;
    }

    @Override
    public void window(int from, int to) {
        seen += to - from;
    }

    @Override
    public void literal(byte[] bytes, int from, int to) {
        seen += to - from;
    }
}
