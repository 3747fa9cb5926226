package io.sluice.dialects.openai.responses;

import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Seal;

/** An item of an answer while it is written: it sends its events and says, once closed, all of itself. */
interface OutItem {
    /** More of its text, its refusal, its arguments. */
    void more(String text);

    /** Its proof. */
    void seal(Seal seal);

    /** A source of its text. */
    void cite(Citation citation);

    /** Its block is over; a message may go on with another part. */
    void blockOver();

    /** The item is over: its JSON. */
    String close(String status);
}
