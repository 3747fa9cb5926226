package io.sluice.dialects.bedrock.eventstream;

import io.sluice.dialects.RelayFault;
import io.sluice.dialects.json.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an event stream into messages, whatever pieces it arrives in, and checks each: lengths, both checksums, headers.
 *
 * <p>Messages that lie in one piece are handed over where they are; what a piece leaves unfinished is copied. What is
 * held grows with what has come, never with what a length promises. One stream, one thread.
 */
public final class MessageFramer {
    private final MessageVisitor visitor;
    private final Checksum checksum = new Checksum();
    private byte[] held = new byte[0];
    private int heldLength;
    private @Nullable RelayFault fault;

    /** A framer that tells that visitor. */
    public MessageFramer(MessageVisitor visitor) {
        this.visitor = visitor;
    }

    /** Takes the next piece; the fault where a message is wrong, and the same one ever after. */
    public @Nullable RelayFault feed(Bytes piece) {
        int n = piece.length();
        int at = 0;
        while (fault == null && heldLength > 0 && at < n) {
            at = join(piece, at, n);
        }
        while (fault == null && at < n) {
            int length = lengthAt(piece, at, n);
            if (fault == null && (length < 0 || length > n - at)) {
                hold(piece, at, n);
                at = n;
            } else if (fault == null) {
                hand(piece, null, at, at + length);
                at += length;
            }
        }
        return fault;
    }

    /** How many bytes are held of a message that is not whole. */
    public int partial() {
        return heldLength;
    }

    /** Joins what the held message lacks: first its prelude, then the rest; where the piece then goes on. */
    private int join(Bytes piece, int at, int n) {
        int known =
                heldLength < Message.PRELUDE ? Message.PRELUDE : lengthAt(Bytes.of(held, 0, heldLength), 0, heldLength);
        int taken = Math.min(n - at, known - heldLength);
        hold(piece, at, at + taken);
        Bytes source = Bytes.of(held, 0, heldLength);
        int length = lengthAt(source, 0, heldLength);
        if (fault == null && length == heldLength) {
            byte[] array = held;
            heldLength = 0;
            hand(source, array, 0, length);
        }
        return at + taken;
    }

    /** The length of the message that begins at {@code at}; -1 where its prelude is not whole, or is wrong. */
    private int lengthAt(Bytes bytes, int at, int n) {
        if (n - at < Message.PRELUDE) {
            return -1;
        }
        if (checksum.of(bytes, at, at + 8) != Checksum.number(bytes, at + 8)) {
            return wrong("The lengths of a stream message do not match their checksum");
        }
        long total = Checksum.number(bytes, at) & 0xFFFF_FFFFL;
        long headers = Checksum.number(bytes, at + 4) & 0xFFFF_FFFFL;
        long payload = total - headers - Message.FRAMING;
        if (payload < 0) {
            return wrong("A stream message of " + total + " bytes cannot have " + headers + " bytes of headers");
        }
        if (headers > Message.MOST_HEADERS || payload > Message.MOST_PAYLOAD) {
            fault = new RelayFault(
                    RelayFault.Cause.TOO_LARGE,
                    "A stream message has " + headers + " bytes of headers and " + payload + " of payload");
            return -1;
        }
        return (int) total;
    }

    private int wrong(String message) {
        fault = new RelayFault(RelayFault.Cause.MALFORMED, message);
        return -1;
    }

    private void hand(Bytes source, byte @Nullable [] array, int start, int end) {
        if (checksum.of(source, start, end - 4) != Checksum.number(source, end - 4)) {
            wrong("A stream message does not match its checksum");
            return;
        }
        Message message = MessageReader.read(source.slice(start, end));
        if (message == null) {
            wrong("The headers of a stream message cannot be read");
            return;
        }
        visitor.message(message, source, array, start, end);
    }

    private void hold(Bytes piece, int from, int to) {
        int more = to - from;
        if (heldLength + more > held.length) {
            held = Arrays.copyOf(held, Math.max(2 * held.length, Math.max(512, heldLength + more)));
        }
        piece.copyTo(from, to, held, heldLength);
        heldLength += more;
    }
}
