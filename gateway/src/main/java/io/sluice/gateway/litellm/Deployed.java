package io.sluice.gateway.litellm;

import io.sluice.dialects.Operation;
import io.sluice.gateway.call.Speech;
import io.sluice.gateway.call.Target;

/** A target in the words of a LiteLLM proxy. */
final class Deployed {
    private static final String CHAT = "/chat/completions";

    private Deployed() {}

    /** Its {@code api_base}: where its provider is, with what stands before the path of OpenAI's. */
    static String base(Target target) {
        Speech speech = target.provider().speeches().getFirst();
        String base = (speech.origin().secure() ? "https://" : "http://")
                + speech.origin().authority();
        Speech.Path path = speech.paths().get(Operation.CHAT);
        return path != null && path.whole().endsWith(CHAT)
                ? base + path.whole().substring(0, path.whole().length() - CHAT.length())
                : base;
    }
}
