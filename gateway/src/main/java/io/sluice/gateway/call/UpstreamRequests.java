package io.sluice.gateway.call;

import io.sluice.dialects.HeaderRules;
import io.sluice.dialects.Operation;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.SendPlan;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Part;
import io.sluice.dialects.json.Splice;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.call.wire.UpstreamRequest;
import io.sluice.gateway.catalog.AuthHeader;
import io.sluice.gateway.catalog.Clocks;
import io.sluice.gateway.sign.Signable;
import io.sluice.gateway.sign.Signed;
import io.sluice.gateway.sign.Signer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the request of an attempt: the caller's bytes with the edits spliced in, and the short list of headers that pass. */
final class UpstreamRequests {
    private static final Header JSON = new Header("content-type", "application/json");

    private UpstreamRequests() {}

    /**
     * A request, or null where the caller's own credential is wanted and there is none.
     *
     * @param digest what the provider's signer made of the body
     */
    static @Nullable UpstreamRequest of(Call call, Speech speech, Attempt attempt, List<Bytes> body, String digest) {
        ProviderAccess access = attempt.target().provider();
        Line asks = line(call, speech, attempt);
        List<Header> lines = passed(call, speech);
        lines.addAll(access.headers());
        added(lines, attempt.leg().terms().additions(), access.authHeader());
        AuthHeader own = speech.authorization();
        if (own != null) {
            lines.add(new Header(own.name(), own.value()));
        } else if (access.callersKey()) {
            String credential = call.callersCredential(access.authHeader());
            if (credential == null) {
                return null;
            }
            lines.add(new Header(access.authHeader(), credential));
        }
        String target = asks.target();
        Signer signer = access.signer();
        if (signer != null) {
            Signed signed = signer.sign(new Signable(
                    asks.method(), speech.origin(), target, Map.of("content-type", "application/json"), digest));
            signed.headers().forEach(line -> lines.add(new Header(line.name(), line.value())));
            target = signed.target();
        }
        return new UpstreamRequest(
                speech.origin(),
                asks.method(),
                target,
                lines,
                body,
                asks.stream(),
                clocks(access, attempt),
                attempt.reason() == Attempt.Reason.RECONNECT);
    }

    /** What the request line says. */
    private record Line(String method, String target, boolean stream) {}

    private static Line line(Call call, Speech speech, Attempt attempt) {
        String model = attempt.target().model();
        if (call.endpoint() instanceof Endpoint.StoredResponse stored) {
            Speech.Path path = Objects.requireNonNull(speech.paths().get(Operation.CHAT), "spoken to without a path");
            return new Line(stored.what().method(), stored(path.target(model, false), stored), stored.stream());
        }
        RequestFacts facts = Objects.requireNonNull(call.facts(), "an attempt without a request");
        String target = Objects.requireNonNull(speech.paths().get(facts.operation()), "spoken to without a path")
                .target(model, facts.stream());
        return new Line("POST", target, facts.stream());
    }

    /** The path of one response under that of all, whose own query stays. */
    private static String stored(String all, Endpoint.StoredResponse stored) {
        int mark = all.indexOf('?');
        String path = mark < 0 ? all : all.substring(0, mark);
        String query = mark < 0 ? "" : all.substring(mark + 1);
        String both = query + (query.isEmpty() || stored.query().isEmpty() ? "" : "&") + stored.query();
        return path + "/" + stored.id() + stored.what().suffix() + (both.isEmpty() ? "" : "?" + both);
    }

    /** The provider's clocks, but for what the route says of pauses. */
    private static Clocks clocks(ProviderAccess access, Attempt attempt) {
        Duration stall = attempt.leg().terms().stall();
        return stall == null ? access.clocks() : access.clocks().stalling(stall);
    }

    /** What the route adds; what it names, nobody else does, but for what callers say of their dialect. */
    private static void added(List<Header> lines, Additions added, String credential) {
        added.headers().forEach((name, value) -> {
            if (!name.equals(credential)) {
                lines.removeIf(line -> line.name().equals(name) && !name.endsWith("-beta"));
                lines.add(new Header(name, value.reveal()));
            }
        });
    }

    /** What passes of the caller's headers, and what the dialect cannot do without. */
    private static List<Header> passed(Call call, Speech speech) {
        List<Header> lines = new ArrayList<>(6);
        lines.add(JSON);
        HeaderRules rules = speech.dialect().headers();
        Headers came = call.head().headers();
        // Nothing else of a caller's headers ever reaches a provider, and these only one that speaks its dialect.
        if (speech.dialect().id().equals(call.endpoint().dialect().id())) {
            for (String name : rules.up()) {
                String value = came.first(name);
                if (value != null) {
                    lines.add(new Header(name, value));
                }
            }
        }
        rules.fixed().forEach((name, value) -> {
            if (lines.stream().noneMatch(line -> line.name().equals(name))) {
                lines.add(new Header(name, value));
            }
        });
        return lines;
    }

    /** The body with its edits. */
    static List<Bytes> parts(Bytes body, SendPlan plan) {
        if (plan.edits().isEmpty()) {
            return List.of(body);
        }
        List<Bytes> parts = new ArrayList<>(5);
        for (Part part : Splice.of(body.length(), plan.edits()).parts()) {
            parts.add(
                    switch (part) {
                        case Part.Window(int from, int to) -> body.slice(from, to);
                        case Part.Literal literal -> Bytes.of(literal.bytes());
                    });
        }
        return parts;
    }
}
