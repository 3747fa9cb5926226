package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.Asking;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Outgoing;
import io.sluice.dialects.Reading;
import io.sluice.dialects.Sending;
import io.sluice.dialects.Understanding;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.json.Splice;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;
import org.jspecify.annotations.Nullable;

/**
 * A request of any dialect is refused in that dialect's words, or can be sent as it is with its edits, and written in
 * every other; what is written for a dialect callers speak is a request of it.
 */
public final class RequestFuzz {
    private RequestFuzz() {}

    /** Makes what all begin from, before the fuzzer's clock runs. */
    public static void fuzzerInitialize() {
        Tongue.ofCallers();
    }

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        Tongue from = choices.of(Tongue.ofCallers());
        Tongue to = choices.of(Tongue.ofCallers());
        Sending sending = choices.of(to.targets());
        byte[] body = choices.below(8) == 0
                ? choices.rest()
                : Mutant.of(choices.of(from.requests()), from.requests(), choices);
        Conversation conversation = read(from, body, "m");
        if (conversation == null) {
            return;
        }
        Outgoing outgoing = to.dialect.codec().writeRequest(conversation, sending);
        Law.isJson(to + " written of " + from, outgoing.body());
        if (read(to, outgoing.body(), sending.model()) == null) {
            throw new AssertionError(to + " refuses what was written for it of " + from + ": "
                    + new String(outgoing.body(), UTF_8) + "\n  of: " + new String(body, UTF_8));
        }
        for (Tongue provider : Tongue.values()) {
            if (!provider.isForCallers()) {
                Sending there = choices.of(provider.targets());
                Law.isJson(
                        provider + " written of " + from,
                        provider.dialect
                                .codec()
                                .writeRequest(conversation, there)
                                .body());
            }
        }
    }

    private static @Nullable Conversation read(Tongue tongue, byte[] body, String model) {
        JsonScanner scanner =
                new JsonScanner(JsonLimits.REQUEST, tongue.dialect.outlined(), tongue.dialect.unrepeatable());
        Bytes bytes = Bytes.of(body);
        scanner.feed(bytes);
        if (scanner.end() != null) {
            return null;
        }
        Asking asking = tongue.isNamedByPath()
                ? new Asking(Operation.CHAT, model, body.length % 2 == 0)
                : Asking.of(Operation.CHAT);
        return switch (tongue.dialect.read(asking, scanner.outline(), bytes)) {
            case Reading.Refused(ErrorFacts error) -> refused(tongue, error);
            case Reading.Understood(var facts) -> {
                Sending usual = tongue.targets().getFirst();
                Sending capped = new Sending("another", 77L, usual.quirks(), usual.facts());
                var edits = tongue.dialect.edits(facts, capped, bytes).edits();
                Law.isJson("edited for " + tongue, Splice.of(body.length, edits).applyTo(bytes));
                yield switch (tongue.dialect.codec().readRequest(facts, bytes)) {
                    case Understanding.Understood(Conversation conversation) -> conversation;
                    case Understanding.Refused(ErrorFacts error) -> refused(tongue, error);
                };
            }
        };
    }

    private static @Nullable Conversation refused(Tongue tongue, ErrorFacts error) {
        if (error.message().isEmpty() || error.status() < 400 || error.status() > 499) {
            throw new AssertionError(tongue + " refuses without a reason: " + error);
        }
        Law.isJson("an error of " + tongue, tongue.dialect.errorBody(error, "call-1"));
        return null;
    }
}
