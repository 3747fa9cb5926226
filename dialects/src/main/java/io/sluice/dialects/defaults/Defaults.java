package io.sluice.dialects.defaults;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Dialect;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Reading;
import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Merge;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.openai.chat.OpenAiChat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a request for where its caller set none, in OpenAI Chat's words. Other dialects get them in their own; what a
 * target does not take is left out, as nobody asked for it. Immutable, safe for all threads.
 *
 * <p>{@code temperature} and {@code top_p} are one setting: who set one of them gets no default of the other, as some
 * models refuse both.
 */
public final class Defaults {
    /** The settings there can be. What changes how many answers there are, or what is asked, is none. */
    public static final List<String> WORDS = List.of(
            "temperature",
            "top_p",
            "top_k",
            "max_tokens",
            "max_completion_tokens",
            "stop",
            "presence_penalty",
            "frequency_penalty",
            "seed",
            "logprobs",
            "top_logprobs",
            "reasoning_effort",
            "parallel_tool_calls",
            "response_format",
            "user",
            "metadata",
            "logit_bias",
            "prompt_cache_key",
            "service_tier",
            "verbosity");

    private static final Dialect WORDED = new OpenAiChat();

    /** Of those the canonical conversation does not know, which dialects have them under the same name. */
    private static final Map<String, List<String>> ALIKE = Map.of(
            "openai-chat",
            List.of("logit_bias", "prompt_cache_key", "service_tier", "verbosity"),
            "openai-responses",
            List.of("prompt_cache_key", "service_tier"));

    private final Map<String, String> words;
    private final Conversation settings;

    private Defaults(Map<String, String> words, Conversation settings) {
        this.words = words;
        this.settings = settings;
    }

    /** Of words with their values as JSON; those that {@link #wrong} objects to throw {@link IllegalArgumentException}. */
    public static Defaults of(Map<String, String> words) {
        return switch (read(words)) {
            case Understanding.Understood(Conversation settings) -> new Defaults(words, settings);
            case Understanding.Refused(ErrorFacts error) -> throw new IllegalArgumentException(error.message());
        };
    }

    /** What is wrong with that value of a word; null where nothing is. */
    public static @Nullable String wrong(String word, String json) {
        return read(Map.of(word, json)) instanceof Understanding.Refused(ErrorFacts error) ? error.message() : null;
    }

    private static Understanding read(Map<String, String> words) {
        JsonWriter json = new JsonWriter().beginObject().name("model").string("m");
        words.forEach((word, value) -> json.name(word).raw(value));
        json.name("messages").beginArray().endArray().endObject();
        return read(WORDED, Asking.of(Operation.CHAT), json.toBytes());
    }

    private static Understanding read(Dialect dialect, Asking asking, byte[] json) {
        Bytes body = Bytes.of(json);
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable());
        JsonFault fault = scanner.feed(body);
        if (fault != null || scanner.end() != null) {
            return new Understanding.Refused(ErrorFacts.of(400, "invalid_json", "It is no JSON."));
        }
        return switch (dialect.read(asking, scanner.outline(), body)) {
            case Reading.Understood(RequestFacts facts) -> dialect.codec().readRequest(facts, body);
            case Reading.Refused(ErrorFacts error) -> new Understanding.Refused(error);
        };
    }

    /** A conversation written for a target, with what its caller did not set. */
    public Outgoing written(Conversation said, Dialect dialect, Sending sending) {
        Filling filling = new Filling(said, settings);
        Outgoing written = dialect.codec().writeRequest(filling.filled(), sending);
        Map<String, String> alike = alike(dialect);
        byte[] body = alike.isEmpty() ? written.body() : Merge.absent(Bytes.of(written.body()), alike);
        return new Outgoing(
                body, written.losses().stream().filter(filling::ofTheCaller).toList(), written.unreached());
    }

    /** The caller's bytes for a target of the same dialect, with what they do not set; of an operation that has none, the same. */
    public byte[] into(Dialect dialect, Asking asking, RequestFacts facts, Bytes body, Sending sending) {
        return switch (facts.operation()) {
            case CHAT -> Merge.absent(body, missing(dialect, asking, SettingsOnly.of(facts, body), sending));
            case COMPLETE -> Merge.absent(body, Completions.of(words));
            case EMBED, COUNT -> body.toArray();
        };
    }

    /**
     * What a request would say besides if its caller had set the defaults: the difference between the caller's settings
     * alone written for this target, and those with the defaults.
     */
    private Map<String, String> missing(Dialect dialect, Asking asking, byte[] reduced, Sending sending) {
        if (!(read(dialect, asking, reduced) instanceof Understanding.Understood(Conversation said))) {
            // What the provider is going to refuse goes as it is.
            return Map.of();
        }
        Filling filling = new Filling(said.saying(dialect.id(), Map.of()), settings);
        Sending uncapped = new Sending(sending.model(), null, sending.quirks(), sending.facts(), sending.headers());
        byte[] before = dialect.codec().writeRequest(filling.said(), uncapped).body();
        byte[] after = dialect.codec().writeRequest(filling.filled(), uncapped).body();
        Map<String, String> missing = Difference.of(Bytes.of(before), Bytes.of(after));
        missing.putAll(alike(dialect));
        return missing;
    }

    private Map<String, String> alike(Dialect dialect) {
        Map<String, String> alike = new LinkedHashMap<>();
        for (String word : ALIKE.getOrDefault(dialect.id(), List.of())) {
            String json = words.get(word);
            if (json != null) {
                alike.put(word, json);
            }
        }
        return alike;
    }
}
