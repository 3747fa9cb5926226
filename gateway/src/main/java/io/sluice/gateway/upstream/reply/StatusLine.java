package io.sluice.gateway.upstream.reply;

/** The first line of an answer, {@code HTTP/1.1 200 OK}; the reason is not looked at. */
record StatusLine(int status, boolean http11) {
    private static final String VERSION = "HTTP/1.";

    static StatusLine parse(byte[] bytes, int from, int to) throws BadReply {
        if (to - from < 12 || !startsWithVersion(bytes, from) || bytes[from + 8] != ' ') {
            throw notHttp();
        }
        int minor = bytes[from + 7] - '0';
        int status = 0;
        for (int at = from + 9; at < from + 12; at++) {
            int digit = bytes[at] - '0';
            if (digit < 0 || digit > 9) {
                throw notHttp();
            }
            status = 10 * status + digit;
        }
        boolean reasonApart = to == from + 12 || bytes[from + 12] == ' ';
        if (!reasonApart || minor < 0 || minor > 1 || status < 100 || status > 599) {
            throw notHttp();
        }
        return new StatusLine(status, minor == 1);
    }

    private static boolean startsWithVersion(byte[] bytes, int from) {
        for (int i = 0; i < VERSION.length(); i++) {
            if (bytes[from + i] != VERSION.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static BadReply notHttp() {
        return BadReply.malformed("what came is no HTTP/1 answer: its first line is no status line");
    }
}
