package io.sluice.gateway.call;

import io.sluice.dialects.Asked;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Terms;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Inlining;
import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Unreached;
import io.sluice.gateway.call.Egress.Fetched;
import io.sluice.gateway.call.Writing.Written;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.LossPolicy;
import io.sluice.gateway.sign.SignFailed;
import io.sluice.gateway.sign.Signer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of one attempt: the caller's bytes with a few edits where the provider speaks the caller's dialect,
 * else the conversation written anew in one it speaks. Long conversations are translated off the loop.
 */
final class Dispatch {
    private final Pipeline pipeline;
    private final Call call;
    private final CallFlow flow;
    private final Attempts attempts;
    private final EmbedDispatch embeddings;
    private final Fetching fetching;

    Dispatch(Pipeline pipeline, Call call, CallFlow flow, Attempts attempts) {
        this.pipeline = pipeline;
        this.call = call;
        this.flow = flow;
        this.attempts = attempts;
        this.embeddings = new EmbedDispatch(call, flow, attempts, this);
        fetching = new Fetching(pipeline.egress(), pipeline.held());
    }

    void send(Attempt attempt) {
        if (call.endpoint() instanceof Endpoint.StoredResponse stored) {
            fetch(attempt, stored);
            return;
        }
        RequestFacts facts = call.facts();
        if (facts == null) {
            throw new IllegalStateException("an attempt without a request");
        }
        ProviderAccess access = attempt.target().provider();
        Dialect callers = call.endpoint().dialect();
        Speech speech = access.speech(callers, facts.operation(), attempt.target());
        if (speech == null) {
            attempts.refused(attempt, unsupported(access, facts.operation()));
        } else if (facts.operation() == Operation.EMBED) {
            embeddings.send(attempt, facts, speech);
        } else if (speech.dialect().id().equals(callers.id()) && !call.enveloped() && attempts.seam(attempt) == null) {
            pass(attempt, facts, speech);
        } else if (facts.operation() == Operation.CHAT || facts.operation() == Operation.COUNT) {
            translate(attempt, facts, speech);
        } else {
            attempts.refused(attempt, unsupported(access, facts.operation()));
        }
    }

    /** A stored response is asked for where it was made, in the dialect it was made in. */
    private void fetch(Attempt attempt, Endpoint.StoredResponse stored) {
        ProviderAccess access = attempt.target().provider();
        Speech speech = access.speaking(stored.dialect(), Operation.CHAT);
        if (speech == null) {
            attempts.refused(attempt, unsupported(access, Operation.CHAT));
            return;
        }
        Terms terms = new Terms(Operation.CHAT, 1, false, call.answerAs(), speech.quirks());
        go(attempt, speech, List.of(), Modes.of(taps(attempt), speech.dialect(), terms, null));
    }

    /** Passes the caller's bytes on to a provider of the same dialect, with what the route adds. */
    void pass(Attempt attempt, RequestFacts facts, Speech speech) {
        Additions added = attempt.leg().terms().additions();
        if (!added.changes(facts.operation()) || !(call.endpoint() instanceof Endpoint.Infer endpoint)) {
            pass(attempt, facts, call.body(), speech);
            return;
        }
        Sending sending = sending(attempt, speech);
        Bytes body = call.body();
        flow.longWork(body.length(), () -> Adding.passing(endpoint, facts, body, sending, added), result -> {
            switch (result) {
                case Rewriting.Done done -> pass(attempt, done.facts(), done.body(), speech);
                case Rewriting.Wrong(Failure failure) -> attempts.refused(attempt, failure);
            }
        });
    }

    private void pass(Attempt attempt, RequestFacts facts, Bytes body, Speech speech) {
        Dialect dialect = speech.dialect();
        SendPlan plan = dialect.edits(facts, sending(attempt, speech), body);
        Terms terms = new Terms(
                facts.operation(), facts.choices(), plan.usageAdded(), answerModel(facts, attempt), speech.quirks());
        go(attempt, speech, UpstreamRequests.parts(body, plan), Modes.of(taps(attempt), dialect, terms, null));
    }

    private void translate(Attempt attempt, RequestFacts facts, Speech speech) {
        Writing writing = new Writing(
                call.endpoint().dialect(),
                facts,
                call.body(),
                call.conversation(),
                speech,
                sending(attempt, speech),
                soFar(attempt),
                attempt.leg().terms().additions());
        flow.longWork(writing.body().length(), writing::written, result -> written(attempt, writing, result));
    }

    private void written(Attempt attempt, Writing writing, Written result) {
        switch (result) {
            case Written.Unfit(ErrorFacts error) -> attempts.refused(attempt, Failure.refused(error));
            case Written.Unfetched(Failure failure) -> attempts.refused(attempt, failure);
            case Written.Fit(Conversation conversation, Outgoing outgoing) -> {
                call.understood(conversation);
                if (outgoing.unreached().isEmpty()) {
                    fit(attempt, writing, conversation, outgoing);
                } else {
                    fetch(attempt, writing, conversation, outgoing.unreached());
                }
            }
        }
    }

    /** The target takes none of these addresses: their content goes in the message, where the configuration lets us fetch it. */
    private void fetch(Attempt attempt, Writing writing, Conversation conversation, List<Unreached> unreached) {
        Failure refusal = fetching.refusal(unreached);
        if (refusal != null) {
            attempts.refused(attempt, refusal);
            return;
        }
        Callable<Fetched> work = fetching.work(unreached);
        flow.await(
                () -> {
                    Fetched fetched = work.call();
                    return new Rewritten(
                            fetched,
                            switch (fetched) {
                                case Fetched.Refused(Failure failure) -> new Written.Unfetched(failure);
                                case Fetched.All(Map<String, Inlining.Content> content) ->
                                    writing.written(conversation, content);
                            });
                },
                result -> {
                    if (result.fetched() instanceof Fetched.All(Map<String, Inlining.Content> content)) {
                        fetching.fetched(content);
                    }
                    written(attempt, writing, result.written());
                });
    }

    private String soFar(Attempt attempt) {
        Seam seam = attempts.seam(attempt);
        return seam == null ? "" : seam.text();
    }

    private record Rewritten(Fetched fetched, Written written) {}

    private void fit(Attempt attempt, Writing writing, Conversation conversation, Outgoing outgoing) {
        RequestFacts facts = writing.facts();
        Speech speech = writing.speech();
        attempt.losses = outgoing.losses();
        attempt.translated = true;
        if (!outgoing.losses().isEmpty() && policy() == LossPolicy.REJECT) {
            attempts.refused(attempt, lossy(attempt, outgoing.losses()));
            return;
        }
        Terms terms = new Terms(facts.operation(), facts.choices(), false, null, speech.quirks());
        Translation back = new Translation.Conversing(
                speech.dialect(),
                call.endpoint().dialect(),
                asked(facts, attempt, conversation),
                attempts.seam(attempt));
        go(attempt, speech, List.of(Bytes.of(outgoing.body())), Modes.of(taps(attempt), speech.dialect(), terms, back));
    }

    /** Nothing of the call runs any more. */
    void close() {
        fetching.close();
    }

    Modes.Taps taps(Attempt attempt) {
        return new Modes.Taps(pipeline, call, attempt, flow);
    }

    private void go(Attempt attempt, Speech speech, List<Bytes> body, Modes modes) {
        CompletableFuture<Void> waited = waited(attempt);
        if (waited == null) {
            digest(attempt, speech, body, modes);
        } else {
            whenSigned(attempt, waited, () -> digest(attempt, speech, body, modes));
        }
    }

    /** What has to be there before a request can be signed; null where it is. */
    static @Nullable CompletableFuture<Void> waited(Attempt attempt) {
        Signer signer = attempt.target().provider().signer();
        CompletableFuture<Void> ready = signer == null ? null : signer.ready();
        return ready == null || (ready.isDone() && !ready.isCompletedExceptionally()) ? null : ready;
    }

    /** Goes on as soon as that is there; refuses the attempt where it does not come. */
    void whenSigned(Attempt attempt, CompletableFuture<Void> waited, Runnable then) {
        flow.await(() -> why(waited), why -> {
            if (why.isEmpty()) {
                then.run();
            } else {
                attempts.refused(attempt, unsigned(attempt.target().provider(), why));
            }
        });
    }

    /** Waits for what is signed with; why there is none, or nothing. */
    private static String why(CompletableFuture<Void> ready) throws InterruptedException {
        try {
            ready.get();
            return "";
        } catch (ExecutionException failed) {
            return failed.getCause() instanceof SignFailed told ? told.text() : "the credential could not be fetched";
        }
    }

    private void digest(Attempt attempt, Speech speech, List<Bytes> body, Modes modes) {
        Signer signer = attempt.target().provider().signer();
        if (signer == null) {
            launch(attempt, speech, body, "", modes);
        } else {
            long length = body.stream().mapToLong(Bytes::length).sum();
            flow.longWork(length, () -> signer.digest(body), digest -> launch(attempt, speech, body, digest, modes));
        }
    }

    private void launch(Attempt attempt, Speech speech, List<Bytes> body, String digest, Modes modes) {
        ProviderAccess access = attempt.target().provider();
        UpstreamRequest request = UpstreamRequests.of(call, speech, attempt, body, digest);
        if (request == null) {
            attempts.refused(attempt, credentialMissing(access));
        } else {
            attempts.launch(attempt, request, modes);
        }
    }

    Sending sending(Attempt attempt, Speech speech) {
        Target target = attempt.target();
        Long cap = attempt.outputCap() == Attempt.NO_CAP ? null : Long.valueOf(attempt.outputCap());
        return new Sending(target.model(), cap, speech.quirks(), target.facts(), inBody(speech.dialect()));
    }

    /** The caller's headers that the host of its own dialect wants in the body; several lines of one name are one list. */
    private Map<String, String> inBody(Dialect dialect) {
        List<String> names = dialect.headers().inBody();
        if (names.isEmpty() || !dialect.id().equals(call.endpoint().dialect().id())) {
            return Map.of();
        }
        Map<String, String> headers = new HashMap<>();
        for (String name : names) {
            List<String> values = call.head().headers().all(name);
            if (!values.isEmpty()) {
                headers.put(name, String.join(",", values));
            }
        }
        return headers;
    }

    private Asked asked(RequestFacts facts, Attempt attempt, Conversation conversation) {
        Losses losses = new Losses();
        attempt.answerLosses = losses;
        return new Asked(
                call.id().toString(),
                call.receivedMicros() / 1_000_000,
                toldModel(facts, attempt),
                call.tells().isEmpty()
                        ? conversation
                        : conversation.saying(call.endpoint().dialect().id(), call.tells()),
                losses);
    }

    /** The name that an answer written anew carries. */
    String toldModel(RequestFacts facts, Attempt attempt) {
        Plan plan = call.plan();
        boolean asked = plan != null && plan.answerModel();
        return asked ? facts.model() : attempt.target().model();
    }

    private @Nullable String answerModel(RequestFacts facts, Attempt attempt) {
        Plan plan = call.plan();
        boolean asked = plan != null && plan.answerModel();
        return asked && !facts.model().equals(attempt.target().model()) ? facts.model() : null;
    }

    /** What becomes of losses. */
    LossPolicy policy() {
        Plan plan = call.plan();
        return plan == null ? LossPolicy.WARN : plan.loss();
    }

    static Failure lossy(Attempt attempt, List<Loss> losses) {
        String what = losses.stream()
                .map(loss -> loss.path() + " (" + loss.reason() + ")")
                .collect(Collectors.joining(", "));
        return Failure.at(
                losses.getFirst().path(),
                400,
                "loss_rejected",
                "Not all of this request can be carried to " + attempt.target().served()
                        + ", and the model is set to `loss: reject`: " + what
                        + "; leave it out, or ask for another model");
    }

    static Failure unsupported(ProviderAccess access, Operation operation) {
        return Failure.of(
                400,
                "unsupported_operation",
                "Provider " + access.id() + " does not offer "
                        + operation.name().toLowerCase(Locale.ROOT)
                        + " requests; ask for a model of another provider");
    }

    private static Failure unsigned(ProviderAccess access, String why) {
        return Failure.of(
                502,
                "upstream_auth",
                "There is no credential for provider " + access.id() + " now: " + why
                        + "; whoever runs the gateway has to look at it");
    }

    static Failure credentialMissing(ProviderAccess access) {
        return Failure.at(
                access.authHeader(),
                401,
                "provider_key_missing",
                "Provider " + access.id() + " is called with the caller's own credential, and none came: send it in "
                        + access.authHeader() + " and the virtual key in x-sluice-key");
    }
}
