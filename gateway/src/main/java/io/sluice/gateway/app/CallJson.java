package io.sluice.gateway.app;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Usage;
import io.sluice.gateway.journal.AttemptRow;
import io.sluice.gateway.journal.CallRow;
import io.sluice.gateway.journal.Ending;
import io.sluice.gateway.journal.KeyRef;
import io.sluice.gateway.journal.Times;
import io.sluice.gateway.money.Money;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A recorded call as one line of JSON, {@code id} first. Times but {@code received} are microseconds after it, null
 * where something did not happen. Names, once released, are not changed: programs read them.
 */
final class CallJson {
    private final JsonWriter json = new JsonWriter();

    private CallJson() {}

    static String of(CallRow call) {
        return inert(new CallJson().line(call));
    }

    /** A caller chooses model names, so what could steer a terminal is escaped too; it stays the same JSON. */
    private static String inert(String line) {
        var text = new StringBuilder(line.length());
        line.codePoints().forEach(point -> {
            if (Printable.is(point)) {
                text.appendCodePoint(point);
            } else {
                for (char half : Character.toChars(point)) {
                    text.append("\\u").append(HexFormat.of().toHexDigits(half));
                }
            }
        });
        return text.toString();
    }

    private String line(CallRow call) {
        json.beginObject();
        text("id", call.id().toString());
        text("received", CallsCommand.received(call).toString());
        key(call.key());
        text("operation", call.asked().operation());
        text("dialect", call.asked().dialect());
        text("model", call.asked().model());
        json.name("stream").bool(call.asked().stream());
        text("served_by", call.served() == null ? null : call.served().toString());
        ending(call.ending());
        times(call.times());
        json.name("bytes_in").number(call.bytesIn());
        json.name("bytes_out").number(call.bytesOut());
        usage(call.usage());
        cost(call.cost());
        json.name("attempts").beginArray();
        call.attempts().forEach(this::attempt);
        json.endArray();
        json.name("attempts_omitted").number(call.attemptsOmitted());
        text("note", call.note());
        text("parent", call.parent() == null ? null : call.parent().toString());
        return json.endObject().toString();
    }

    private void key(@Nullable KeyRef key) {
        json.name("key");
        if (key == null) {
            json.nothing();
            return;
        }
        json.beginObject();
        text("id", key.id());
        text("name", key.name());
        text("team", key.team());
        json.endObject();
    }

    private void ending(Ending ending) {
        json.name("status").number(ending.status());
        text("error_class", ending.errorClass());
        text("error", ending.errorCode());
        text("finish_reason", ending.finishReason());
        json.name("caller_gone").bool(ending.callerGone());
    }

    private void times(Times times) {
        micros("sent_us", times.sent());
        micros("first_byte_us", times.firstByte());
        micros("first_token_us", times.firstToken());
        micros("done_us", times.done());
    }

    private void usage(@Nullable Usage usage) {
        json.name("usage");
        if (usage == null) {
            json.nothing();
            return;
        }
        json.beginObject();
        json.name("input").number(usage.input());
        json.name("cache_read").number(usage.cacheRead());
        json.name("cache_write_5m").number(usage.cacheWrite5m());
        json.name("cache_write_1h").number(usage.cacheWrite1h());
        json.name("output").number(usage.output());
        json.name("reasoning").number(usage.reasoning());
        json.name("audio_input").number(usage.audioIn());
        json.name("audio_output").number(usage.audioOut());
        json.name("image_input").number(usage.imageIn());
        json.name("image_output").number(usage.imageOut());
        json.endObject();
    }

    private void attempt(AttemptRow attempt) {
        json.beginObject();
        text("target", attempt.target().toString());
        text("reason", attempt.reason());
        json.name("status").number(attempt.status());
        text("error", attempt.errorCode());
        micros("sent_us", attempt.sent());
        micros("ended_us", attempt.ended());
        json.name("maybe_billed").bool(attempt.maybeBilled());
        text("why", attempt.why());
        usage(attempt.usage());
        cost(attempt.cost());
        json.name("drill").bool(attempt.drill());
        json.endObject();
    }

    private void text(String name, @Nullable String value) {
        json.name(name);
        if (value == null) {
            json.nothing();
        } else {
            json.string(value);
        }
    }

    /** Dollars as text, so that no reader rounds them. */
    private void cost(@Nullable Long pico) {
        text("cost_usd", pico == null ? null : Money.ofPico(pico).toString());
    }

    private void micros(String name, long value) {
        json.name(name);
        if (value == Times.NEVER) {
            json.nothing();
        } else {
            json.number(value);
        }
    }
}
