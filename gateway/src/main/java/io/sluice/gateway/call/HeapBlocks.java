package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.call.wire.Loop;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows the network's bytes to a scanner as arrays. Every byte is looked at, and each look at the network's memory is
 * checked and costs several times one at an array: copying a block at a time costs far less than it saves
 * ({@code benchmarks micro}: the 100 KB prompt).
 */
final class HeapBlocks {
    private HeapBlocks() {}

    /** Feeds a piece block by block; stops at the first fault and gives it. */
    static <F> @Nullable F feed(Loop loop, Bytes piece, Function<Bytes, @Nullable F> scanner) {
        byte[] block = loop.scratch();
        int length = piece.length();
        for (int at = 0; at < length; at += block.length) {
            int size = Math.min(block.length, length - at);
            piece.copyTo(at, at + size, block, 0);
            F fault = scanner.apply(Bytes.of(block, 0, size));
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
