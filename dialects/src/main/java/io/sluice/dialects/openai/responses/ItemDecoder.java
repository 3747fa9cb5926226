package io.sluice.dialects.openai.responses;

import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Extras;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of an answer into events, streamed piece by piece or whole.
 *
 * <p>Items are told apart by {@code output_index}: ids differ between events of one item at some providers, and some
 * events have none. What a provider says only at an item's end (arguments, a source, a whole text) is read there.
 */
final class ItemDecoder {
    private static final int CHOICE = 0;
    private static final String REFUSAL = "refusal";
    private static final Set<String> TEXT = Set.of("type", "text", "annotations", "logprobs");
    private static final Set<String> OF_REFUSALS = Set.of("type", REFUSAL);

    private final Map<Integer, OpenItem> items = new TreeMap<>();
    private List<Placed> events = new ArrayList<>();
    private int offset;
    private int next;
    private boolean calls;
    /** The message whose part was begun last; null where something else was. */
    private @Nullable OpenItem speaking;
    /** A call that has ended, which is not told yet, as its proof may follow in an item of its own; else -1. */
    private int lastCall = -1;

    /** What follows is read from a document whose places begin at that offset. */
    void into(List<Placed> placed, int start) {
        events = placed;
        offset = start;
    }

    /** Whether a call of the caller's tools was among the items. */
    boolean calls() {
        return calls;
    }

    void added(int index, Node item) {
        open(index, item);
    }

    private OpenItem open(int index, Node item) {
        OpenItem known = items.get(index);
        if (known != null) {
            return known;
        }
        String type = item.text("type");
        boolean message = type.equals("message");
        Map<String, String> rest = message ? Spelling.restOfMessage(item, Items.BOOKKEEPING) : new LinkedHashMap<>();
        rest.keySet().removeIf(name -> name.startsWith(Extras.SPELLING));
        OpenItem opened = new OpenItem(type, item.text("id"), rest, message ? -1 : next++);
        items.put(index, opened);
        if (Items.isCall(type)) {
            calls = true;
            begin(opened, Items.opening(item));
        }
        return opened;
    }

    /** A part of a message, or of a thought, has begun. */
    void part(int index, int content, Node part) {
        OpenItem item = items.get(index);
        if (item != null && item.type.equals("message")) {
            part(item, content, part.text("type").equals(REFUSAL), part);
        }
    }

    private OpenItem.Part part(OpenItem item, int content, boolean refusal, Node node) {
        OpenItem.Part known = item.parts.get(content);
        if (known != null) {
            return known;
        }
        OpenItem.Part part = new OpenItem.Part(next++, refusal);
        boolean first = item.parts.isEmpty();
        item.parts.put(content, part);
        boolean follows = first && speaking != null;
        callOver();
        speaking = item;
        Map<String, String> fields = new LinkedHashMap<>(first ? item.rest : Map.of());
        fields.putAll(Spelling.rest(node, refusal ? OF_REFUSALS : TEXT, Set.of()));
        Notes notes = Spelling.notes(fields);
        Notes said = follows ? Spelling.saying(notes, Spelling.BEGINS) : notes;
        Opening opening = refusal ? new Opening.Refusal(said) : new Opening.Text(said);
        add(new Event.BlockStarted(CHOICE, part.number, opening));
        return part;
    }

    /** More of a text or of a refusal. */
    void text(int index, int content, boolean refusal, Node delta, Node logprobs) {
        OpenItem item = items.computeIfAbsent(index, i -> new OpenItem("message", "", Map.of(), -1));
        OpenItem.Part part = part(item, content, refusal, Node.ABSENT);
        say(part, delta, 0);
        probabilities(part, logprobs);
    }

    private void say(OpenItem.Part part, Node text, int from) {
        String more = text.text().substring(from);
        if (more.isEmpty()) {
            return;
        }
        Event event = part.refusal
                ? new Event.RefusalDelta(CHOICE, part.number, more)
                : new Event.TextDelta(CHOICE, part.number, more);
        add(event, text);
        part.seen += more.length();
    }

    private void probabilities(OpenItem.Part part, Node logprobs) {
        List<Node> entries = logprobs.elements();
        if (!entries.isEmpty()) {
            part.logprobs += entries.size();
            add(new Event.LogprobsSeen(CHOICE, logprobs.raw()), logprobs);
        }
    }

    /** What was not told with the text; all of it, if nothing was. */
    private void restOfProbabilities(OpenItem.Part part, Node logprobs) {
        List<Node> entries = logprobs.elements();
        if (part.logprobs == 0) {
            probabilities(part, logprobs);
        } else if (entries.size() > part.logprobs) {
            JsonWriter rest = new JsonWriter().beginArray();
            entries.subList(part.logprobs, entries.size()).forEach(entry -> rest.raw(entry.raw()));
            part.logprobs = entries.size();
            add(new Event.LogprobsSeen(CHOICE, rest.endArray().toString()));
        }
    }

    /** A text names a source. */
    void source(int index, int content, Node annotation) {
        OpenItem item = items.computeIfAbsent(index, i -> new OpenItem("message", "", Map.of(), -1));
        OpenItem.Part part = part(item, content, false, Node.ABSENT);
        part.citations++;
        add(new Event.CitationSeen(CHOICE, part.number, Sources.read(annotation)));
    }

    /** All of a text, of which some send no delta. */
    void textOver(int index, int content, boolean refusal, Node whole) {
        OpenItem item = items.get(index);
        if (item != null && item.type.equals("message")) {
            OpenItem.Part part = part(item, content, refusal, Node.ABSENT);
            if (whole.text().length() > part.seen) {
                say(part, whole, part.seen);
            }
        }
    }

    /** All of a part of a thought, of which some send no delta. */
    void thoughtOver(int index, int part, boolean summary, Node whole) {
        OpenItem item = items.get(index);
        if (item != null && item.type.equals("reasoning") && part > item.thought) {
            think(item, part, summary, whole);
        }
    }

    /** A part of a message is over, and says all of itself again. */
    void partOver(int index, int content, Node node) {
        OpenItem item = items.get(index);
        if (item != null && item.type.equals("message")) {
            partOver(item, content, node);
        }
    }

    private void partOver(OpenItem item, int content, Node node) {
        boolean refusal = node.text("type").equals(REFUSAL);
        OpenItem.Part part = part(item, content, refusal, node);
        if (part.ended) {
            return;
        }
        Node text = node.at(refusal ? REFUSAL : "text");
        if (text.text().length() > part.seen) {
            say(part, text, part.seen);
        }
        restOfProbabilities(part, node.at("logprobs"));
        List<Node> annotations = node.at("annotations").elements();
        for (; part.citations < annotations.size(); part.citations++) {
            add(new Event.CitationSeen(CHOICE, part.number, Sources.read(annotations.get(part.citations))));
        }
    }

    /** More of a thought; {@code part} counts the parts of its summary or of its content. */
    void thought(int index, int part, boolean summary, Node delta) {
        think(items.computeIfAbsent(index, i -> new OpenItem("reasoning", "", Map.of(), next++)), part, summary, delta);
    }

    private void think(OpenItem item, int part, boolean summary, Node text) {
        begin(item, new Opening.Thinking(item.id, thinkingNotes(summary)));
        String more = text.text();
        if (part > item.thought && item.thought >= 0 && !more.isEmpty()) {
            add(new Event.ThinkingDelta(CHOICE, item.number, Spelling.GAP));
            item.seen += Spelling.GAP.length();
        }
        if (!more.isEmpty()) {
            item.thought = part;
            item.seen += more.length();
            add(new Event.ThinkingDelta(CHOICE, item.number, more), text);
        }
    }

    private static Notes thinkingNotes(boolean summary) {
        return summary ? Notes.NONE : Spelling.saying(Notes.NONE, Spelling.CONTENT);
    }

    /** More of a call's arguments. */
    void arguments(int index, Node delta) {
        OpenItem item = items.get(index);
        if (item != null && Items.isCall(item.type)) {
            argue(item, delta, 0);
        }
    }

    /** All of a call's arguments, of which some send no delta. */
    void argumentsOver(int index, Node whole) {
        OpenItem item = items.get(index);
        if (item != null && Items.isCall(item.type) && whole.text().length() > item.seen) {
            argue(item, whole, item.seen);
        }
    }

    private void argue(OpenItem item, Node text, int from) {
        String more = text.text().substring(from);
        if (!more.isEmpty()) {
            item.seen += more.length();
            add(new Event.ArgumentsDelta(CHOICE, item.number, more), text);
        }
    }

    /** An item is over, and says all of itself again. */
    void done(int index, Node node) {
        OpenItem item = open(index, node);
        if (item.done) {
            return;
        }
        item.done = true;
        switch (item.type) {
            case "message" -> messageOver(item, node);
            case "reasoning" -> thoughtOver(item, node);
            case "function_call", "custom_tool_call" -> {
                Node whole = node.at(item.type.equals("function_call") ? "arguments" : "input");
                if (whole.text().length() > item.seen) {
                    argue(item, whole, item.seen);
                }
                lastCall = item.number;
            }
            default -> whole(item, Items.made(node));
        }
    }

    private void messageOver(OpenItem item, Node node) {
        int content = 0;
        for (Node part : node.at("content").elements()) {
            partOver(item, content++, part);
        }
        end(item);
    }

    private void thoughtOver(OpenItem item, Node node) {
        Seal seal = Items.seal(node);
        List<Node> content = texts(node.at("content"));
        List<Node> summary = texts(node.at("summary"));
        boolean told = item.begun || !content.isEmpty() || !summary.isEmpty();
        if (!told && seal != null && Spelling.isOfCall(seal) && lastCall >= 0) {
            add(new Event.SealSeen(CHOICE, lastCall, Spelling.bare(seal)));
            callOver();
            return;
        }
        if (!told && seal != null && Spelling.isHidden(seal)) {
            whole(item, new Block.HiddenThinking(Spelling.bare(seal), item.id, Notes.NONE));
            return;
        }
        if (item.seen == 0) {
            List<Node> texts = content.isEmpty() ? summary : content;
            for (int i = 0; i < texts.size(); i++) {
                think(item, i, content.isEmpty(), texts.get(i));
            }
        }
        begin(item, new Opening.Thinking(item.id, Notes.NONE));
        Spelling.rest(node, Items.REASONING, Set.of())
                .forEach((name, json) ->
                        add(new Event.Noted(CHOICE, Spelling.DIALECT, Spelling.OF_REASONING + name, json)));
        if (seal != null) {
            add(new Event.SealSeen(CHOICE, item.number, seal));
        }
        end(item);
    }

    private static List<Node> texts(Node list) {
        return list.elements().stream()
                .map(part -> part.at("text"))
                .filter(text -> !text.isEmpty())
                .toList();
    }

    private void whole(OpenItem item, Block block) {
        begin(item, new Opening.Whole(block));
        end(item);
    }

    /** The answer is over: what is still open ends, from what the answer itself says of it where it says more. */
    void over(Node output) {
        List<Node> said = output.elements();
        if (items.isEmpty()) {
            for (int i = 0; i < said.size(); i++) {
                done(i, said.get(i));
            }
        }
        for (Map.Entry<Integer, OpenItem> open : items.entrySet()) {
            int index = open.getKey();
            OpenItem item = open.getValue();
            if (!item.done
                    && index < said.size()
                    && said.get(index).text("type").equals(item.type)) {
                done(index, said.get(index));
            } else if (!item.done) {
                item.done = true;
                end(item);
            }
        }
        callOver();
    }

    private void begin(OpenItem item, Opening opening) {
        if (!item.begun) {
            item.begun = true;
            callOver();
            speaking = null;
            add(new Event.BlockStarted(CHOICE, item.number, opening));
        }
    }

    private void end(OpenItem item) {
        for (OpenItem.Part part : item.parts.values()) {
            if (!part.ended) {
                part.ended = true;
                add(new Event.BlockEnded(CHOICE, part.number));
            }
        }
        if (item.begun) {
            add(new Event.BlockEnded(CHOICE, item.number));
        }
    }

    private void callOver() {
        if (lastCall >= 0) {
            add(new Event.BlockEnded(CHOICE, lastCall));
            lastCall = -1;
        }
    }

    private void add(Event event) {
        events.add(Placed.fixed(event));
    }

    private void add(Event event, Node text) {
        events.add(
                text.is(Kind.NULL)
                        ? Placed.fixed(event)
                        : new Placed(event, offset + text.start(), offset + text.end()));
    }
}
