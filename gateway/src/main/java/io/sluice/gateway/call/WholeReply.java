package io.sluice.gateway.call;

import io.sluice.dialects.AnswerRelay;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.call.wire.HeldBody;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * A whole JSON answer passed on: checked while it arrives, held up to 256 KB so that one that turns out wrong is told as
 * a failure, and from there on passed as it comes.
 */
final class WholeReply implements ReplyMode {
    private static final int HELD = 256 << 10;
    // A model's name is never longer; as long as one may still come, so much is kept back to splice it in.
    private static final int NAME = 1 << 10;

    private final Exchange exchange;
    private final AnswerRelay relay;
    private final boolean splicing;
    private final long declared;
    private final ArrayDeque<HeldBody> held = new ArrayDeque<>();
    private int heldBytes;
    private long written;
    private boolean spliced;
    private boolean passing;

    /**
     * @param splicing whether the answer's model is to be replaced
     * @param declared the provider's content-length, or -1
     */
    WholeReply(Exchange exchange, AnswerRelay relay, boolean splicing, long declared) {
        this.exchange = exchange;
        this.relay = relay;
        this.splicing = splicing;
        this.declared = declared;
    }

    @Override
    public void piece(Bytes piece) {
        RelayFault fault = exchange.scan(piece, relay::feed);
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
            return;
        }
        if (relay.contentSeen()) {
            exchange.contentSeen();
        }
        held.add(exchange.keep(piece));
        heldBytes += piece.length();
        if (heldBytes > HELD || passing) {
            pass();
        }
    }

    private void pass() {
        if (!passing) {
            passing = true;
            exchange.begin(false, splicing ? -1 : declared);
        }
        int keep = splicing && !spliced && relay.modelEdit() == null ? NAME : 0;
        while (!held.isEmpty() && heldBytes - held.peek().bytes().length() >= keep) {
            writeFirst();
        }
    }

    private void writeFirst() {
        HeldBody part = held.remove();
        try {
            Bytes bytes = part.bytes();
            int length = bytes.length();
            Edit edit = spliced ? null : relay.modelEdit();
            if (edit == null) {
                exchange.out().body(bytes);
            } else {
                splice(bytes, edit);
            }
            written += length;
            heldBytes -= length;
        } finally {
            part.release();
        }
    }

    // The edit may reach over several pieces: each gives what lies outside it, the first of them also the new name.
    private void splice(Bytes bytes, Edit edit) {
        int length = bytes.length();
        int start = clamp(edit.start() - written, length);
        int end = clamp(edit.end() - written, length);
        if (start > 0) {
            exchange.out().body(bytes.slice(0, start));
        }
        if (edit.start() >= written && edit.start() < written + length) {
            exchange.out().body(Bytes.of(edit.replacement()));
        }
        if (end < length) {
            exchange.out().body(bytes.slice(end, length));
        }
        spliced = edit.end() <= written + length;
    }

    private static int clamp(long offset, int length) {
        return (int) Math.max(0, Math.min(offset, length));
    }

    @Override
    public void readComplete() {
        if (passing) {
            exchange.out().flush();
        }
    }

    @Override
    public void end() {
        RelayFault fault = relay.end();
        if (fault != null) {
            exchange.failed(Faults.of(fault, exchange.target()));
            return;
        }
        exchange.named(relay);
        ErrorFacts error = relay.error();
        if (!passing && error != null && !exchange.told(error)) {
            return;
        }
        if (!passing) {
            Edit edit = relay.modelEdit();
            exchange.begin(false, heldBytes + growth(edit), exchange.priced());
        }
        while (!held.isEmpty()) {
            writeFirst();
        }
        exchange.finished();
    }

    private static int growth(@Nullable Edit edit) {
        return edit == null ? 0 : edit.replacement().length - (edit.end() - edit.start());
    }

    @Override
    public void broken(Failure failure) {
        exchange.failed(failure);
    }

    @Override
    public Seen seen() {
        return Seen.of(relay);
    }

    @Override
    public void drop() {
        held.forEach(HeldBody::release);
        held.clear();
    }
}
