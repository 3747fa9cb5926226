package io.sluice.dialects.fuzz;

import java.util.Arrays;

/** All targets in one, as a fuzzer is slow to start: the first byte says which. */
public final class EveryFuzz {
    private EveryFuzz() {}

    /** Before the fuzzer's clock runs: what all begin from takes seconds to make where every branch is counted. */
    public static void fuzzerInitialize() {
        Tongue.ofCallers();
    }

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length > 0) {
            byte[] rest = Arrays.copyOfRange(data, 1, data.length);
            switch ((data[0] & 0xFF) % 8) {
                case 0 -> JsonFuzz.fuzzerTestOneInput(rest);
                case 1 -> SseFuzz.fuzzerTestOneInput(rest);
                case 2 -> EventStreamFuzz.fuzzerTestOneInput(rest);
                case 3, 4 -> RequestFuzz.fuzzerTestOneInput(rest);
                case 5 -> AnswerFuzz.fuzzerTestOneInput(rest);
                default -> StreamFuzz.fuzzerTestOneInput(rest);
            }
        }
    }
}
