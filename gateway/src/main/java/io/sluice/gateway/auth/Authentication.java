package io.sluice.gateway.auth;

import io.sluice.gateway.account.Directory;
import io.sluice.gateway.account.Lookup;
import io.sluice.gateway.call.wire.Headers;

/** Decides which key a call carries, and says no in words a caller can act on. */
public final class Authentication {
    private Authentication() {}

    /**
     * Finds the key of a call. Of several keys sent the first the directory knows counts; where none is known the
     * refusal is the most telling one: that a key was revoked or expired rather than that another was unknown.
     *
     * @param directory the one of the call's loop
     */
    public static Verdict of(Headers headers, Directory directory) {
        var refusal = Refusal.MISSING;
        for (String header : PresentedKey.HEADERS) {
            for (String presented : PresentedKey.under(header, headers)) {
                Lookup found = directory.find(presented);
                if (found instanceof Lookup.Known(var key)) {
                    return new Verdict.Passed(key, header);
                }
                refusal = moreTelling(refusal, refusal(found));
            }
        }
        return new Verdict.Turned(refusal);
    }

    private static Refusal refusal(Lookup found) {
        return switch (found) {
            case Lookup.Revoked _ -> Refusal.REVOKED;
            case Lookup.Expired _ -> Refusal.EXPIRED;
            case Lookup.Unknown _, Lookup.Known _ -> Refusal.UNKNOWN;
        };
    }

    private static Refusal moreTelling(Refusal one, Refusal other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
