package io.sluice.gateway.egress;

import io.sluice.gateway.call.Egress;
import io.sluice.gateway.call.Failure;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one HTTP/1.1 answer to its end, no more than its bounds allow. */
final class HttpAnswer {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int MOST_INTERIM = 5;
    private static final int STEP = 16 << 10;

    private final InputStream in;
    private final String host;
    private final Bounds bounds;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private int headLeft = LONGEST_HEAD;
    private @Nullable String type;
    private @Nullable String length;
    private @Nullable String transfer;

    /**
     * How much may come.
     *
     * @param bytes of this answer
     * @param sum takes room in what the whole call may fetch; null, or why there is none
     */
    record Bounds(int bytes, Egress.Room sum) {}

    /** What came: the content type as told, empty where it was not, and the body. */
    record Read(String contentType, byte[] body) {}

    HttpAnswer(InputStream in, String host, Bounds bounds) {
        this.in = new BufferedInputStream(in, STEP);
        this.host = host;
        this.bounds = bounds;
    }

    /** Reads it; anything but a whole 200 is told as why not. */
    Read read() throws IOException, Unfetchable {
        int status = head();
        for (int interim = 0; status < 200 && status != 101; interim++) {
            if (interim == MOST_INTERIM) {
                throw Unfetchable.notFetched(host + " goes on with interim answers");
            }
            status = head();
        }
        if (status >= 300 && status < 400) {
            throw Unfetchable.notAllowed(host + " redirects, and redirects are not followed; give the final address");
        }
        if (status != 200) {
            throw Unfetchable.notFetched(host + " answered with status " + status);
        }
        if (transfer != null) {
            chunks();
        } else if (length != null) {
            whole(number(length, 10));
        } else {
            rest();
        }
        return new Read(type == null ? "" : type, body.toByteArray());
    }

    private int head() throws IOException, Unfetchable {
        Matcher status = STATUS.matcher(line());
        if (!status.matches()) {
            throw Unfetchable.notFetched(host + " answered in no HTTP/1.1");
        }
        type = null;
        length = null;
        transfer = null;
        for (String line = line(); !line.isEmpty(); line = line()) {
            header(line);
        }
        return Integer.parseInt(status.group(1));
    }

    private void header(String line) throws Unfetchable {
        int colon = line.indexOf(':');
        if (colon <= 0) {
            throw Unfetchable.notFetched(host + " sent a header that is none");
        }
        String value = line.substring(colon + 1).strip();
        switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "content-type" -> type = value;
            case "content-length" -> {
                if (length != null && !length.equals(value)) {
                    throw Unfetchable.notFetched(host + " told two lengths");
                }
                length = value;
            }
            case "transfer-encoding" -> {
                if (transfer != null || !value.equalsIgnoreCase("chunked")) {
                    throw Unfetchable.notFetched(host + " used a transfer encoding that was not asked for");
                }
                transfer = value;
            }
            case "content-encoding" -> {
                if (!value.equalsIgnoreCase("identity")) {
                    throw Unfetchable.notFetched(host + " compressed what was asked for plain");
                }
            }
            default -> {}
        }
    }

    private String line() throws IOException, Unfetchable {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException();
            }
            if (--headLeft < 0) {
                throw Unfetchable.notFetched(host + " sent headers without end");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private int number(String text, int radix) throws Unfetchable {
        try {
            if (!text.isEmpty() && Character.digit(text.charAt(0), radix) >= 0) {
                long number = Long.parseLong(text, radix);
                if (number > bounds.bytes() - body.size()) {
                    throw tooLarge();
                }
                return (int) number;
            }
        } catch (NumberFormatException _) {
            // Told below.
        }
        throw Unfetchable.notFetched(host + " told a length that is no number");
    }

    private void chunks() throws IOException, Unfetchable {
        while (true) {
            headLeft = LONGEST_HEAD;
            String size = line();
            int semicolon = size.indexOf(';');
            int bytes = number((semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (bytes == 0) {
                return;
            }
            whole(bytes);
            if (!line().isEmpty()) {
                throw Unfetchable.notFetched(host + " sent a chunk that does not end");
            }
        }
    }

    private void whole(int bytes) throws IOException, Unfetchable {
        int left = bytes;
        while (left > 0) {
            byte[] piece = in.readNBytes(Math.min(left, STEP));
            if (piece.length == 0) {
                throw new EOFException();
            }
            keep(piece);
            left -= piece.length;
        }
    }

    private void rest() throws IOException, Unfetchable {
        for (byte[] piece = in.readNBytes(STEP); piece.length > 0; piece = in.readNBytes(STEP)) {
            keep(piece);
        }
    }

    private void keep(byte[] piece) throws Unfetchable {
        if (body.size() + piece.length > bounds.bytes()) {
            throw tooLarge();
        }
        Failure full = bounds.sum().take(piece.length);
        if (full != null) {
            throw Unfetchable.noRoom(full);
        }
        body.writeBytes(piece);
    }

    private Unfetchable tooLarge() {
        return Unfetchable.notFetched(
                "What " + host + " sends is larger than the " + (bounds.bytes() >> 20) + " MiB that are fetched");
    }
}
