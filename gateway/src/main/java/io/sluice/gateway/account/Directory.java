package io.sluice.gateway.account;

/**
 * Tells which key a presented secret belongs to, from memory alone.
 *
 * <p>One instance belongs to one event loop: it is asked on that loop only and never blocks. What is created or revoked
 * elsewhere is seen by the next question.
 */
public interface Directory {

    /**
     * Looks a secret up.
     *
     * @param presented what a caller sent as its key; any text at all, never trusted
     * @return never null; nothing a caller can send makes this throw
     */
    Lookup find(String presented);
}
