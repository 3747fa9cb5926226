package io.sluice.dialects.bedrock.eventstream;

import io.sluice.dialects.json.Bytes;
import java.util.zip.CRC32;

/** CRC-32 over windows of bytes, and the big-endian numbers that stand between them. One thread. */
final class Checksum {
    private final CRC32 crc = new CRC32();
    private final byte[] step = new byte[1_024];

    /** The checksum of {@code [from, to)}. */
    int of(Bytes bytes, int from, int to) {
        crc.reset();
        for (int at = from; at < to; at += step.length) {
            int until = Math.min(to, at + step.length);
            bytes.copyTo(at, until, step, 0);
            crc.update(step, 0, until - at);
        }
        return (int) crc.getValue();
    }

    /** The four bytes at {@code at} as a number; without sign where it is taken for a long. */
    static int number(Bytes bytes, int at) {
        return (bytes.at(at) & 0xFF) << 24
                | (bytes.at(at + 1) & 0xFF) << 16
                | (bytes.at(at + 2) & 0xFF) << 8
                | bytes.at(at + 3) & 0xFF;
    }
}
