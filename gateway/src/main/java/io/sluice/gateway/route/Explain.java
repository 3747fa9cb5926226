package io.sluice.gateway.route;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.gateway.account.VirtualKey;
import io.sluice.gateway.admin.AdminRequest;
import io.sluice.gateway.admin.AdminRoute;
import io.sluice.gateway.admin.AdminRoutes;
import io.sluice.gateway.admin.Fields;
import io.sluice.gateway.admin.Permission;
import io.sluice.gateway.admin.Refused;
import io.sluice.gateway.call.CallerDialects;
import io.sluice.gateway.call.Endpoint;
import io.sluice.gateway.call.Failure;
import io.sluice.gateway.call.Reply;
import io.sluice.gateway.call.Rewriting;
import io.sluice.gateway.call.wire.Header;
import io.sluice.gateway.call.wire.Headers;
import io.sluice.gateway.config.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tells where a request would go and why, by the very code that plans calls, and calls nobody. */
public final class Explain implements AdminRoutes {
    /** Seeds are told as JSON numbers, of which not every reader keeps more. */
    private static final long SEEDS = 1L << 53;

    private final Supplier<Route> route;
    private final CallerDialects dialects;
    private final Function<String, @Nullable VirtualKey> keys;
    private final RandomGenerator chance;

    /**
     * Tells of these routes.
     *
     * @param route the stage of calls that come in now
     * @param keys the live key of a name, or of an id
     * @param chance draws seeds where none is given
     */
    public Explain(
            Supplier<Route> route,
            CallerDialects dialects,
            Function<String, @Nullable VirtualKey> keys,
            RandomGenerator chance) {
        this.route = route;
        this.dialects = dialects;
        this.keys = keys;
        this.chance = chance;
    }

    @Override
    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(
                "POST",
                "/admin/v1/route/explain",
                Permission.ROUTES_READ,
                "Where a request would go now, target by target, and why; nobody is called.",
                this::explain));
    }

    private Reply explain(AdminRequest request) {
        return Reply.json(200, answer(request.fields()));
    }

    /** The answer to a question, as JSON; throws {@link Refused} where the question is wrong. May wait. */
    public byte[] answer(Fields fields) {
        Rewriting.Done read = read(fields);
        Dialect dialect = dialect(fields.text("dialect"));
        VirtualKey key = key(fields.text("key"));
        Headers headers = headers(fields.texts("headers"));
        Long given = fields.number("seed", 0, SEEDS - 1);
        fields.done();
        long seed = given == null ? chance.nextLong(SEEDS) : given;
        Inquiry inquiry = new Inquiry(read.facts(), dialect, read.body(), headers, key);
        Explanation explained = route.get().explain(inquiry, new SplittableRandom(seed));
        return ExplainedJson.of(inquiry, seed, explained);
    }

    private Rewriting.Done read(Fields fields) {
        Dialect dialect = dialect(fields.text("dialect"));
        Operation operation = operation(fields.text("operation"));
        String model = fields.text("model");
        boolean stream = fields.flag("stream");
        String body = fields.object("request");
        if (body == null) {
            throw Refused.wrong("request", "\"request\" is missing: give the body of the request that would be sent");
        }
        boolean inPath =
                List.of(dialects.gemini().id(), dialects.bedrock().id()).contains(dialect.id());
        if (inPath && (model == null || model.isEmpty())) {
            throw Refused.wrong(
                    "model", "Requests of " + dialect.id() + " name their model in the path; give it as \"model\"");
        }
        Asking asking = inPath ? new Asking(operation, model, stream) : Asking.of(operation);
        String whole = inPath || model == null ? body : withModel(body, model);
        return switch (Rewriting.of(new Endpoint.Infer(asking, dialect), whole.getBytes(StandardCharsets.UTF_8))) {
            case Rewriting.Done done -> done;
            case Rewriting.Wrong(Failure failure) -> throw new Refused(inRequest(failure));
        };
    }

    private static Failure inRequest(Failure failure) {
        String param = failure.param() == null ? "request" : "request." + failure.param();
        return new Failure(failure.status(), failure.code(), failure.message(), param, failure.retryAfter());
    }

    private static String withModel(String body, String model) {
        JsonWriter json = new JsonWriter().beginObject();
        JsonReader reader = new JsonReader(Bytes.of(body), 0);
        reader.enter(Kind.OBJECT);
        while (reader.more()) {
            String name = reader.name();
            if (name.equals("model")) {
                reader.skip();
            } else {
                json.name(name).raw(reader.raw());
            }
        }
        return json.name("model").string(model).endObject().toString();
    }

    private Dialect dialect(@Nullable String id) {
        List<Dialect> known = List.of(
                dialects.openAiChat(),
                dialects.openAiResponses(),
                dialects.anthropic(),
                dialects.gemini(),
                dialects.bedrock());
        return id == null
                ? dialects.openAiChat()
                : known.stream()
                        .filter(dialect -> dialect.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> unknown("dialect", id, known.stream().map(Dialect::id)));
    }

    private static Operation operation(@Nullable String word) {
        return word == null
                ? Operation.CHAT
                : Stream.of(Operation.values())
                        .filter(operation -> word(operation).equals(word))
                        .findFirst()
                        .orElseThrow(() -> unknown(
                                "operation", word, Stream.of(Operation.values()).map(Explain::word)));
    }

    private static String word(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT);
    }

    private static Refused unknown(String param, String word, Stream<String> known) {
        return Refused.wrong(
                param, "There is no " + param + " \"" + word + "\"; " + Spelling.hint(word, known.toList()));
    }

    private @Nullable VirtualKey key(@Nullable String named) {
        if (named == null) {
            return null;
        }
        VirtualKey key = keys.apply(named);
        if (key == null) {
            throw Refused.wrong("key", "No key that works has the name or id \"" + named + "\"");
        }
        return key;
    }

    private static Headers headers(Map<String, String> lines) {
        List<Header> headers = new ArrayList<>();
        lines.forEach((name, value) -> headers.add(new Header(name.toLowerCase(Locale.ROOT), value)));
        return Headers.of(headers);
    }
}
