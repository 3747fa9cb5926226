package io.sluice.gateway.route.written;

import io.sluice.gateway.config.Doc;
import io.sluice.gateway.config.HeaderText;
import io.sluice.gateway.config.JsonText;
import io.sluice.gateway.config.Later;
import io.sluice.gateway.config.Written;
import io.sluice.gateway.route.tree.Patience;
import io.sluice.gateway.route.tree.RouteNode.StickyBy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A route as the file has it: one of the keys that say where to go, and options beside it. */
@Later({"keep", "price", "discount", "limits"})
public record RouteSettings(
        @Doc(
                "One target, `provider/model`, or another public name. A `*` takes what the `*` of the public name stood for.")
        @Nullable
        String use,

        @Doc("Routes in order: the next one when the one before fails.")
        List<RouteSettings> first,

        @Doc("Routes by chance and weight, `{ openai/gpt-5: 90, gpu-box/llama-4: 10 }`; a list of `{ weight: 90, ... }`"
                + " where a part is a route itself. The others follow when one fails; weight 0 is a fallback only.")
        @Nullable
        SplitSettings split,

        @Doc("Routes, the one with the least time to the first token first, as measured.")
        List<RouteSettings> fastest,

        @Doc("Routes, the one with the fewest calls in flight first.")
        List<RouteSettings> leastBusy,

        @Doc("Routes, the one with the lowest catalog price for the call's tokens first.")
        List<RouteSettings> cheapest,

        @Doc(
                "Cases, the first that holds counts: `- { if: \"request.tokens > 100000\", use: big }`, the last without `if`.")
        List<CaseSettings> when,

        @Doc(
                "Routes of which the next is asked too when the one before has no content `after` a while; the first that has"
                        + " some answers, and the other is given up.")
        List<RouteSettings> hedge,

        @Doc(
                "When the next of a `hedge` is asked: a duration, or `p95` (any `p1` to `p99`) of the first one's usual time to"
                        + " the first token; where that is not known yet nothing is. Without it `p95`.")
        @Nullable
        Patience after,

        @Doc(
                "Another target that gets a copy of the calls, for nobody to wait for: its answer is compared with the caller's, in"
                        + " a row of its own.")
        @Nullable
        MirrorSettings mirror,

        @Doc("Keeps to one choice for the same `run`, `user`, or `prefix` of the prompt.") @Nullable
        StickyBy sticky,

        @Doc(
                "How long all attempts below this node may take together until an answer begins; one that is no stream, until it is"
                        + " there.")
        @Nullable
        Duration timeout,

        @Doc("How long an attempt may take to its first content.") @Nullable
        Duration firstToken,

        @Doc("How long an answer may pause.") @Nullable Duration stall,

        @Doc("How often the same target is tried again at most, within the retry budget of its provider.") @Nullable
        Integer retries,

        @Doc(
                "What follows a failure, by its class: a list of those that move on to the next target, or a map of class to"
                        + " `next`, `stop` or another route. Classes: `connect`, `tls`, `timeout`, `stall`, `rate-limit`, `quota`,"
                        + " `auth`, `overloaded`, `server`, `malformed`, `not-found`, `context-too-long`,"
                        + " `content-policy`, `bad-request`.")
        @Nullable
        OnSettings on,

        @Doc(
                "With `true`, another target goes on with a stream that breaks after text, where text is all the caller has of"
                        + " it; tool calls are withheld until their stream has ended well.")
        @Written("continue")
        @Nullable
        Boolean goesOn,

        @Doc("Settings of requests for where the caller sets none, in OpenAI Chat's words (`temperature`, `max_tokens`,"
                + " `reasoning_effort` ...); other dialects get them in their own.")
        Map<String, JsonText> defaults,

        @Doc("Members put into the body of the provider's request, whatever the caller sent; objects into objects.")
        Map<String, JsonText> body,

        @Doc("Lines added to the head of the provider's request.")
        Map<String, HeaderText> headers) {

    /** Which of the keys that say where to go are there. */
    List<String> ways() {
        Map<String, Boolean> ways = new java.util.LinkedHashMap<>();
        ways.put("use", use != null);
        ways.put("first", !first.isEmpty());
        ways.put("split", split != null);
        ways.put("fastest", !fastest.isEmpty());
        ways.put("least-busy", !leastBusy.isEmpty());
        ways.put("cheapest", !cheapest.isEmpty());
        ways.put("when", !when.isEmpty());
        ways.put("hedge", !hedge.isEmpty());
        ways.values().removeIf(there -> !there);
        return List.copyOf(ways.keySet());
    }

    /** One target or public name, and nothing beside it. */
    public static RouteSettings to(String name) {
        return new RouteSettings(
                name, List.of(), null, List.of(), List.of(), List.of(), List.of(), List.of(), null, null, null, null,
                null, null, null, null, null, Map.of(), Map.of(), Map.of());
    }
}
