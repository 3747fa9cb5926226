package io.sluice.gateway.state;

import io.sluice.dialects.StateId;
import io.sluice.gateway.call.Failure;
import java.time.Duration;
import java.util.Locale;

/** What callers are told of ids they may not use, or not in this way. */
final class StateFailures {
    private StateFailures() {}

    /** Of an id that was never seen, and of one that is another owner's: nobody learns which. */
    static Failure unknown(StateId id) {
        String word = id.sort().word();
        return Failure.at(
                id.path(),
                404,
                code(id, "not_found"),
                "There is no " + word + " with the id \"" + shown(id.id()) + "\" for this key: an id can be used"
                        + " only with a key that was given it here, or where the provider is set to `ids: open`");
    }

    /** Of a stored response. */
    static Failure unknownResponse(String id) {
        return Failure.at(
                "response_id",
                404,
                "response_not_found",
                "There is no response with the id \"" + shown(id) + "\" for this key");
    }

    /** The id is the caller's, but the model asked for is not where it means something. */
    static Failure elsewhere(StateId id, String model) {
        if (id.sort() == StateId.Sort.RESPONSE || id.sort() == StateId.Sort.ITEM) {
            return notKept(id, "the model \"" + shown(model) + "\" is another provider's than the one that made it");
        }
        return Failure.at(
                id.path(),
                400,
                "state_elsewhere",
                "The " + id.sort().word() + " \"" + shown(id.id())
                        + "\" is kept by another provider than those of the model \"" + shown(model)
                        + "\"; ask for a model of the provider that made it");
    }

    /** A response nobody can take up: no provider keeps it, or not the one that is asked. */
    static Failure notKept(StateId id, String why) {
        return Failure.at(
                id.path(),
                400,
                "previous_response_not_kept",
                "\"" + shown(id.id()) + "\" cannot be taken up: " + why
                        + "; send the conversation itself in `input`, or have the gateway keep responses"
                        + " (`responses: { keep: 7d }`)");
    }

    /** Two ids of one request lead to different providers. */
    static Failure apart(StateId id) {
        return Failure.at(
                id.path(),
                400,
                "state_elsewhere",
                "The " + id.sort().word() + " \"" + shown(id.id())
                        + "\" is kept by another provider than the other ids of this request; send what belongs together");
    }

    /** More ids than any request has. */
    static Failure tooMany(int seen, int most) {
        return Failure.of(
                400,
                "too_many_ids",
                "The request names " + seen + " ids of what a provider keeps; at most " + most
                        + " can be looked up for one request");
    }

    /** It cannot be known now whose an id is. */
    static Failure unavailable() {
        return Failure.of(
                        503,
                        "state_unavailable",
                        "Whose an id of this request is cannot be looked up now; try again, and see the gateway's log")
                .retryAfter(Duration.ofSeconds(1));
    }

    private static String code(StateId id, String what) {
        String word = id.sort() == StateId.Sort.RESPONSE && id.path().startsWith("previous")
                ? "previous response"
                : id.sort().word();
        return word.toLowerCase(Locale.ROOT).replace(' ', '_') + "_" + what;
    }

    private static String shown(String text) {
        return text.length() > 200 ? text.substring(0, 200) + "..." : text;
    }
}
