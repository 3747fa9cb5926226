package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Asked;
import io.sluice.dialects.StreamWriter;
import io.sluice.dialects.model.Event;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Writes a stream of this dialect from events of any other. */
final class ResponseStreamWriter implements StreamWriter {
    private final Wire wire = new Wire();
    private final ResponseBuilder response;
    private byte @Nullable [] whole;

    ResponseStreamWriter(Asked asked) {
        response = new ResponseBuilder(asked, wire);
    }

    @Override
    public byte[] write(Event event) {
        response.take(event);
        return wire.taken();
    }

    @Override
    public byte[] end(@Nullable String code) {
        if (!response.isBroken()) {
            whole = response.end(code).getBytes(StandardCharsets.UTF_8);
        }
        return wire.taken();
    }

    @Override
    public byte @Nullable [] whole() {
        return whole;
    }
}
