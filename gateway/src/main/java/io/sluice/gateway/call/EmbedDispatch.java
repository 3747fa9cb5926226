package io.sluice.gateway.call;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.EmbeddingCodec;
import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Terms;
import io.sluice.dialects.embed.EmbedRequest;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.sign.Signer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes the requests of an attempt at embeddings: the caller's bytes where the provider takes their form, else the
 * inputs written anew - in several requests where the provider takes fewer inputs in one.
 */
final class EmbedDispatch {
    // What OpenAI takes in one request, and far more than anyone else: it bounds what one call can set going.
    private static final int MOST_INPUTS = 2_048;

    private final Call call;
    private final CallFlow flow;
    private final Attempts attempts;
    private final Dispatch dispatch;

    EmbedDispatch(Call call, CallFlow flow, Attempts attempts, Dispatch dispatch) {
        this.call = call;
        this.flow = flow;
        this.attempts = attempts;
        this.dispatch = dispatch;
    }

    /** What came of writing the requests. */
    private sealed interface Result {

        /** They can go. */
        record Fit(EmbedRequest request, List<Bytes> bodies, List<Loss> losses) implements Result {}

        /** They cannot be. */
        record Unfit(ErrorFacts error) implements Result {}
    }

    /** The codecs of both sides. */
    private record Pair(EmbeddingCodec callers, EmbeddingCodec providers) {}

    void send(Attempt attempt, RequestFacts facts, Speech speech) {
        Dialect callers = call.endpoint().dialect();
        EmbeddingCodec reads = callers.embeddings();
        EmbeddingCodec writes = speech.dialect().embeddings();
        if (speech.dialect().id().equals(callers.id())) {
            Speech passing = passing(facts, speech, reads);
            if (passing != null) {
                dispatch.pass(attempt, facts, passing);
                return;
            }
        }
        if (reads == null || writes == null) {
            attempts.refused(attempt, Dispatch.unsupported(attempt.target().provider(), facts.operation()));
            return;
        }
        Pair pair = new Pair(reads, writes);
        Bytes body = call.body();
        Sending sending = dispatch.sending(attempt, speech);
        Additions added = attempt.leg().terms().additions();
        flow.longWork(
                body.length(),
                () -> written(pair, facts, body, sending, added),
                result -> written(attempt, facts, speech, pair, result));
    }

    /** The speech with the target of the caller's own form; null where the provider does not take that form. */
    private static @Nullable Speech passing(RequestFacts facts, Speech speech, @Nullable EmbeddingCodec codec) {
        Speech.Path path = speech.paths().get(Operation.EMBED);
        if (codec == null || path == null) {
            return speech;
        }
        String target = codec.passing(facts, path.whole());
        if (target == null || target.equals(path.whole())) {
            return target == null ? null : speech;
        }
        return speech.at(Operation.EMBED, target);
    }

    private static Result written(Pair pair, RequestFacts facts, Bytes body, Sending sending, Additions added) {
        EmbedRequest request;
        switch (pair.callers.readRequest(facts, body)) {
            case EmbeddingCodec.Read.Understood(EmbedRequest read) -> request = read;
            case EmbeddingCodec.Read.Refused(ErrorFacts error) -> {
                return new Result.Unfit(error);
            }
        }
        if (request.inputs().size() > MOST_INPUTS) {
            return new Result.Unfit(EmbeddingCodec.unsupportedInput(
                    "input",
                    "At most " + MOST_INPUTS + " inputs can be carried to a provider of another dialect in one request,"
                            + " and this one has " + request.inputs().size() + "; send them in several."));
        }
        return switch (pair.providers.writeRequest(request, sending)) {
            case EmbeddingCodec.Written.Bodies(List<byte[]> bodies, List<Loss> losses) ->
                new Result.Fit(
                        request,
                        bodies.stream()
                                .map(one -> Bytes.of(Adding.over(one, added)))
                                .toList(),
                        losses);
            case EmbeddingCodec.Written.Refused(ErrorFacts error) -> new Result.Unfit(error);
        };
    }

    private void written(Attempt attempt, RequestFacts facts, Speech speech, Pair pair, Result result) {
        switch (result) {
            case Result.Unfit(ErrorFacts error) -> attempts.refused(attempt, Failure.refused(error));
            case Result.Fit fit -> {
                attempt.losses = fit.losses;
                if (!fit.losses.isEmpty() && dispatch.policy() == LossPolicy.REJECT) {
                    attempts.refused(attempt, Dispatch.lossy(attempt, fit.losses));
                    return;
                }
                Modes modes = modes(attempt, facts, speech, pair, fit.request);
                Launch launch = new Launch(modes, pair.providers.usageHeader());
                CompletableFuture<Void> waited = Dispatch.waited(attempt);
                if (waited == null) {
                    digest(attempt, speech, fit.bodies, launch);
                } else {
                    dispatch.whenSigned(attempt, waited, () -> digest(attempt, speech, fit.bodies, launch));
                }
            }
        }
    }

    private Modes modes(Attempt attempt, RequestFacts facts, Speech speech, Pair pair, EmbedRequest request) {
        Losses losses = new Losses();
        attempt.answerLosses = losses;
        Translation back = new Translation.Embedding(
                speech.dialect(),
                call.endpoint().dialect(),
                call.id().toString(),
                pair.providers,
                pair.callers,
                new EmbeddingCodec.Asking(dispatch.toldModel(facts, attempt), request, losses),
                speech.quirks(),
                flow);
        Terms terms = new Terms(Operation.EMBED, 1, false, null, speech.quirks());
        return Modes.of(dispatch.taps(attempt), speech.dialect(), terms, back);
    }

    /** What is signed of the bodies is computed of all at once, away from the loop where they are long. */
    private void digest(Attempt attempt, Speech speech, List<Bytes> bodies, Launch launch) {
        Signer signer = attempt.target().provider().signer();
        long length =
                signer == null ? 0 : bodies.stream().mapToLong(Bytes::length).sum();
        flow.longWork(
                length,
                () -> bodies.stream()
                        .map(body -> signer == null ? "" : signer.digest(List.of(body)))
                        .toList(),
                digests -> launch(
                        attempt,
                        bodies,
                        i -> UpstreamRequests.of(call, speech, attempt, List.of(bodies.get(i)), digests.get(i)),
                        launch));
    }

    /** What a launch needs besides its requests. */
    private record Launch(Modes modes, @Nullable String summed) {}

    private void launch(
            Attempt attempt, List<Bytes> bodies, IntFunction<@Nullable UpstreamRequest> requests, Launch launch) {
        UpstreamRequest first = requests.apply(0);
        if (first == null) {
            attempts.refused(
                    attempt, Dispatch.credentialMissing(attempt.target().provider()));
        } else if (bodies.size() == 1) {
            attempts.launch(attempt, first, launch.modes);
        } else {
            attempts.launch(attempt, new Series.Wanted(bodies, requests, launch.summed), launch.modes);
        }
    }
}
