package io.sluice.dialects;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a provider differs from its dialect: an immutable set of the catalog's flags.
 *
 * <p>Flags nobody obeys yet are kept, not refused: the catalog may know more than the codecs.
 */
public final class Quirks {
    /** A provider without any. */
    public static final Quirks NONE = new Quirks(Set.of());

    private final Set<String> flags;

    private Quirks(Set<String> flags) {
        this.flags = flags;
    }

    /** The quirks the catalog's flags name, as written there ({@code no_stream_options}, {@code usage=always} ...). */
    public static Quirks of(Collection<String> flags) {
        return flags.isEmpty() ? NONE : new Quirks(Set.copyOf(flags));
    }

    /** {@code stream_options} is refused by the provider. */
    public boolean noStreamOptions() {
        return flags.contains("no_stream_options");
    }

    /** Usage comes in streams unasked. */
    public boolean usageAlways() {
        return flags.contains("usage=always");
    }

    /** {@code completion_tokens} leaves reasoning out. */
    public boolean usageAddsReasoning() {
        return flags.contains("usage_add_reasoning");
    }

    /** Streams end without {@code [DONE]} and without a finish reason: the body's proper end is all there is. */
    public boolean noEndMark() {
        return flags.contains("no_end_mark");
    }

    /** Only {@code max_tokens} is known, not {@code max_completion_tokens}. */
    public boolean maxTokensOnly() {
        return flags.contains("max_tokens_only") || flags.contains("max_tokens_required");
    }

    /** All of them, as the catalog writes them. */
    public Set<String> flags() {
        return flags;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Quirks that && flags.equals(that.flags);
    }

    @Override
    public int hashCode() {
        return flags.hashCode();
    }

    @Override
    public String toString() {
        return new TreeSet<>(flags).toString();
    }
}
