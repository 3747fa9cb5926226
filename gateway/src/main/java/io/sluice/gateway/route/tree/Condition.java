package io.sluice.gateway.route.tree;

/** Whether a case of a route holds for a call. Made when the configuration is loaded; free of I/O, safe for all threads. */
@FunctionalInterface
public interface Condition {
    /** Always true: a case without a condition. */
    Condition ALWAYS = facts -> true;

    /** Whether it looks at what is only known when the body is read whole. */
    default boolean readsContents() {
        return false;
    }

    /** How it is written, for whoever asks why it does not hold; empty where it is not. */
    default String words() {
        return "";
    }

    /** Whether it looks at how many calls a run has had. */
    default boolean countsCalls() {
        return false;
    }

    /** Whether it holds. */
    boolean holds(CallFacts facts);
}
