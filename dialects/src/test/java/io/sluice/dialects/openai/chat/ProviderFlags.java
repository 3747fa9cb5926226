package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Quirks;
import java.util.Map;
import java.util.Set;

/** The flags of the providers whose traffic was recorded, as far as a codec looks at them. */
final class ProviderFlags {
    private static final Map<String, Set<String>> FLAGS = Map.ofEntries(
            Map.entry("openai", Set.of("system_role=developer")),
            Map.entry("azure", Set.of("usage=include_usage")),
            Map.entry(
                    "deepseek",
                    Set.of(
                            "reasoning_in=reasoning_content",
                            "send_back_reasoning",
                            "reasoning_param=thinking.type,reasoning_effort")),
            Map.entry(
                    "zai",
                    Set.of(
                            "reasoning_in=reasoning_content",
                            "send_back_reasoning",
                            "reasoning_param=thinking.type,reasoning_effort")),
            Map.entry(
                    "openrouter",
                    Set.of(
                            "max_tokens_only",
                            "reasoning_in=reasoning,reasoning_details",
                            "send_back_reasoning",
                            "reasoning_param=reasoning",
                            "cache_marks=cache_control")),
            Map.entry("snowflake", Set.of("reasoning_param=reasoning.effort", "reasoning_in=reasoning_details")),
            Map.entry(
                    "mistral",
                    Set.of(
                            "max_tokens_only",
                            "no_stream_options",
                            "seed_param=random_seed",
                            "reasoning_in=content_list",
                            "send_back_reasoning",
                            "tool_choice_required=any",
                            "document_part=document_url")),
            Map.entry("cerebras", Set.of("reasoning_in=reasoning", "send_back_reasoning")),
            Map.entry("crusoe", Set.of("reasoning_in=reasoning", "send_back_reasoning")),
            Map.entry("ollama", Set.of("reasoning_in=reasoning", "send_back_reasoning")),
            Map.entry("doubleword", Set.of("reasoning_in=reasoning_content", "send_back_reasoning")),
            Map.entry("llamacpp", Set.of("reasoning_in=reasoning_content", "send_back_reasoning")),
            Map.entry("xai", Set.of("usage_add_reasoning")));

    private ProviderFlags() {}

    static Quirks of(String provider) {
        return Quirks.of(FLAGS.getOrDefault(provider, Set.of()));
    }
}
