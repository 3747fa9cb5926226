package io.sluice.dialects;

import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.ErrorFacts;

/** What came of reading a request as a conversation. */
public sealed interface Understanding {
    /** It can be translated. */
    record Understood(Conversation conversation) implements Understanding {}

    /** It cannot: a 400 that names the field. */
    record Refused(ErrorFacts error) implements Understanding {}
}
