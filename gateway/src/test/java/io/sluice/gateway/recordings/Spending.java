package io.sluice.gateway.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * What a provider said it used, figured out from its last {@code usage}.
 *
 * @param input all of it, cached or not
 * @param output all of it, thinking included
 * @param said whether it said anything
 */
record Spending(boolean said, long input, long output, long cached, long thinking) {

    /** Of the events of a stream, or of an answer as its only event. */
    static Spending of(List<JsonNode> events, List<String> quirks) {
        JsonNode last = MissingNode.getInstance();
        for (JsonNode event : events) {
            last = event.path("usage").isObject() ? event.path("usage") : last;
            last = event.path("x_groq").path("usage").isObject()
                    ? event.path("x_groq").path("usage")
                    : last;
        }
        long total = last.path("total_tokens").asLong(0);
        long in = last.path("prompt_tokens").asLong(last.has("completion_tokens") ? 0 : total);
        long out = last.path("completion_tokens").asLong(0);
        long cached = cached(last);
        if (cached > in) {
            // Anthropic's way of counting, which Databricks passes on: the prompt leaves the cache out.
            in += cached + last.path("cache_creation_input_tokens").asLong(0);
        }
        long named = Math.max(
                last.path("reasoning_tokens").asLong(0),
                last.path("completion_tokens_details").path("reasoning_tokens").asLong(0));
        long unnamed = Math.max(0, total - in - out);
        if (!last.has("total_tokens") && quirks.contains("usage_add_reasoning")) {
            unnamed = named;
        }
        return new Spending(
                last.isObject() && (last.has("total_tokens") || last.has("prompt_tokens")),
                in,
                out + unnamed,
                cached,
                Math.clamp(named - unnamed, 0, out) + unnamed);
    }

    private static long cached(JsonNode usage) {
        long most = usage.path("prompt_tokens_details").path("cached_tokens").asLong(0);
        for (String name :
                List.of("prompt_cache_hit_tokens", "num_cached_tokens", "cached_tokens", "cache_read_input_tokens")) {
            most = Math.max(most, usage.path(name).asLong(0));
        }
        return most;
    }

    void check(@Nullable Usage recorded) {
        if (!said) {
            assertThat(recorded).isNull();
            return;
        }
        assertThat(recorded).isNotNull();
        assertThat(recorded.totalInput()).as("input").isEqualTo(input);
        assertThat(recorded.totalOutput()).as("output").isEqualTo(output);
        assertThat(recorded.cacheRead()).as("read from the cache").isEqualTo(cached);
        assertThat(recorded.reasoning()).as("thinking").isEqualTo(thinking);
    }
}
