package io.sluice.gateway.upstream.reply;

import java.util.zip.CRC32;

/** What stands around the deflated bytes of one gzip member (RFC 1952): a header to skip, a checksum to compare. */
final class GzipEnvelope {
    private static final int FIXED = 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final CRC32 checksum = new CRC32();
    private long length;
    private int flags;
    private int seen;
    private int extra;
    private int extraSeen;
    private int checkSeen;
    private long trailer;
    private int trailerSeen;

    /** Takes one byte of the header; true when it was the last. */
    boolean open(byte b) throws BadReply {
        if (seen < FIXED) {
            fixed(b & 0xff);
        } else if ((flags & EXTRA) != 0) {
            extra(b & 0xff);
        } else if ((flags & NAME) != 0) {
            flags &= b == 0 ? ~NAME : ~0;
        } else if ((flags & COMMENT) != 0) {
            flags &= b == 0 ? ~COMMENT : ~0;
        } else if ((flags & HEADER_CRC) != 0 && ++checkSeen == 2) {
            flags &= ~HEADER_CRC;
        }
        return seen == FIXED && flags == 0;
    }

    private void fixed(int b) throws BadReply {
        boolean wrong = seen == 0 && b != 0x1f || seen == 1 && b != 0x8b || seen == 2 && b != 8;
        if (seen == 3) {
            flags = b & (HEADER_CRC | EXTRA | NAME | COMMENT);
            wrong = b > 31;
        }
        if (wrong) {
            throw BadReply.encoding("the answer is said to be gzip and is not");
        }
        seen++;
    }

    /** The length comes first: low byte, high byte. */
    private void extra(int b) {
        extraSeen++;
        if (extraSeen <= 2) {
            extra |= b << 8 * (extraSeen - 1);
        }
        if (extraSeen >= 2 && extraSeen == 2 + extra) {
            flags &= ~EXTRA;
        }
    }

    /** Counts what was decoded. */
    void decoded(byte[] bytes, int count) {
        checksum.update(bytes, 0, count);
        length += count;
    }

    /** Takes one byte of the trailer; true when it was the last and the checksum holds. */
    boolean close(byte b) throws BadReply {
        trailer |= (b & 0xffL) << 8 * trailerSeen;
        if (++trailerSeen < Long.BYTES) {
            return false;
        }
        if (trailer != ((length & 0xffffffffL) << 32 | checksum.getValue())) {
            throw BadReply.encoding("the checksum of the compressed answer is wrong");
        }
        return true;
    }
}
