package io.sluice.gateway.litellm;

import io.sluice.gateway.catalog.Catalog;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model as LiteLLM names it, taken apart.
 *
 * @param slug LiteLLM's word for the provider: {@code together_ai}
 * @param entry the catalog's id of it
 * @param model the name that goes upstream
 * @param region where the name itself says so; null where it does not
 */
record Called(
        String slug, String entry, String model, @Nullable String region) {
    private static final Map<String, String> OTHERWISE = Map.ofEntries(
            Map.entry("anthropic_text", "anthropic"),
            Map.entry("azure", "azure-openai"),
            Map.entry("azure_text", "azure-openai"),
            Map.entry("bedrock_converse", "bedrock"),
            Map.entry("cohere_chat", "cohere"),
            Map.entry("custom_openai", "openai"),
            Map.entry("fal_ai", "fal"),
            Map.entry("featherless_ai", "featherless"),
            Map.entry("fireworks_ai", "fireworks"),
            Map.entry("gradient_ai", "digitalocean"),
            Map.entry("hosted_vllm", "vllm"),
            Map.entry("jina_ai", "jina"),
            Map.entry("lambda_ai", "lambda"),
            Map.entry("ollama_chat", "ollama"),
            Map.entry("oobabooga", "text-generation-webui"),
            Map.entry("openai_like", "openai"),
            Map.entry("palm", "gemini"),
            Map.entry("sap", "sap-ai-core"),
            Map.entry("snowflake", "snowflake-cortex"),
            Map.entry("text-completion-codestral", "codestral"),
            Map.entry("text-completion-openai", "openai"),
            Map.entry("together_ai", "together"),
            Map.entry("veniceai", "venice"),
            Map.entry("vertex_ai", "vertex"),
            Map.entry("vertex_ai_beta", "vertex"));

    /** Words before a model that say by which of a provider's APIs it is called; here the catalog knows that. */
    private static final Map<String, Pattern> APIS = Map.of(
            "bedrock", Pattern.compile("(converse|converse_like|invoke|anthropic|nova|llama|deepseek_r1)/"),
            "azure-openai", Pattern.compile("(responses|o_series|gpt5_series|chat)/"),
            "openai", Pattern.compile("(responses|chat)/"));

    private static final Pattern REGION = Pattern.compile("([a-z]{2}(-[a-z]+)+-\\d)/(.+)");
    private static final Pattern ON_BEDROCK = Pattern.compile(
            "((us|eu|apac|jp|au|ca|global|us-gov)\\.)?(anthropic|amazon|meta|mistral|cohere|ai21|deepseek|stability)\\..+");
    private static final Pattern OF_OPENAI =
            Pattern.compile("(ft:)?(gpt-|chatgpt-|o[1-9](-|$)|text-embedding-|text-davinci|"
                    + "davinci|babbage|omni-moderation|dall-e|whisper|tts-).*");

    /** Takes a name apart; null where it says no provider that is known here. */
    static @Nullable Called of(String name, @Nullable String provider, Catalog catalog) {
        if (provider != null) {
            String entry = entry(provider, catalog);
            String bare = name.startsWith(provider + "/") ? name.substring(provider.length() + 1) : name;
            return entry == null ? null : of(provider, entry, bare);
        }
        int slash = name.indexOf('/');
        String before = slash < 0 ? "" : name.substring(0, slash);
        String entry = slash < 0 ? null : entry(before, catalog);
        if (entry != null) {
            return of(before, entry, name.substring(slash + 1));
        }
        String guessed = guessed(name);
        return guessed == null ? null : of(guessed, guessed.replace("vertex_ai", "vertex"), name);
    }

    /** Names without a provider, as LiteLLM knows whose they are. */
    private static @Nullable String guessed(String name) {
        if (OF_OPENAI.matcher(name).matches()) {
            return "openai";
        }
        if (ON_BEDROCK.matcher(name).matches()) {
            return "bedrock";
        }
        if (name.startsWith("claude-")) {
            return "anthropic";
        }
        if (name.startsWith("gemini-")) {
            return "vertex_ai";
        }
        return name.startsWith("command") ? "cohere" : null;
    }

    private static Called of(String slug, String entry, String name) {
        String model = name;
        Pattern api = APIS.get(entry);
        if (api != null) {
            Matcher before = api.matcher(model);
            model = before.lookingAt() ? model.substring(before.end()) : model;
        }
        Matcher placed = REGION.matcher(model);
        if (entry.equals("bedrock") && placed.matches()) {
            return new Called(slug, entry, placed.group(3), placed.group(1));
        }
        return new Called(slug, entry, model, null);
    }

    private static @Nullable String entry(String slug, Catalog catalog) {
        String known = OTHERWISE.get(slug);
        if (known != null) {
            return known;
        }
        String dashed = slug.toLowerCase(Locale.ROOT).replace('_', '-');
        return catalog.find(dashed).isPresent() ? dashed : null;
    }
}
