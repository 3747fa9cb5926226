package io.sluice.gateway.route.run;

import io.sluice.gateway.call.wire.Headers;
import org.jspecify.annotations.Nullable;

/** Which run a call says it belongs to. */
public final class RunId {
    /** Longer ones are no ids. */
    private static final int MOST = 256;

    // W3C Trace Context: version, trace id, parent id and flags with hyphens between; all zeros are no trace.
    private static final int TRACE_FROM = 3;
    private static final int TRACE_TO = 35;
    private static final String NO_TRACE = "0".repeat(TRACE_TO - TRACE_FROM);

    private RunId() {}

    /** The id of {@code x-sluice-run-id}, else the trace of {@code traceparent}; null where a call has neither. */
    public static @Nullable String of(Headers headers) {
        String named = headers.first("x-sluice-run-id");
        if (named != null) {
            return named.isEmpty() || named.length() > MOST ? null : named;
        }
        String parent = headers.first("traceparent");
        if (parent == null || parent.length() < TRACE_TO + 1 || parent.charAt(TRACE_TO) != '-') {
            return null;
        }
        String trace = parent.substring(TRACE_FROM, TRACE_TO);
        return trace.equals(NO_TRACE) || trace.indexOf('-') >= 0 ? null : trace;
    }
}
