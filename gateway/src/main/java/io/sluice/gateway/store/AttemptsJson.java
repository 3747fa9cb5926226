package io.sluice.gateway.store;

import io.sluice.dialects.model.Usage;
import io.sluice.gateway.journal.AttemptRow;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes attempts as the JSON array the store keeps. For one thread. */
final class AttemptsJson {
    private final StringBuilder out = new StringBuilder(256);

    /** An array of objects, {@code []} for none. */
    String write(List<AttemptRow> attempts) {
        if (attempts.isEmpty()) {
            return "[]";
        }
        out.setLength(0);
        char before = '[';
        for (AttemptRow attempt : attempts) {
            out.append(before);
            before = ',';
            text("{\"provider\":", attempt.target().provider());
            text(",\"model\":", attempt.target().model());
            text(",\"reason\":", attempt.reason());
            out.append(",\"status\":").append(attempt.status());
            text(",\"error\":", attempt.errorCode());
            out.append(",\"sent\":").append(attempt.sent());
            out.append(",\"ended\":").append(attempt.ended());
            out.append(",\"maybe_billed\":").append(attempt.maybeBilled());
            if (attempt.why() != null) {
                text(",\"why\":", attempt.why());
            }
            usage(attempt.usage());
            if (attempt.cost() != null) {
                out.append(",\"cost\":").append(attempt.cost());
            }
            // Left out where it is not: rows written before there were drills have no such member.
            out.append(attempt.drill() ? ",\"drill\":true}" : "}");
        }
        return out.append(']').toString();
    }

    /** The buckets in the order of {@link Usage}. */
    private void usage(@Nullable Usage usage) {
        if (usage != null) {
            out.append(",\"usage\":[").append(usage.input());
            for (long bucket : new long[] {
                usage.cacheRead(),
                usage.cacheWrite5m(),
                usage.cacheWrite1h(),
                usage.output(),
                usage.reasoning(),
                usage.audioIn(),
                usage.audioOut(),
                usage.imageIn(),
                usage.imageOut()
            }) {
                out.append(',').append(bucket);
            }
            out.append(']');
        }
    }

    private void text(String name, @Nullable String value) {
        out.append(name);
        if (value == null) {
            out.append("null");
            return;
        }
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20) {
                out.append("\\u").append(HexFormat.of().toHexDigits(c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
