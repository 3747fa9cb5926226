package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Things made up from a seed, the same each time. */
public final class Seeded {
    private static final String[] SCRAPS = {
        "a", "Z", "0", " ", "\"", "\\", "/", "\n", "\t", "\u0001", "é", "ß", "日本", "𝄞", "😀", "\u2028", "usage",
        "error", "null", "{", "}", ":"
    };

    private final RandomGenerator chance;

    public Seeded(long seed) {
        chance = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    public int below(int bound) {
        return chance.nextInt(bound);
    }

    public boolean often() {
        return chance.nextInt(3) > 0;
    }

    /** Any text, awkward characters included. */
    public String text(int longest) {
        StringBuilder text = new StringBuilder();
        int scraps = below(longest + 1);
        for (int i = 0; i < scraps; i++) {
            text.append(often() ? String.valueOf((char) ('a' + below(26))) : SCRAPS[below(SCRAPS.length)]);
        }
        return text.toString();
    }

    /** A JSON value as text, with blanks and escapes strewn in. */
    public String json(int depth) {
        return switch (below(depth <= 0 ? 5 : 8)) {
            case 0 -> number();
            case 1 -> "true";
            case 2 -> "null";
            case 3, 4 -> string();
            case 5 -> array(depth);
            default -> object(depth);
        };
    }

    public String object(int depth) {
        List<String> members = new ArrayList<>();
        for (int i = below(5); i > 0; i--) {
            members.add(blank() + string() + blank() + ":" + blank() + json(depth - 1) + blank());
        }
        return "{" + String.join(",", members) + blank() + "}";
    }

    private String array(int depth) {
        List<String> elements = new ArrayList<>();
        for (int i = below(5); i > 0; i--) {
            elements.add(blank() + json(depth - 1) + blank());
        }
        return "[" + String.join(",", elements) + blank() + "]";
    }

    private String number() {
        String whole = (often() ? "" : "-") + (often() ? Integer.toString(below(100_000)) : "0");
        String fraction = often() ? "" : "." + below(1000);
        return whole + fraction + (often() ? "" : "eE".charAt(below(2)) + (often() ? "" : "-") + below(20));
    }

    private String string() {
        StringBuilder json = new StringBuilder("\"");
        text(below(30) == 0 ? 80 : 8).codePoints().forEach(c -> {
            if (c < ' ' || c == '"' || c == '\\' || (c < 0xFFFF && below(20) == 0)) {
                json.append(String.format("\\u%04X", c));
            } else {
                json.appendCodePoint(c);
            }
        });
        return json.append('"').toString();
    }

    private String blank() {
        return below(4) == 0 ? " \n\t\r".substring(below(4)) : "";
    }

    /** One to three bytes of a document changed, taken out, put in or doubled. */
    public byte[] damaged(byte[] document) {
        byte[] result = document;
        for (int i = below(3); i >= 0; i--) {
            int at = below(result.length + 1);
            int until = Math.min(result.length, at + below(3));
            byte[] strange = often()
                    ? "{}[],:\"\\0-.eEtnu".substring(below(15)).substring(0, 1).getBytes(StandardCharsets.UTF_8)
                    : new byte[] {(byte) below(256)};
            byte[] next = new byte[at + strange.length + result.length - until];
            System.arraycopy(result, 0, next, 0, at);
            System.arraycopy(strange, 0, next, at, strange.length);
            System.arraycopy(result, until, next, at + strange.length, result.length - until);
            result = next;
        }
        return result;
    }

    /** The bytes cut into pieces of any size, empty ones too. */
    public List<Bytes> pieces(byte[] whole) {
        int most = often() ? 7 : 400;
        List<Bytes> pieces = new ArrayList<>();
        int at = 0;
        while (at < whole.length) {
            int to = Math.min(whole.length, at + below(most + 1));
            pieces.add(Bytes.of(whole, at, to));
            at = to;
        }
        return pieces;
    }
}
