package io.sluice.gateway.route.tree;

import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a route may look at of a call.
 *
 * @param model as asked
 * @param operation {@code chat}, {@code embed}, ...
 * @param stream whether a stream is asked for
 * @param tokens about how many tokens the request has, estimated from its bytes; never a bound
 * @param cap the output cap in tokens; null where the request has none
 * @param run the agent run; null where it is none
 * @param runCalls how many calls the run had before this one; 0 where it is none
 * @param key the virtual key's name; null where none was asked for
 * @param allowed whether the key may call a model of that public name
 * @param prefix a hash of how the prompt begins
 * @param reading reads what the body says; asked once a look needs it, and again gives the same
 */
public record CallFacts(
        String model,
        String operation,
        boolean stream,
        long tokens,
        @Nullable Long cap,
        @Nullable String run,
        long runCalls,
        @Nullable String key,
        Predicate<String> allowed,
        long prefix,
        Supplier<Contents> reading) {

    /** What the body says. */
    public Contents contents() {
        return reading.get();
    }

    /**
     * What is only known when the body is read whole.
     *
     * @param turns how many messages it has
     * @param tools how many tools it offers
     * @param images how many images it holds
     * @param lastText the text of its last turn
     * @param user the end user it names; null where it names none
     * @param metadata it carries, texts only
     */
    public record Contents(
            int turns,
            int tools,
            int images,
            String lastText,
            @Nullable String user,
            Map<String, String> metadata) {
        /** Nothing was read. */
        public static final Contents NONE = new Contents(0, 0, 0, "", null, Map.of());

        /** Keeps a copy. */
        public Contents {
            metadata = Map.copyOf(metadata);
        }
    }
}
