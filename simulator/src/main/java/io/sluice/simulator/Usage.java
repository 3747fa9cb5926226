package io.sluice.simulator;

import tools.jackson.databind.node.ObjectNode;

/**
 * The tokens an answer claims. Any number is sent as it is, also one that cannot be true.
 *
 * @param prompt all input tokens, cached ones among them
 * @param completion all output tokens, reasoning among them
 * @param cached input tokens read from a cache
 * @param reasoning output tokens thought and not shown
 */
public record Usage(long prompt, long completion, long cached, long reasoning) {

    /** Nothing cached, no reasoning. */
    public static Usage of(long prompt, long completion) {
        return new Usage(prompt, completion, 0, 0);
    }

    ObjectNode json() {
        ObjectNode usage = Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", completion)
                .put("total_tokens", prompt + completion);
        usage.putObject("prompt_tokens_details").put("cached_tokens", cached);
        usage.putObject("completion_tokens_details").put("reasoning_tokens", reasoning);
        return usage;
    }
}
