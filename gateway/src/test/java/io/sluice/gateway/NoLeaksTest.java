package io.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import org.junit.jupiter.api.Test;

class NoLeaksTest {

    @Test
    void aForgottenBufferIsTold() throws Exception {
        forgetBuffer();

        assertThat(NoLeaks.reports()).singleElement().asString().contains("ByteBuf", "forgetBuffer");
    }

    @Test
    void aReleasedBufferIsNot() throws Exception {
        ByteBufAllocator.DEFAULT.directBuffer(16).release();

        assertThat(NoLeaks.reports()).isEmpty();
    }

    // In a frame of its own, so that no local variable of the test keeps it.
    private static void forgetBuffer() {
        ByteBufAllocator.DEFAULT.directBuffer(16).touch("forgetBuffer").writeByte(1);
    }
}
