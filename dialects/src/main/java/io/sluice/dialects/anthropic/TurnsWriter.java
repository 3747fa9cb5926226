package io.sluice.dialects.anthropic;

import io.sluice.dialects.ModelFacts;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.CacheMark;
import io.sluice.dialects.model.Conversation;
import io.sluice.dialects.model.Losses;
import io.sluice.dialects.model.Role;
import io.sluice.dialects.model.Turn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Arranges the turns as the API wants them: rules at the top, user and assistant in turn, the user first, tool results
 * before all else of their message.
 *
 * <p>Rules in the midst stay there where the model is known to take them ({@code mid_conversation_system}).
 */
final class TurnsWriter {
    /** What a conversation that the model began is opened with: the API wants the user to speak first. */
    private static final String OPENING = "(The conversation begins.)";

    /** What a conversation that ends with the model's words is sent on with, where the model takes no beginning of its answer. */
    private static final String GO_ON = "(Go on.)";

    private final Conversation conversation;
    private final boolean rulesAnywhere;
    private final Losses losses;
    private final BlockWriter blocks;
    private final List<String> rules = new ArrayList<>();
    private final List<Message> messages = new ArrayList<>();

    TurnsWriter(Conversation conversation, ModelFacts facts, Losses losses, BlockWriter blocks) {
        this.conversation = conversation;
        this.rulesAnywhere = facts.has("mid_conversation_system");
        this.losses = losses;
        this.blocks = blocks;
    }

    /** One message while turns are merged into it. */
    private static final class Message {
        final String role;
        final List<String> results = new ArrayList<>();
        final List<String> others = new ArrayList<>();
        final Map<String, String> extras = new LinkedHashMap<>();
        boolean thinkingFirst;
        boolean calls;

        Message(String role) {
            this.role = role;
        }

        boolean isEmpty() {
            return results.isEmpty() && others.isEmpty();
        }
    }

    /** Arranges everything; the rest of this class tells what came of it. */
    void arrange() {
        int last = conversation.turns().size() - 1;
        for (int i = 0; i <= last; i++) {
            Turn turn = conversation.turns().get(i);
            turn = i == last ? beginning(turn) : turn;
            String path = "messages[" + i + "]";
            if (!turn.name().isEmpty()) {
                losses.add(path + ".name", "anthropic's speakers have no names");
            }
            if (!CacheMarks.isRules(turn)) {
                turn(turn, turn.role() == Role.ASSISTANT ? "assistant" : "user", path);
            } else if (messages.isEmpty() || !rulesAnywhere) {
                rules(turn, path);
            } else {
                messages.add(new Message("system"));
                turn(turn, "system", path);
            }
        }
        messages.removeIf(Message::isEmpty);
        mergeNeighbours();
        if (messages.isEmpty() || !messages.getFirst().role.equals("user")) {
            losses.add("messages", "anthropic's conversations begin with the user: a few words of ours do");
            Message opening = new Message("user");
            opening.others.add(text(OPENING));
            messages.addFirst(opening);
        }
    }

    private void rules(Turn turn, String path) {
        if (!messages.isEmpty()) {
            losses.add(path, "anthropic's rules stand at the beginning: moved there");
        }
        for (int j = 0; j < turn.blocks().size(); j++) {
            String written = blocks.inRules(turn.blocks().get(j), mark(turn, j), path + ".content[" + j + "]");
            if (written != null) {
                rules.add(written);
            }
        }
        losses.foreign(path, turn.notes().extras(), AnthropicMessages.ID);
    }

    private void turn(Turn turn, String role, String path) {
        if (messages.isEmpty() || !messages.getLast().role.equals(role)) {
            messages.add(new Message(role));
        }
        Message message = messages.getLast();
        for (int j = 0; j < turn.blocks().size(); j++) {
            Block block = turn.blocks().get(j);
            String written = blocks.inTurn(block, mark(turn, j), path + ".content[" + j + "]");
            if (written == null) {
                continue;
            }
            boolean thinking = block instanceof Block.Thinking || block instanceof Block.HiddenThinking;
            message.thinkingFirst |= message.isEmpty() && thinking;
            message.calls |= block instanceof Block.ToolCall;
            (block instanceof Block.ToolResult ? message.results : message.others).add(written);
        }
        losses.foreign(path, turn.notes().extras(), AnthropicMessages.ID);
        if (turn.notes().extras().dialect().equals(AnthropicMessages.ID)) {
            message.extras.putAll(turn.notes().extras().fields());
        }
    }

    /** The API refuses blanks at the end of a conversation that ends with the model's words. */
    private static Turn beginning(Turn turn) {
        if (turn.role() == Role.ASSISTANT
                && !turn.blocks().isEmpty()
                && turn.blocks().getLast() instanceof Block.Text(String text, var citations, var notes)) {
            List<Block> trimmed = new ArrayList<>(turn.blocks());
            trimmed.set(trimmed.size() - 1, new Block.Text(text.stripTrailing(), citations, notes));
            return new Turn(turn.role(), trimmed, turn.name(), turn.notes());
        }
        return turn;
    }

    /** A turn's own mark stands on its last block. */
    private static @Nullable CacheMark mark(Turn turn, int block) {
        CacheMark own = turn.blocks().get(block).notes().cache();
        return own == null && block == turn.blocks().size() - 1 ? turn.notes().cache() : own;
    }

    private void mergeNeighbours() {
        for (int i = messages.size() - 1; i > 0; i--) {
            Message before = messages.get(i - 1);
            Message after = messages.get(i);
            if (before.role.equals(after.role) && !before.role.equals("system")) {
                before.thinkingFirst |= before.isEmpty() && after.thinkingFirst;
                before.calls |= after.calls;
                before.results.addAll(after.results);
                before.others.addAll(after.others);
                before.extras.putAll(after.extras);
                messages.remove(i);
            }
        }
    }

    /** Whether the last words are the model's, which the API takes for the beginning of the answer. */
    boolean endsWithModel() {
        return messages.getLast().role.equals("assistant");
    }

    /** Has the user speak last. */
    void goOn() {
        losses.add("messages", "this model takes no beginning of its answer: a few words of ours follow it");
        Message last = new Message("user");
        last.others.add(text(GO_ON));
        messages.add(last);
    }

    /** Puts rules of our own behind the caller's. */
    void rule(String words) {
        rules.add(text(words));
    }

    private static String text(String text) {
        return new JsonWriter()
                .beginObject()
                .name("type")
                .string("text")
                .name("text")
                .string(text)
                .endObject()
                .toString();
    }

    /** The rules as a JSON list; null where there are none. */
    @Nullable
    String system() {
        return rules.isEmpty() ? null : "[" + String.join(",", rules) + "]";
    }

    /** The messages as a JSON list. */
    String messages() {
        JsonWriter json = new JsonWriter().beginArray();
        for (Message message : messages) {
            json.beginObject().name("role").string(message.role).name("content").beginArray();
            message.results.forEach(json::raw);
            message.others.forEach(json::raw);
            json.endArray();
            message.extras.forEach((name, value) -> json.name(name).raw(value));
            json.endObject();
        }
        return json.endArray().toString();
    }

    /** Whether the last calls have their results while the thinking before them is missing, which budgets do not forgive. */
    boolean loopsWithoutThinking() {
        for (int i = messages.size() - 1; i > 0; i--) {
            Message message = messages.get(i - 1);
            if (message.role.equals("assistant")) {
                return message.calls
                        && !message.thinkingFirst
                        && !messages.get(i).results.isEmpty();
            }
        }
        return false;
    }
}
