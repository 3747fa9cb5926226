package io.sluice.gateway.count;

import io.sluice.dialects.Counting;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.Attempt;
import io.sluice.gateway.call.Call;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Stage;
import io.sluice.gateway.call.Step;
import io.sluice.gateway.call.Target;
import io.sluice.gateway.call.wire.Header;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;

/**
 * Answers a request for a count with an estimate of ours where its target does not count, so that no provider gets a
 * request it has no path for. The estimate says so in a header and in the answer.
 */
public final class CountHere implements Stage {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final List<Header> HEADERS =
            List.of(new Header("content-type", "application/json"), new Header("x-sluice-estimate", "tokens"));

    private final ExecutorService pool;
    private final Tokenizer tokenizer;

    /**
     * Counts in that pool.
     *
     * @param pool bounded: what it does not take is refused as too much at once
     */
    public CountHere(ExecutorService pool, Tokenizer tokenizer) {
        this.pool = pool;
        this.tokenizer = tokenizer;
    }

    @Override
    public Step attempt(Call call, Attempt attempt) {
        RequestFacts facts = call.facts();
        Target target = attempt.target();
        Dialect dialect = call.endpoint().dialect();
        if (facts == null
                || facts.operation() != Operation.COUNT
                || target.provider().speech(dialect, Operation.COUNT, target) != null) {
            return Step.GO;
        }
        Counting counting = Objects.requireNonNull(dialect.counting(), "asked to count in a dialect that does not");
        Bytes body = call.body();
        String model = target.model();
        return new Step.Await(() -> {
            Step step = step(counting, facts, body, model);
            return _ -> step;
        });
    }

    private Step step(Counting counting, RequestFacts facts, Bytes body, String model) throws Exception {
        return switch (counting.read(facts, body)) {
            case Understanding.Refused(ErrorFacts error) -> new Step.Refuse(Failure.refused(error));
            case Understanding.Understood(Conversation conversation) -> counted(counting, conversation, model);
        };
    }

    /**
     * The answer, once the pool has made it; interrupted, it is not waited for. Only the conversation goes into the pool:
     * the body dies with the call.
     */
    Step counted(Counting counting, Conversation conversation, String model) throws Exception {
        Future<Long> tokens;
        try {
            tokens = pool.submit(() -> Estimate.of(conversation, tokenizer, model));
        } catch (RejectedExecutionException full) {
            return new Step.Refuse(
                    Failure.of(503, "overloaded", "Too many counts are waiting to be made here; try again in a moment")
                            .retryAfter(SOON));
        }
        try {
            return new Step.Answer(new Reply(200, HEADERS, counting.answer(tokens.get(), true)));
        } catch (InterruptedException callerLeft) {
            tokens.cancel(true);
            throw callerLeft;
        }
    }
}
