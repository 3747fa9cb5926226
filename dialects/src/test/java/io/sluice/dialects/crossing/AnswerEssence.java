package io.sluice.dialects.crossing;

import io.sluice.dialects.FittedTools;
import io.sluice.dialects.model.Answer;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says, whatever the dialect it was read from: of each choice its text, its thinking and the proofs of it,
 * its calls in order, and how it ended; and what was used.
 */
final class AnswerEssence {
    private final List<Said> said = new ArrayList<>();

    private AnswerEssence() {}

    static List<Said> of(Answer answer) {
        AnswerEssence essence = new AnswerEssence();
        for (Answer.Choice choice : answer.choices()) {
            int before = essence.said.size();
            essence.choice(choice, answer.error() != null);
            if (choice.index() > 0) {
                List<Said> other = essence.said.subList(before, essence.said.size());
                other.replaceAll(one -> new Said("n", one.place() + ", " + one.sort(), one.what()));
            }
        }
        if (answer.usage() != null && answer.error() == null) {
            essence.say("usage", "input", String.valueOf(answer.usage().totalInput()));
            essence.say("usage", "output", String.valueOf(answer.usage().totalOutput()));
            essence.say("usage.cache", "input", String.valueOf(answer.usage().cacheRead()));
            essence.say(
                    "usage.reasoning", "output", String.valueOf(answer.usage().reasoning()));
        }
        if (answer.error() != null) {
            essence.say("error", "", answer.error().message());
        }
        return essence.said;
    }

    private void choice(Answer.Choice choice, boolean broken) {
        String place = choice.index() == 0 ? "choice" : "other choice " + choice.index();
        StringBuilder text = new StringBuilder();
        StringBuilder thinking = new StringBuilder();
        List<Said> rest = new ArrayList<>();
        for (Block block : choice.blocks()) {
            switch (block) {
                case Block.Text words -> {
                    text.append(words.text());
                    for (Citation citation : words.citations()) {
                        add(rest, "citation", place, citation.url() + " " + citation.title());
                    }
                }
                case Block.Refusal refusal -> {
                    text.append(refusal.text());
                    add(rest, "refusal", place, "refusal");
                }
                case Block.Thinking thought -> {
                    thinking.append(thought.text());
                    seal(rest, place, thought.seal());
                }
                case Block.HiddenThinking hidden -> seal(rest, place, hidden.seal());
                case Block.ToolCall call -> {
                    String arguments = call.free() ? FittedTools.wrapped(call.arguments()) : call.arguments();
                    add(rest, "call", place, call.name() + " " + Canon.arguments(arguments));
                    seal(rest, place, call.seal());
                }
                case Block.Media media -> add(rest, "media", place, media.sort() + " " + media.source());
                case Block.ToolResult _ -> add(rest, "opaque", place, "a result");
                case Block.Opaque opaque -> add(rest, "opaque", place, opaque.dialect() + " " + opaque.type());
            }
        }
        say("text", place, text.toString().strip());
        say("thinking", place, thinking.toString().strip());
        for (String sort : List.of("citation", "refusal", "seal", "call", "media", "opaque")) {
            rest.stream().filter(one -> one.sort().equals(sort)).forEach(said::add);
        }
        boolean declined = rest.stream().anyMatch(one -> one.sort().equals("refusal"));
        // How it ended tells nothing where it broke.
        if (!broken) {
            say("reason", place, declined ? "declined" : reason(choice));
        }
        say("stop_sequence", place, choice.stopSequence());
        say("logprobs", place, Canon.of(choice.logprobs()));
    }

    /** Who does not say why it ended was done, or waits for what its calls give. */
    private static String reason(Answer.Choice choice) {
        boolean calls = choice.blocks().stream().anyMatch(Block.ToolCall.class::isInstance);
        return choice.reason() != null ? choice.reason().name() : calls ? "TOOL_CALLS" : "STOP";
    }

    /** A proof of a call travels as hidden thinking before it where calls have none. */
    private static void seal(List<Said> said, String place, @Nullable Seal seal) {
        if (seal != null) {
            add(said, "seal", place, seal.family().replaceFirst("^call:", "") + " " + seal.data());
        }
    }

    private static void add(List<Said> said, String sort, String place, String what) {
        said.add(new Said(sort, place, what));
    }

    private void say(String sort, String place, @Nullable String what) {
        if (what != null && !what.isEmpty()) {
            said.add(new Said(sort, place.isEmpty() ? "the top" : place, what));
        }
    }
}
