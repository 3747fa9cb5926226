package io.sluice.dialects.anthropic;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Splice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /v1/messages/count_tokens} asks and answers. Its body is that of a message without what only concerns
 * the answer, so {@link AnthropicMessages#read} and the codec read it as they read any other: no cap, no stream.
 */
public final class CountTokens {
    /** What a count does not take; it is refused there as unknown. */
    private static final Set<String> NOT_TAKEN = Set.of(
            "max_tokens",
            "stream",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "metadata",
            "service_tier",
            "container",
            "inference_geo",
            "anthropic_version",
            "anthropic_beta");

    private static final String INPUT_TOKENS = "input_tokens";

    private CountTokens() {}

    /**
     * What a count differs in by where it goes: a host that has the model in the path of a message has it in the body of a
     * count (Vertex, as Anthropic's own client sends it there), and there is no answer to cap.
     */
    static Sending sending(Sending message) {
        Set<String> flags = new HashSet<>(message.quirks().flags());
        flags.remove("model_in_path");
        return new Sending(message.model(), null, Quirks.of(flags), message.facts(), message.headers());
    }

    /** A request for a message, as the codec wrote it or as a caller sent it, as one for its count. */
    public static byte[] body(byte[] request) {
        return body(request, Set.of());
    }

    /** The same, with those members kept that the host wants in every body. */
    static byte[] body(byte[] request, Set<String> kept) {
        Bytes bytes = Bytes.of(request);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, Set.of(), Set.of());
        scanner.feed(bytes);
        if (scanner.end() != null || scanner.outline().kind() != Kind.OBJECT) {
            return request;
        }
        Set<String> gone = new HashSet<>(NOT_TAKEN);
        gone.removeAll(kept);
        List<Edit> cuts = new MemberCuts(scanner.outline(), bytes).without(gone);
        return Splice.of(request.length, cuts).applyTo(bytes);
    }

    /** How many tokens a provider's answer counts; null where it says none. The answer must have been scanned. */
    public static @Nullable Long read(Bytes answer) {
        String figure = Fields.of(new JsonReader(answer, 0)).raw(INPUT_TOKENS);
        long tokens = figure == null ? -1 : MessagesRequest.whole(figure);
        return tokens < 0 ? null : tokens;
    }

    /** The answer for a caller; a count that no provider made says so beside it. */
    public static byte[] answer(long tokens, boolean estimate) {
        JsonWriter json = new JsonWriter().beginObject().name(INPUT_TOKENS).number(tokens);
        if (estimate) {
            json.name("sluice").beginObject().name("estimate").bool(true).endObject();
        }
        return json.endObject().toBytes();
    }
}
