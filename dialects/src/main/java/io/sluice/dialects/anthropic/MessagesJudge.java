package io.sluice.dialects.anthropic;

import io.sluice.dialects.Quirks;
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

/** Judges the events of one stream: {@code message_stop} is the end mark, {@code error} the provider's error. */
final class MessagesJudge implements EventJudge {
    private static final byte[] DELTA = "{\"type\":\"content_block_delta\"".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_TEXT = 2_000;

    private final Quirks quirks;
    private final UsageReading reading = new UsageReading();
    private long finalTokens = -1;
    private boolean takenBack;
    private @Nullable String stopReason;
    private @Nullable ErrorFacts error;
    private boolean contentSeen;
    private @Nullable Span model;
    private final NamedStates states = new NamedStates();

    MessagesJudge(Quirks quirks) {
        this.quirks = quirks;
    }

    /** Once content has been seen, a delta that says so first has nothing the judge wants. */
    @Override
    public boolean passesUnread(Bytes source, int from, int to) {
        if (!contentSeen || to - from < DELTA.length) {
            return false;
        }
        for (int i = 0; i < DELTA.length; i++) {
            if (source.at(from + i) != DELTA[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Verdict judge(String name, Bytes data) {
        model = null;
        if (data.length() == 0 || data.at(0) != '{') {
            if (name.equals("error")) {
                error = ErrorFacts.of(502, "upstream_error", data.utf8(0, Math.min(data.length(), LONGEST_TEXT)));
            }
            return Verdict.PASS;
        }
        Fields event = Fields.of(new JsonReader(data, 0));
        String type = event.text("type");
        switch (type.isEmpty() ? name : type) {
            case "message_start" -> start(event);
            case "content_block_start" -> begun(event);
            case "content_block_delta" -> contentSeen |= isContent(event.at("delta"));
            case "message_delta" -> delta(event);
            case "message_stop" -> {
                return Verdict.LAST;
            }
            case "error" -> error = MessagesErrors.of(new JsonReader(data, 0), 0);
            default -> {
                // Gateways in between report in their own shape.
                if (type.isEmpty() && event.at("error") != null) {
                    error = MessagesErrors.of(new JsonReader(data, 0), 0);
                }
            }
        }
        return Verdict.PASS;
    }

    private void start(Fields event) {
        JsonReader message = event.at("message", Kind.OBJECT);
        if (message == null) {
            return;
        }
        Fields fields = Fields.of(message);
        JsonReader name = fields.at("model", Kind.STRING);
        if (name != null) {
            int start = name.position();
            name.skip();
            model = new Span(start, name.offset());
        }
        JsonReader usage = fields.at("usage");
        if (usage != null) {
            reading.take(usage);
        }
        JsonReader content = fields.at("content", Kind.ARRAY);
        if (content != null && content.enter(Kind.ARRAY)) {
            contentSeen |= content.more();
        }
        stopped(fields);
    }

    private void begun(Fields event) {
        contentSeen |= isContent(event.at("content_block"));
        JsonReader block = event.at("content_block", Kind.OBJECT);
        JsonReader content = block == null ? null : Fields.of(block).at("content");
        if (content != null) {
            states.content(content);
        }
    }

    private void delta(Fields event) {
        JsonReader usage = event.at("usage");
        if (usage != null) {
            reading.take(usage);
            Usage now = reading.usage();
            long tokens = now == null ? -1 : now.totalInput() + now.totalOutput();
            takenBack |= now != null && tokens < finalTokens;
            finalTokens = Math.max(finalTokens, tokens);
        }
        JsonReader delta = event.at("delta", Kind.OBJECT);
        if (delta != null) {
            stopped(Fields.of(delta));
        }
    }

    private void stopped(Fields fields) {
        String word = fields.text("stop_reason");
        stopReason = word.isEmpty() ? stopReason : word;
        JsonReader container = fields.at("container", Kind.OBJECT);
        if (container != null) {
            states.container(container);
        }
    }

    @Override
    public List<StateId> states() {
        return states.all();
    }

    /** Whether a block, or a piece of one, says anything: a text in it, or a whole of its own (a call, a result). */
    private static boolean isContent(@Nullable JsonReader json) {
        if (json == null || !json.enter(Kind.OBJECT)) {
            return false;
        }
        boolean some = false;
        while (json.more()) {
            if (json.name().equals("type")) {
                String type = json.stringOrEmpty();
                some |= !type.equals("text") && !type.equals("thinking") && !type.endsWith("_delta");
            } else if (json.peek() == Kind.STRING) {
                some |= !json.string().isEmpty();
            } else {
                some |= json.peek() == Kind.OBJECT;
                json.skip();
            }
        }
        return some;
    }

    @Override
    public @Nullable Span model() {
        return model;
    }

    @Override
    public boolean wholeWithoutMark() {
        return stopReason != null && quirks.noEndMark();
    }

    @Override
    public @Nullable Usage usage() {
        return takenBack ? null : reading.usage();
    }

    @Override
    public boolean usageImplausible() {
        return takenBack || reading.implausible();
    }

    @Override
    public @Nullable String finishReason() {
        return stopReason;
    }

    @Override
    public @Nullable ErrorFacts error() {
        return error;
    }

    @Override
    public boolean contentSeen() {
        return contentSeen;
    }
}
