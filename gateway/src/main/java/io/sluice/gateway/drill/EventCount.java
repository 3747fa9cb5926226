package io.sluice.gateway.drill;

import io.sluice.dialects.json.Bytes;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds where an answer is to break: behind so many of its events, or in its midst where it has none. For one loop. */
sealed interface EventCount {
    /** Not in what was fed so far. */
    int NOT_YET = -1;

    /** How many bytes of this piece still stand before the break; {@link #NOT_YET} where it is further on. */
    int feed(Bytes piece);

    /** For answers of that media type; {@code after} is a number of events. */
    static EventCount of(@Nullable String mediaType, int after) {
        String type = mediaType == null ? "" : mediaType.toLowerCase(Locale.ROOT);
        if (type.startsWith("text/event-stream")) {
            return new Sse(after);
        }
        if (type.startsWith("application/vnd.amazon.eventstream")) {
            return new Frames(after);
        }
        return type.startsWith("application/x-ndjson") ? new Lines(after) : new Midst();
    }

    /** An answer without events breaks in the midst of what comes of it at first. */
    final class Midst implements EventCount {
        @Override
        public int feed(Bytes piece) {
            return piece.length() / 2;
        }
    }

    /** An event a line. */
    final class Lines implements EventCount {
        private int left;

        Lines(int after) {
            left = after;
        }

        @Override
        public int feed(Bytes piece) {
            for (int i = 0; i < piece.length(); i++) {
                if (left == 0) {
                    return i;
                }
                left -= piece.at(i) == '\n' ? 1 : 0;
            }
            return left == 0 ? piece.length() : NOT_YET;
        }
    }

    /** Events that an empty line ends, the line ends being those of server-sent events: CR LF, LF or CR. */
    final class Sse implements EventCount {
        private int left;
        private boolean something;
        private boolean lineHasText;
        private boolean afterCr;

        Sse(int after) {
            left = after;
        }

        @Override
        public int feed(Bytes piece) {
            for (int i = 0; i < piece.length(); i++) {
                byte next = piece.at(i);
                boolean second = afterCr && next == '\n';
                afterCr = next == '\r';
                // The second half of a line end goes with the first.
                if (left == 0 && !second) {
                    return i;
                }
                if (!second) {
                    take(next);
                }
            }
            return left == 0 ? piece.length() : NOT_YET;
        }

        private void take(byte next) {
            if (next != '\n' && next != '\r') {
                lineHasText = true;
                something = true;
            } else if (lineHasText) {
                lineHasText = false;
            } else if (something) {
                something = false;
                left--;
            }
        }
    }

    /** Frames that begin with their whole length, four bytes, the highest first (AWS event streams). */
    final class Frames implements EventCount {
        private static final int HEAD = 4;
        private static final int LEAST = 16;

        private int left;
        private int headBytes;
        private long length;
        private long rest;

        Frames(int after) {
            left = after;
        }

        @Override
        public int feed(Bytes piece) {
            int i = 0;
            while (i < piece.length() && left > 0) {
                if (rest > 0) {
                    int taken = (int) Math.min(rest, piece.length() - (long) i);
                    rest -= taken;
                    i += taken;
                    left -= rest == 0 ? 1 : 0;
                } else {
                    length = (length << 8) | (piece.at(i++) & 0xff);
                    headBytes++;
                    if (headBytes == HEAD) {
                        rest = Math.max(LEAST, length) - HEAD;
                        headBytes = 0;
                        length = 0;
                    }
                }
            }
            return left == 0 ? i : NOT_YET;
        }
    }
}
