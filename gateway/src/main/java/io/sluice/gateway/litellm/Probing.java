package io.sluice.gateway.litellm;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.gateway.call.Pipeline;
import io.sluice.gateway.call.Speech;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.call.wire.Loop;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Calls targets, each once and for one token, some at a time, until a time is over. Waits, so never on a loop. */
public final class Probing {
    private static final int AT_ONCE = 8;
    private static final Duration EACH = Duration.ofSeconds(20);
    private static final Duration ALL = Duration.ofSeconds(60);

    /** The least that OpenAI's Responses take for a cap. */
    private static final int LEAST_OF_RESPONSES = 16;

    private final Function<Stage, Pipeline> stages;
    private final Function<Target, String> modes;
    private final Dialect dialect;
    private final Loop loop;
    private final LongSupplier ticker;

    /**
     * Probes through those stages.
     *
     * @param stages what a probe goes through, with a stage that says where
     * @param modes what a model is for, in the catalog's word
     * @param dialect OpenAI's, in which it asks
     * @param ticker nanoseconds
     */
    public Probing(
            Function<Stage, Pipeline> stages,
            Function<Target, String> modes,
            Dialect dialect,
            Loop loop,
            LongSupplier ticker) {
        this.stages = stages;
        this.modes = modes;
        this.dialect = dialect;
        this.loop = loop;
        this.ticker = ticker;
    }

    /** What is wrong with each of these; null where nothing is. */
    Map<Target, @Nullable String> of(List<Target> targets) {
        long end = ticker.getAsLong() + ALL.toNanos();
        Semaphore room = new Semaphore(AT_ONCE);
        Map<Target, CompletableFuture<Probe.Result>> asked = new LinkedHashMap<>();
        Map<Target, @Nullable String> found = new LinkedHashMap<>();
        try {
            for (Target target : targets) {
                String mode = modes.apply(target);
                if (!mode.equals("embedding") && !mode.equals("chat") && !mode.equals("responses")) {
                    found.put(target, "not asked: a probe of a model for " + mode + " would cost more than a token");
                } else if (room.tryAcquire(left(end), TimeUnit.NANOSECONDS)) {
                    CompletableFuture<Probe.Result> probe = probe(target, mode.equals("embedding"));
                    asked.put(target, probe.whenComplete((_, _) -> room.release()));
                } else {
                    found.put(target, "not asked: " + ALL.toSeconds() + " s were over before");
                }
            }
            for (Map.Entry<Target, CompletableFuture<Probe.Result>> one : asked.entrySet()) {
                found.put(one.getKey(), wrong(one.getValue().get()));
            }
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        return found;
    }

    private long left(long end) {
        return Math.max(0, end - ticker.getAsLong());
    }

    private CompletableFuture<Probe.Result> probe(Target target, boolean embedding) {
        JsonWriter json = new JsonWriter().beginObject().name("model").string(target.served());
        if (embedding) {
            json.name("input").string("hi");
        } else {
            json.name("messages").beginArray().beginObject();
            json.name("role")
                    .string("user")
                    .name("content")
                    .string("hi")
                    .endObject()
                    .endArray();
        }
        Speech speech = target.provider().speech(dialect, Operation.CHAT, target);
        boolean responses = speech != null && speech.dialect().id().equals("openai-responses");
        return Probe.of(
                stages.apply(new Straight(target, responses ? LEAST_OF_RESPONSES : 1)),
                embedding ? "/v1/embeddings" : "/v1/chat/completions",
                json.endObject().toBytes(),
                loop,
                EACH);
    }

    private @Nullable String wrong(Probe.Result result) {
        if (result.status() == 0) {
            return "no answer within " + EACH.toSeconds() + " s";
        }
        return result.status() < 400
                ? null
                : result.status() + ": "
                        + dialect.readError(result.status(), null, Bytes.of(result.body()))
                                .message();
    }
}
