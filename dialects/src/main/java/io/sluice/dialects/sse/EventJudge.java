package io.sluice.dialects.sse;

import io.sluice.dialects.Observed;
import io.sluice.dialects.json.Bytes;
import org.jspecify.annotations.Nullable;

/** What one dialect makes of the events of its stream; all else of relaying is {@link EventFrames}'. */
public interface EventJudge extends Observed {
    /** What becomes of an event. */
    enum Verdict {
        /** It goes on. */
        PASS,
        /** It stays here. */
        WITHHOLD,
        /** It goes on and is the end mark: nothing after it matters. */
        LAST
    }

    /**
     * Whether the event whose only line of data is {@code [from, to)} goes on as it is, neither checked nor judged: asked
     * first, so that a stream of small pieces costs little. Its answer must be right from those bytes alone.
     */
    default boolean passesUnread(Bytes source, int from, int to) {
        return false;
    }

    /**
     * The next event. One that reports the provider's error makes {@link #error()} non-null, which ends the stream too
     * unless {@link #endsWithError()} says that more belongs to it.
     *
     * @param name the event's {@code event} field, empty where it has none
     * @param data its data, joined; where it begins with a brace it is JSON that was checked
     */
    Verdict judge(String name, Bytes data);

    /** Where in the data of the event judged last the model's name stands (quotes included), if it is to be replaced. */
    @Nullable
    Span model();

    /** Whether a stream that ended properly here, without an end mark, is whole. */
    boolean wholeWithoutMark();

    /** Whether nothing follows the event that made {@link #error()} non-null. */
    default boolean endsWithError() {
        return true;
    }

    /** A place in an event's data. */
    record Span(int start, int end) {}
}
