package io.sluice.dialects.bedrock;

import io.sluice.dialects.bedrock.eventstream.Message;
import io.sluice.dialects.model.ErrorFacts;

/** Errors inside event streams, for every operation of Bedrock that streams. */
public final class StreamErrors {
    private StreamErrors() {}

    /** What a message says that is no event. */
    public static ErrorFacts read(Message message) {
        return ConverseErrors.read(message);
    }
}
