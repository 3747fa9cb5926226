package io.sluice.dialects.gemini;

import io.sluice.dialects.Observed;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.sse.EventFrames;
import io.sluice.dialects.sse.FrameOut;
import io.sluice.dialects.sse.Frames;
import org.jspecify.annotations.Nullable;

/** The frames of a stream in whichever form it comes: its first byte that is not blank tells. */
final class StreamFrames implements Frames {
    private final ResponseJudge judge = new ResponseJudge();
    private final FrameOut out;
    private @Nullable Frames form;

    StreamFrames(FrameOut out) {
        this.out = out;
    }

    @Override
    public @Nullable RelayFault feed(Bytes piece) {
        Frames known = form;
        if (known == null) {
            int first = 0;
            while (first < piece.length() && isBlank(piece.at(first))) {
                first++;
            }
            if (first == piece.length()) {
                out.pass(piece, null, 0, first);
                return null;
            }
            boolean json = piece.at(first) == '[' || piece.at(first) == '{';
            known = json ? new ArrayFrames(judge, out) : new EventFrames(judge, null, out);
            form = known;
        }
        return known.feed(piece);
    }

    /** Whether it is an array, not server-sent events. */
    boolean isArray() {
        return form instanceof ArrayFrames;
    }

    @Override
    public StreamEnd end(boolean proper) {
        return form == null ? StreamEnd.CUT : form.end(proper);
    }

    @Override
    public boolean over() {
        return form != null && form.over();
    }

    @Override
    public boolean overAndComplete() {
        return form != null && form.overAndComplete();
    }

    @Override
    public long events() {
        return form == null ? 0 : form.events();
    }

    @Override
    public long ignored() {
        return form == null ? 0 : form.ignored();
    }

    @Override
    public Observed observed() {
        return judge;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}
