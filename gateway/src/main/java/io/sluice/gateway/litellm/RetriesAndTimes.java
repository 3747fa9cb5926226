package io.sluice.gateway.litellm;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often and how long LiteLLM's file has things tried: retries and times, the nearest word first. */
final class RetriesAndTimes {
    /** What LiteLLM does where nothing is said. */
    private static final int USUAL_RETRIES = 2;

    /** Failures that may pass by themselves; what is wrong with a request or a credential is never sent again. */
    private static final Map<String, Boolean> PASSING = Map.of(
            "RateLimitErrorRetries", true,
            "InternalServerErrorRetries", true,
            "TimeoutErrorRetries", false,
            "BadRequestErrorRetries", false,
            "AuthenticationErrorRetries", false,
            "ContentPolicyViolationErrorRetries", false);

    private final Node litellm;
    private final Node router;
    private final Notes notes;

    RetriesAndTimes(Node top, Notes notes) {
        this.litellm = top.member("litellm_settings");
        this.router = top.member("router_settings");
        this.notes = notes;
    }

    /** How often a call to a group is tried again at most. */
    int retries(Group group) {
        Node own = group.deployments().getFirst().first("num_retries", "max_retries");
        if (own != null) {
            return whole(own);
        }
        for (Node policy : new Node[] {
            router.member("model_group_retry_policy").member(group.name()), router.member("retry_policy")
        }) {
            Integer said = byPolicy(policy);
            if (said != null) {
                return said;
            }
        }
        for (Node general : new Node[] {router.member("num_retries"), litellm.member("num_retries")}) {
            if (!general.absent()) {
                return whole(general);
            }
        }
        return USUAL_RETRIES;
    }

    private @Nullable Integer byPolicy(Node policy) {
        Integer most = null;
        boolean differ = false;
        for (Map.Entry<String, Node> said : policy.members().entrySet()) {
            Boolean passing = PASSING.get(said.getKey());
            int times = whole(said.getValue());
            if (passing == null || (!passing && times > 0)) {
                notes.lost(
                        said.getValue().place(),
                        "`" + said.getKey() + "` is not carried: such a failure is not tried again at the same target");
            } else if (passing) {
                differ |= most != null && most != times;
                most = most == null ? Integer.valueOf(times) : Integer.valueOf(Math.max(most, times));
            }
        }
        if (differ) {
            notes.lost(policy.place(), "the retry policy's counts differ by kind; here the largest holds for all");
        }
        return most;
    }

    private int whole(Node value) {
        BigDecimal number = value.number();
        if (number == null || number.signum() < 0 || number.compareTo(BigDecimal.valueOf(1000)) > 0) {
            notes.lost(value.place(), "this is no number of retries; " + USUAL_RETRIES + " are taken, as without it");
            return USUAL_RETRIES;
        }
        return number.intValue();
    }

    /** How long an attempt may take, as durations are written here; null where nothing is said. */
    Draft.@Nullable Word timeout(Deployment deployment) {
        return duration(deployment.first("timeout"), router.member("timeout"), litellm.member("request_timeout"));
    }

    /** How long a stream's first content may take. */
    Draft.@Nullable Word firstToken(Deployment deployment) {
        return duration(deployment.first("stream_timeout", "ttft_timeout"), router.member("stream_timeout"));
    }

    /** How long a stream may pause. */
    Draft.@Nullable Word stall(Deployment deployment) {
        return duration(deployment.first("stream_idle_timeout"));
    }

    private Draft.@Nullable Word duration(@Nullable Node... nearest) {
        for (Node value : nearest) {
            if (value != null && !value.absent()) {
                BigDecimal seconds = value.number();
                if (seconds != null && seconds.signum() > 0 && seconds.precision() - seconds.scale() < 7) {
                    long millis = seconds.movePointRight(3).longValue();
                    return new Draft.Word(
                            millis % 1000 == 0 ? millis / 1000 + "s" : Math.max(1, millis) + "ms", value.place());
                }
                notes.lost(value.place(), "this is no time in seconds; it is not carried");
            }
        }
        return null;
    }
}
