package io.sluice.gateway.call;

/** What follows a stage's step; exactly one of the three is told, unless nobody wants it any more. */
interface Verdict {
    /** Go on. */
    void go();

    /** This instead of what would follow. */
    void answer(Reply reply);

    /** Not this way. */
    void refuse(Failure failure);

    /** Whether it still matters: what a stage waited for is not asked to resume where it does not. */
    boolean wanted();
}
