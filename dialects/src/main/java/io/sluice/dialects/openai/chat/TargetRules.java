package io.sluice.dialects.openai.chat;

import io.sluice.dialects.Quirks;
import io.sluice.dialects.Sending;
import io.sluice.dialects.model.Losses;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the provider and the model a request goes to take of this dialect, by the catalog's flags and traits. A flag that
 * is not there allows; the exceptions are roles and fields that only some hosts know.
 */
final class TargetRules {
    private static final Set<String> SAMPLING = Set.of(
            "temperature",
            "top_p",
            "top_k",
            "presence_penalty",
            "frequency_penalty",
            "logprobs",
            "top_logprobs",
            "logit_bias");

    private final Sending sending;
    private final Quirks quirks;
    private final Losses losses;
    private final Set<String> refused = new HashSet<>();

    TargetRules(Sending sending, Losses losses) {
        this.sending = sending;
        this.losses = losses;
        quirks = sending.quirks();
        refused.addAll(list("drop"));
        if (sending.facts().has("reasoning")) {
            refused.addAll(list("drop_if_reasoning"));
        }
    }

    Sending sending() {
        return sending;
    }

    Losses losses() {
        return losses;
    }

    boolean has(String flag) {
        return quirks.flags().contains(flag);
    }

    /** What stands after {@code name=} in a flag; null where no flag is called so. */
    @Nullable
    String value(String name) {
        String start = name + "=";
        for (String flag : quirks.flags()) {
            if (flag.startsWith(start)) {
                return flag.substring(start.length());
            }
        }
        return null;
    }

    /** The same as a list. */
    List<String> list(String name) {
        String value = value(name);
        return value == null ? List.of() : Arrays.asList(value.split(","));
    }

    /** The flag's number; {@code otherwise} where there is none. */
    int number(String name, int otherwise) {
        String value = value(name);
        int number = value == null ? -1 : (int) Numbers.whole(value, 9);
        return number < 0 ? otherwise : number;
    }

    /** Whether the field may go; where it may not, its loss is noted. */
    boolean takes(String field) {
        if (refused.contains(field)) {
            losses.add(field, "the provider refuses this field");
            return false;
        }
        boolean cold = sending.facts().has("no_sampling_params") && SAMPLING.contains(field);
        if (cold || (field.equals("temperature") && sending.facts().has("no_temperature"))) {
            losses.add(field, "the model takes no sampling parameters");
            return false;
        }
        return true;
    }

    /** OpenAI itself: the only one known to take the developer role, {@code allowed_tools}, and not {@code top_k}. */
    boolean isOpenAi() {
        return "developer".equals(value("system_role"));
    }

    /** Functions in the form before tools, because the provider knows no other. */
    boolean legacyFunctions() {
        return has("legacy_functions");
    }

    /** The field that marks what is to be cached; null where the provider or the model has none. */
    @Nullable
    String cacheField() {
        String field = value("cache_marks");
        return field == null && sending.facts().has(CacheMarks.BREAKPOINT) ? CacheMarks.BREAKPOINT : field;
    }

    /** Where thinking goes back to the provider; null where it takes none. */
    @Nullable
    String thinkingField() {
        if (!has("send_back_reasoning")) {
            return null;
        }
        List<String> fields = list("reasoning_in");
        return fields.isEmpty() ? "reasoning_content" : fields.getFirst();
    }

    /** Whether {@code reasoning_details} go back, whoever sealed them: the host hands each proof to the family it is of. */
    boolean takesDetails() {
        return list("reasoning_in").contains("reasoning_details");
    }

    /** Whether proofs of Gemini go back in {@code extra_content}. */
    boolean takesExtraContent() {
        return list("reasoning_in").contains(CallSeals.FIELD);
    }
}
