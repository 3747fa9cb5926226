package io.sluice.gateway.upstream.reply;

import io.netty.buffer.ByteBuf;
import io.sluice.dialects.json.Bytes;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Undoes gzip or deflate, which was not asked for but some servers apply all the same.
 *
 * <p>What it makes is bounded: {@value #MAX_RATIO} times what came in, once it is more than a mebibyte, and in sum.
 */
public final class ContentDecoder implements AutoCloseable {
    private static final int MAX_RATIO = 100;
    private static final int RATIO_FREE = 1024 * 1024;
    private static final int PIECE = 16 * 1024;

    private enum Phase {
        OPENING,
        INFLATING,
        CLOSING,
        CLOSED
    }

    private final @Nullable GzipEnvelope envelope;
    private final long maxBytes;
    private final byte[] out = new byte[PIECE];
    private Inflater inflater = new Inflater(true);
    private Phase phase = Phase.OPENING;
    private long taken;
    private long made;
    private boolean closed;

    private ContentDecoder(@Nullable GzipEnvelope envelope, long maxBytes) {
        this.envelope = envelope;
        this.maxBytes = maxBytes;
    }

    /** The decoder for a content-encoding header, or null where there is nothing to undo. */
    public static @Nullable ContentDecoder of(@Nullable String encoding, long maxBytes) throws BadReply {
        String name = encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT);
        return switch (name) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> new ContentDecoder(new GzipEnvelope(), maxBytes);
            case "deflate" -> new ContentDecoder(null, maxBytes);
            default ->
                throw BadReply.encoding("the answer is encoded in a way that was not asked for and is not known");
        };
    }

    /** Decodes a piece; each window told is valid until the consumer returns. */
    public void decode(ByteBuf in, int start, int length, Consumer<Bytes> to) throws BadReply {
        byte[] bytes = new byte[length];
        in.getBytes(start, bytes);
        taken += length;
        int at = 0;
        while (at < length) {
            switch (phase) {
                case OPENING -> at += open(bytes[at]);
                case INFLATING -> at = inflate(bytes, at, to);
                case CLOSING -> close(bytes[at++]);
                case CLOSED -> throw BadReply.encoding("bytes follow the end of the compressed answer");
            }
        }
    }

    /** How many bytes the look at this one used up. */
    private int open(byte b) throws BadReply {
        if (envelope != null) {
            phase = envelope.open(b) ? Phase.INFLATING : Phase.OPENING;
            return 1;
        }
        // "deflate" means zlib (RFC 9110, 8.4.1.2), yet some servers send it bare. A zlib header starts with method 8
        // and
        // a window of at most 7; a bare stream would start so only with a stored block padded with ones.
        boolean zlib = (b & 0x0f) == 8 && (b & 0xff) >> 4 <= 7;
        if (zlib) {
            inflater.end();
            inflater = new Inflater(false);
        }
        phase = Phase.INFLATING;
        return 0;
    }

    private int inflate(byte[] bytes, int at, Consumer<Bytes> to) throws BadReply {
        inflater.setInput(bytes, at, bytes.length - at);
        try {
            for (int length = inflater.inflate(out); length > 0; length = inflater.inflate(out)) {
                tell(length, to);
                if (closed) {
                    // Whoever listens gave up at what it was told.
                    return bytes.length;
                }
            }
        } catch (DataFormatException broken) {
            throw BadReply.encoding("the compressed answer does not decode");
        }
        if (inflater.needsDictionary()) {
            throw BadReply.encoding("the compressed answer needs a dictionary");
        }
        if (inflater.finished()) {
            phase = envelope == null ? Phase.CLOSED : Phase.CLOSING;
        }
        return bytes.length - inflater.getRemaining();
    }

    private void tell(int length, Consumer<Bytes> to) throws BadReply {
        made += length;
        if (made > maxBytes || made > RATIO_FREE && made > MAX_RATIO * taken) {
            throw BadReply.tooLarge("the compressed answer decodes to more than " + MAX_RATIO + " times its size, or to"
                    + " more than " + maxBytes + " bytes");
        }
        if (envelope != null) {
            envelope.decoded(out, length);
        }
        to.accept(Bytes.of(out).slice(0, length));
    }

    private void close(byte b) throws BadReply {
        if (envelope == null || envelope.close(b)) {
            phase = Phase.CLOSED;
        }
    }

    /** The body is over: throws where the compressed answer is not. */
    public void end() throws BadReply {
        if (taken > 0 && phase != Phase.CLOSED) {
            throw BadReply.encoding("the compressed answer ends in its midst");
        }
    }

    /** Gives the native memory back. */
    @Override
    public void close() {
        closed = true;
        inflater.end();
    }
}
