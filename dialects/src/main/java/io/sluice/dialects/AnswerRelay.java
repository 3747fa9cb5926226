package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a whole JSON answer go by: checks it strictly and picks out what the record needs. It emits nothing; who
 * feeds it passes the bytes on, held or not.
 */
public interface AnswerRelay extends Observed {
    /** Takes the next piece; after a fault nothing more may be fed. */
    @Nullable
    RelayFault feed(Bytes piece);

    /** The body is over: a fault where the document was not. */
    @Nullable
    RelayFault end();

    /** The name to splice in place of the answer's model; null while the model has not come, or is to stay. */
    @Nullable
    Edit modelEdit();
}
