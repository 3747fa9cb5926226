package io.sluice.dialects;

import io.sluice.dialects.json.Edit;
import java.util.List;

/**
 * The edits that make the caller's bytes a request for one target.
 *
 * @param edits on the original bytes, none where nothing differs
 * @param usageAdded whether {@code include_usage} is our doing, so that its chunk must be kept from the caller
 */
public record SendPlan(List<Edit> edits, boolean usageAdded) {
    public SendPlan {
        edits = List.copyOf(edits);
    }
}
