package io.sluice.gateway.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.model.ErrorFacts;
import io.sluice.gateway.translation.Speaker;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Ending;
import io.sluice.simulator.Octets;
import io.sluice.simulator.Script;
import io.sluice.simulator.Step;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a stream breaks once its first content was sent: the right column of the table of upstream faults. */
enum Break {
    F6_STANDS_STILL("upstream_stalled", true),
    F7_CLOSED_BETWEEN_EVENTS("upstream_cut", true),
    F7_RESET_BETWEEN_EVENTS("upstream_cut", true),
    F7_CLOSED_WITHIN_AN_EVENT("upstream_cut", true),
    F7_NO_END_MARK("upstream_cut", true),
    F11_ERROR_EVENT(null, false),
    F20_ODD_CHUNK("upstream_malformed", false);

    /** Of the call in the record; null where the provider's own word stands there. */
    final @Nullable String code;

    /** Whether the provider may bill its attempt. */
    final boolean maybeBilled;

    Break(@Nullable String code, boolean maybeBilled) {
        this.code = code;
        this.maybeBilled = maybeBilled;
    }

    /** What a provider of that dialect does. */
    Script script(Speaker provider) {
        String begun = provider.untilContent();
        Answer stream = Script.sseRaw(Octets.of(begun + provider.events().substring(begun.length())));
        int length = Octets.of(begun).length();
        return switch (this) {
            case F6_STANDS_STILL -> Script.raw(HEAD + chunk(begun)).then(new Step.Stall());
            case F7_CLOSED_BETWEEN_EVENTS -> stream.cutBodyAfter(length, Ending.FIN);
            case F7_RESET_BETWEEN_EVENTS -> Script.raw(HEAD + chunk(begun)).then(new Step.Gap(LATER), new Step.Rst());
            case F7_CLOSED_WITHIN_AN_EVENT -> stream.cutBodyAfter(length + 12, Ending.FIN);
            case F7_NO_END_MARK -> Script.sseRaw(Octets.of(begun));
            // What comes with the first content in one go is not seen by anyone yet.
            case F11_ERROR_EVENT ->
                Script.raw(HEAD + chunk(begun))
                        .then(new Step.Gap(LATER), new Step.Send(Octets.of(chunk(error(provider)) + END)));
            case F20_ODD_CHUNK -> Script.raw(HEAD + chunk(begun) + "zz\r\n");
        };
    }

    private static String error(Speaker provider) {
        ErrorFacts error = ErrorFacts.of(503, "their_word", "Said by the provider.");
        return new String(provider.dialect().errorEvent(error, null), UTF_8);
    }

    private static final Duration LATER = Duration.ofMillis(300);
    private static final String END = "0\r\n\r\n";
    private static final String HEAD =
            "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n";

    private static String chunk(String text) {
        return Integer.toHexString(Octets.of(text).length()) + "\r\n" + text + "\r\n";
    }
}
