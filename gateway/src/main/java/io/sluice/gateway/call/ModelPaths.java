package io.sluice.gateway.call;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Takes the model's name out of paths that hold it (Gemini, Bedrock). */
final class ModelPaths {
    private static final int HEX = 16;

    private ModelPaths() {}

    /**
     * What stands between prefix and suffix, percent-decoded; null where the path does not begin and end so, holds
     * nothing between, or is encoded wrongly. Slashes may stand there as they are: {@code provider/model}.
     */
    static @Nullable String between(String path, String prefix, String suffix) {
        if (!path.startsWith(prefix) || !path.endsWith(suffix) || path.length() <= prefix.length() + suffix.length()) {
            return null;
        }
        return decoded(path.substring(prefix.length(), path.length() - suffix.length()));
    }

    private static @Nullable String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        byte[] bytes = new byte[text.length()];
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                bytes[length++] = (byte) c;
                continue;
            }
            int high = i + 2 < text.length() ? Character.digit(text.charAt(i + 1), HEX) : -1;
            int low = i + 2 < text.length() ? Character.digit(text.charAt(i + 2), HEX) : -1;
            if (high < 0 || low < 0) {
                return null;
            }
            bytes[length++] = (byte) (high * HEX + low);
            i += 2;
        }
        return utf8(bytes, length);
    }

    private static @Nullable String utf8(byte[] bytes, int length) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException notText) {
            return null;
        }
    }
}
