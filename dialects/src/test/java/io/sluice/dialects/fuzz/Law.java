package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonFault;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the laws are told apart with: an error that says which one was broken, and on what. */
final class Law {
    private Law() {}

    static void same(String law, @Nullable Object expected, @Nullable Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(law + "\n  expected: " + expected + "\n    actual: " + actual);
        }
    }

    static void holds(String law, boolean held, byte[] about) {
        if (!held) {
            throw new AssertionError(law + ": " + new String(about, UTF_8));
        }
    }

    /** What is written is JSON. */
    static void isJson(String what, byte[] written) {
        JsonScanner scanner = new JsonScanner(JsonLimits.ANSWER, Set.of(), Set.of());
        scanner.feed(Bytes.of(written));
        JsonFault fault = scanner.end();
        if (fault != null) {
            throw new AssertionError(what + " is not JSON, " + fault + ": " + new String(written, UTF_8));
        }
    }
}
