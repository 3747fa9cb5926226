package io.sluice.dialects.openai.responses;

import io.sluice.dialects.EventWriter;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Usage;
import org.jspecify.annotations.Nullable;

/** Writes a stream back as it came; what changes in it is not carried on to later events yet. */
final class ResponsesEventWriter implements EventWriter {
    @Override
    public byte[] write(Chunk chunk) {
        return ResponseText.whole(chunk);
    }

    @Override
    public byte[] text(int choice, String text) {
        return new byte[0];
    }

    @Override
    public byte[] end() {
        return new byte[0];
    }

    @Override
    public byte[] finish(FinishReason reason, @Nullable Usage usage, @Nullable String code) {
        return new byte[0];
    }
}
