package io.sluice.dialects.bedrock;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code POST /model/{id}/count-tokens} asks and answers: a Converse request, less what only concerns the answer. */
public final class CountTokens {
    private static final List<String> COUNTED = List.of("messages", "system", ToolsReader.NAME, ModelFields.NAME);
    private static final String INPUT_TOKENS = "inputTokens";
    private static final String CONVERSE = "converse";

    /** The member of the body that holds what is counted. */
    static final String INPUT = "input";

    private CountTokens() {}

    /** A request to Converse, as the codec wrote it or as a caller sent it, as one for its count. */
    public static byte[] body(byte[] request) {
        Members members = Members.of(Bytes.of(request));
        JsonWriter json = new JsonWriter().beginObject().name(INPUT).beginObject();
        json.name(CONVERSE).beginObject();
        for (String name : COUNTED) {
            Bytes value = members.take(name);
            if (value != null) {
                json.name(name).raw(value);
            }
        }
        return json.endObject().endObject().endObject().toBytes();
    }

    /** The request to Converse that a caller wants counted; null where there is none. */
    static @Nullable Bytes request(Bytes body) {
        Bytes input = Members.of(body).take(INPUT, Kind.OBJECT);
        return input == null ? null : Members.of(input).take(CONVERSE, Kind.OBJECT);
    }

    /** How many tokens a provider's answer counts; null where it says none. The answer must have been scanned. */
    public static @Nullable Long read(Bytes answer) {
        Long tokens = Values.whole(Members.of(answer).take(INPUT_TOKENS));
        return tokens == null || tokens < 0 ? null : tokens;
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
