package io.sluice.dialects.embed;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * One vector as it was written; each form is made of the other without a bit of a 32-bit float lost.
 *
 * <p>Base64 holds 32-bit floats, the lowest byte first (OpenAI's reference).
 */
public sealed interface Vector {
    /** The vector as JSON text of an array of numbers; what is no number there (NaN, infinity) is {@code null}. */
    String numbers();

    /** The vector in base64. Numbers that no float is as large as become infinite, what is no number NaN. */
    String base64();

    /** As JSON text of an array, digits as the provider wrote them. */
    record Numbers(String numbers) implements Vector {
        @Override
        public String base64() {
            JsonReader json = new JsonReader(Bytes.of(numbers), 0);
            ByteBuffer floats = room(64);
            json.enter(Kind.ARRAY);
            while (json.more()) {
                if (floats.remaining() < Float.BYTES) {
                    floats = room(2 * floats.capacity()).put(floats.flip());
                }
                floats.putFloat(json.peek() == Kind.NUMBER ? number(json.raw()) : skipped(json));
            }
            byte[] bytes = new byte[floats.flip().remaining()];
            floats.get(bytes);
            return Base64.getEncoder().encodeToString(bytes);
        }

        private static float number(String written) {
            try {
                return Float.parseFloat(written);
            } catch (NumberFormatException notOne) {
                return Float.NaN;
            }
        }

        private static float skipped(JsonReader json) {
            json.skip();
            return Float.NaN;
        }

        private static ByteBuffer room(int bytes) {
            return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** In base64, as the provider wrote it. */
    record Floats(String base64) implements Vector {
        @Override
        public String numbers() {
            ByteBuffer floats =
                    ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
            StringBuilder json = new StringBuilder(3 * floats.capacity()).append('[');
            while (floats.remaining() >= Float.BYTES) {
                float number = floats.getFloat();
                json.append(json.length() == 1 ? "" : ",");
                if (Float.isFinite(number)) {
                    json.append(number);
                } else {
                    json.append("null");
                }
            }
            return json.append(']').toString();
        }

        /** A vector in base64; null where it is none, or no whole number of floats. */
        public static @Nullable Floats read(String base64) {
            try {
                return Base64.getDecoder().decode(base64).length % Float.BYTES == 0 ? new Floats(base64) : null;
            } catch (IllegalArgumentException notBase64) {
                return null;
            }
        }
    }

    /** The vector the reader stands before, passed over; null where it is none. */
    static @Nullable Vector read(JsonReader json) {
        return switch (json.peek()) {
            case ARRAY -> new Numbers(json.raw());
            case STRING -> Floats.read(json.string());
            default -> {
                json.skip();
                yield null;
            }
        };
    }
}
