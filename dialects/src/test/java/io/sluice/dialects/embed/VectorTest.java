package io.sluice.dialects.embed;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Seeded;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class VectorTest {
    private static String base64(float... floats) {
        ByteBuffer bytes = ByteBuffer.allocate(floats.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float number : floats) {
            bytes.putFloat(number);
        }
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    @Test
    void theLowestByteComesFirst() {
        assertThat(new Vector.Numbers("[1, -2.5]").base64()).isEqualTo("AACAPwAAIMA=");
        assertThat(new Vector.Floats("AACAPwAAIMA=").numbers()).isEqualTo("[1.0,-2.5]");
        assertThat(new Vector.Numbers("[]").base64()).isEmpty();
        assertThat(new Vector.Floats("").numbers()).isEqualTo("[]");
    }

    @Test
    void noBitOfAFloatIsLostOnTheWayThroughDecimals() {
        Seeded seeded = new Seeded(7);
        for (int round = 0; round < 200; round++) {
            float[] floats = new float[1 + seeded.below(100)];
            for (int i = 0; i < floats.length; i++) {
                float any = Float.intBitsToFloat((seeded.below(1 << 16) << 16) | seeded.below(1 << 16));
                floats[i] = Float.isFinite(any) ? any : 0.1f;
            }
            String written = base64(floats);
            String numbers = new Vector.Floats(written).numbers();
            assertThat(new Vector.Numbers(numbers).base64()).isEqualTo(written);
        }
    }

    @Test
    void digitsOfAProviderStayAsTheyAre() {
        assertThat(new Vector.Numbers("[0.10000000000000000001,1E-7]").numbers())
                .isEqualTo("[0.10000000000000000001,1E-7]");
    }

    @Test
    void whatIsNoNumberIsNoneInEitherForm() {
        assertThat(new Vector.Floats(base64(1, Float.NaN, Float.NEGATIVE_INFINITY)).numbers())
                .isEqualTo("[1.0,null,null]");
        assertThat(new Vector.Numbers("[null,\"x\",1e999]").base64())
                .isEqualTo(base64(Float.NaN, Float.NaN, Float.POSITIVE_INFINITY));
    }

    @Test
    void whatIsNotBase64OrNoWholeFloatsIsNoVector() {
        assertThat(Vector.Floats.read("????")).isNull();
        assertThat(Vector.Floats.read("AAAA")).isNull();
        assertThat(Vector.Floats.read("AACAPw==")).isNotNull();
    }
}
