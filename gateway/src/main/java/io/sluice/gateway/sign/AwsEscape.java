package io.sluice.gateway.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/** Paths and queries as AWS's signature has them. */
final class AwsEscape {
    private static final String FREE = "-._~";
    private static final String DIGITS = "0123456789ABCDEF";

    private AwsEscape() {}

    /** A path as it is sent: without {@code .}, {@code ..} and doubled slashes, and escaped once more. */
    static String path(String path) {
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/", -1)) {
            if (segment.equals("..")) {
                segments.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                segments.addLast(escaped(segment.getBytes(StandardCharsets.UTF_8)));
            }
        }
        String end = path.endsWith("/") && !segments.isEmpty() ? "/" : "";
        return "/" + String.join("/", segments) + end;
    }

    /** A query as it is sent: its parameters sorted, each escaped exactly once. */
    static String query(String query) {
        List<Pair> pairs = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.add(new Pair(escaped(plain(name)), escaped(plain(value))));
            }
        }
        return pairs.stream()
                .sorted(Comparator.comparing(Pair::name).thenComparing(Pair::value))
                .map(pair -> pair.name + "=" + pair.value)
                .collect(Collectors.joining("&"));
    }

    private record Pair(String name, String value) {}

    private static String escaped(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length + 16);
        for (byte b : bytes) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || FREE.indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 15));
            }
        }
        return out.toString();
    }

    private static byte[] plain(String escaped) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(escaped.length());
        byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toByteArray();
    }
}
