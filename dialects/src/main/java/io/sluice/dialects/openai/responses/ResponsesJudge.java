package io.sluice.dialects.openai.responses;

import io.sluice.dialects.StateId;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Usage;
import io.sluice.dialects.sse.EventJudge;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Watches the events of one stream. It is over with the event that carries the finished response; an {@code error} event
 * alone does not end it, as {@code response.failed} follows.
 */
final class ResponsesJudge implements EventJudge {
    private static final byte[] TYPE = "type".getBytes(StandardCharsets.US_ASCII);

    private final Tally tally = new Tally();
    private final NamedStates states = new NamedStates();
    private boolean marked;
    private boolean ended;
    private @Nullable Span model;

    @Override
    public Verdict judge(String name, Bytes data) {
        model = null;
        if (data.length() == 0 || data.at(0) != '{') {
            marked = data.length() == 6 && data.utf8(0, 6).equals("[DONE]");
            return marked ? Verdict.LAST : Verdict.PASS;
        }
        String said = type(data);
        String type = said.isEmpty() ? name : said;
        return switch (type) {
            case "response.created", "response.queued", "response.in_progress" -> {
                Node response = Node.of(data).at("response");
                model = modelOf(response);
                states.response(response);
                yield Verdict.PASS;
            }
            case "response.output_item.done" -> {
                tally.content();
                states.item(Node.of(data).at("item"));
                yield Verdict.PASS;
            }
            case "response.completed", "response.incomplete", "response.failed", "response.done" -> {
                over(Node.of(data).at("response"));
                yield Verdict.LAST;
            }
            case "error" -> {
                tally.error(Faults.event(data));
                yield Verdict.PASS;
            }
            case "" -> untyped(data);
            default -> {
                if (type.endsWith(".delta") || type.endsWith(".done")) {
                    tally.content();
                }
                yield Verdict.PASS;
            }
        };
    }

    /** An error that is no event of this dialect: a proxy's. */
    private Verdict untyped(Bytes data) {
        Node error = Node.of(data).at("error");
        if (!error.is(Kind.NULL)) {
            tally.error(Faults.event(data));
            ended = true;
        }
        return Verdict.PASS;
    }

    private void over(Node response) {
        model = modelOf(response);
        states.response(response);
        tally.response(response);
        ended = true;
    }

    private static @Nullable Span modelOf(Node response) {
        Node model = response.at("model");
        return model.is(Kind.STRING) ? new Span(model.start(), model.end()) : null;
    }

    private static String type(Bytes data) {
        JsonReader json = new JsonReader(data, 0);
        json.enter(Kind.OBJECT);
        while (json.more()) {
            if (json.nameIs(TYPE)) {
                return json.stringOrEmpty();
            }
            json.skip();
        }
        return "";
    }

    @Override
    public @Nullable Span model() {
        return model;
    }

    @Override
    public boolean wholeWithoutMark() {
        return marked;
    }

    @Override
    public boolean endsWithError() {
        return ended;
    }

    @Override
    public @Nullable Usage usage() {
        return tally.usage();
    }

    @Override
    public boolean usageImplausible() {
        return tally.usageImplausible();
    }

    @Override
    public @Nullable String finishReason() {
        return tally.finishReason();
    }

    @Override
    public @Nullable ErrorFacts error() {
        return tally.error();
    }

    @Override
    public boolean contentSeen() {
        return tally.contentSeen();
    }

    @Override
    public List<StateId> states() {
        return states.all();
    }
}
