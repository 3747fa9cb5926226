package io.sluice.gateway.call;

import io.sluice.gateway.call.wire.Upstreams;
import java.util.List;

/**
 * What a call goes through, made of one set of settings; a reload makes another one and calls keep theirs.
 *
 * @param onHead the stages entered on the request's head, in order
 * @param onBody the stages entered when the body has been read, in order
 * @param endpoints the paths of the data plane
 * @param upstreams what sends requests to providers
 * @param held the bytes of bodies held at once
 * @param egress fetches what callers name by address
 * @param surroundings time, chance, threads
 */
public record Pipeline(
        List<Stage> onHead,
        List<Stage> onBody,
        Endpoints endpoints,
        Upstreams upstreams,
        HeldBytes held,
        Egress egress,
        Surroundings surroundings) {

    /** Keeps copies of the lists. */
    public Pipeline {
        onHead = List.copyOf(onHead);
        onBody = List.copyOf(onBody);
    }

    /** How many stages there are. */
    public int size() {
        return onHead.size() + onBody.size();
    }

    /** The stage at this place of the whole order. */
    public Stage stage(int index) {
        return index < onHead.size() ? onHead.get(index) : onBody.get(index - onHead.size());
    }
}
