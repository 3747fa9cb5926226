package io.sluice.gateway.auth;

import io.sluice.gateway.account.VirtualKey;

/** Whether a call may pass, by the key it carries. */
public sealed interface Verdict {

    /**
     * It may.
     *
     * @param key whose call it is
     * @param header the header, in lower case, that carried the key
     */
    record Passed(VirtualKey key, String header) implements Verdict {}

    /**
     * It may not, and for this reason.
     *
     * @param reason what to tell the caller and to count
     */
    record Turned(Refusal reason) implements Verdict {}
}
