package io.sluice.dialects.openai.chat;

import io.sluice.dialects.model.Block;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/**
 * An address as chat writes it: content inside a {@code data:} URI, or where the content is.
 *
 * @param mediaType empty where not said
 */
record DataUri(String mediaType, Block.Source source) {
    /** What that address says. */
    static DataUri read(String url) {
        int comma = url.regionMatches(true, 0, "data:", 0, 5) ? url.indexOf(',') : -1;
        if (comma < 0) {
            return new DataUri("", new Block.Source.Address(url));
        }
        String told = url.substring(5, comma);
        String type = told.contains(";") ? told.substring(0, told.indexOf(';')) : told;
        String content = url.substring(comma + 1);
        boolean encoded = told.toLowerCase(Locale.ROOT).endsWith(";base64");
        return new DataUri(type, new Block.Source.Inline(encoded ? content : base64(content)));
    }

    /** Content as an address. */
    static String write(String mediaType, String base64) {
        return "data:" + mediaType + ";base64," + base64;
    }

    private static String base64(String escaped) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] text = escaped.getBytes(StandardCharsets.UTF_8);
        int i = 0;
        while (i < text.length) {
            int high = text[i] == '%' && i + 2 < text.length ? Character.digit(text[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text[i + 2], 16);
            bytes.write(low < 0 ? text[i] : 16 * high + low);
            i += low < 0 ? 1 : 3;
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }
}
