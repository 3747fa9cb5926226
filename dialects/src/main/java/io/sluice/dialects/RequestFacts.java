package io.sluice.dialects;

import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway must know of a request; everything else in it stays bytes.
 *
 * @param model the name the caller asked for
 * @param stream whether the answer is to be streamed
 * @param cap the output cap, if the request has one
 * @param choices how many alternatives will be answered ({@code n}, times the prompts of a legacy completion), at least 1
 * @param usageAsked whether the caller itself asked for usage in the stream
 * @param outline of the request's top level and of {@code stream_options}
 */
public record RequestFacts(
        Operation operation,
        String model,
        boolean stream,
        @Nullable OutputCap cap,
        int choices,
        boolean usageAsked,
        Outline outline) {
    /** Where the model's name stands in the request (the JSON string, quotes included). */
    public Member modelSpan() {
        return Objects.requireNonNull(outline.member("model"), "facts are only made of a request that names a model");
    }
}
