package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Outline;
import java.util.List;
import java.util.Map;

/**
 * How a dialect takes up an answer that was kept: its requests name an earlier answer instead of repeating what led to
 * it. Who keeps answers for providers that do not needs these words of it.
 */
public interface Continuing {

    /** One round: what was asked, as it stood in the request, and the whole answer. */
    record Round(Bytes input, Bytes answer) {}

    /** What a request asks, as it stands in it; empty where it asks nothing. */
    Bytes input(Outline outline, Bytes body);

    /** Whether the caller lets its answer be kept. */
    boolean mayBeKept(Outline outline);

    /**
     * The request with those rounds before what it asks, oldest first, and without the id they were named by.
     *
     * @param items what references to items stand for, by their ids; others stay as they are
     */
    byte[] after(List<Round> rounds, Map<String, String> items, Outline outline, Bytes body);

    /** The items of an answer by their ids. */
    Map<String, String> items(Bytes answer);

    /** What was asked for an answer, each item with an id made of the answer's. */
    List<String> asked(Round round, String answerId);

    /** The fields in which a translated answer says whether it is kept, and what it went on from. */
    Map<String, String> told(boolean kept, String previous);
}
