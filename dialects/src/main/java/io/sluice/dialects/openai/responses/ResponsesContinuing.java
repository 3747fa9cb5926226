package io.sluice.dialects.openai.responses;

import io.sluice.dialects.Continuing;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.Edit;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.Member;
import io.sluice.dialects.json.Outline;
import io.sluice.dialects.json.Splice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Taking up a response: its input and its output are items, and so is what a request adds to them. */
final class ResponsesContinuing implements Continuing {
    private static final String PREVIOUS = "previous_response_id";

    /** What only the response an item stood in can make use of; reasoning is nothing without its id. */
    private static final Set<String> BOOKKEEPING = Set.of("id", "status");

    @Override
    public Bytes input(Outline outline, Bytes body) {
        Member input = outline.member("input");
        return input == null || input.kind() == Kind.NULL
                ? Bytes.of("[]")
                : Bytes.of(body.slice(input.start(), input.end()).toArray());
    }

    @Override
    public boolean mayBeKept(Outline outline) {
        Member store = outline.member("store");
        return store == null || store.kind() != Kind.FALSE;
    }

    @Override
    public byte[] after(List<Round> rounds, Map<String, String> items, Outline outline, Bytes body) {
        JsonWriter all = new JsonWriter().beginArray();
        for (Round round : rounds) {
            given(round.input()).forEach(item -> all.raw(referred(item, items)));
            for (Node item : Node.of(round.answer()).at("output").elements()) {
                all.raw(item.text("type").equals("reasoning") ? item.raw() : bare(item));
            }
        }
        given(input(outline, body)).forEach(item -> all.raw(referred(item, items)));
        byte[] input = all.endArray().toBytes();
        List<Edit> edits = new ArrayList<>();
        boolean placed = false;
        for (Member member : outline.members()) {
            if (member.key().equals(PREVIOUS)) {
                edits.add(Edit.of(member.start(), member.end(), "null"));
            } else if (member.key().equals("input")) {
                placed = true;
                edits.add(new Edit(member.start(), member.end(), input));
            }
        }
        if (!placed) {
            // A request that names its model has a member to put this before.
            int at = outline.start() + 1;
            String text = "\"input\":" + new String(input, StandardCharsets.UTF_8) + ",";
            edits.addFirst(Edit.of(at, at, text));
        }
        return Splice.of(body.length(), edits).applyTo(body);
    }

    private static String bare(Node item) {
        String bare = item.without(BOOKKEEPING);
        return bare == null ? item.raw() : bare;
    }

    private static String referred(Node item, Map<String, String> items) {
        boolean reference = item.text("type").equals("item_reference") || (!item.has("type") && !item.has("role"));
        String whole = reference ? items.get(item.text("id")) : null;
        return whole == null ? item.raw() : whole;
    }

    /** A text is one message of the user's. */
    private static List<Node> given(Bytes input) {
        Node node = Node.of(input);
        if (!node.is(Kind.STRING)) {
            return node.elements();
        }
        JsonWriter message = new JsonWriter().beginObject().name("type").string("message");
        message.name("role").string("user").name("content").beginArray().beginObject();
        message.name("type").string("input_text").name("text").string(node.text());
        return List.of(
                Node.of(Bytes.of(message.endObject().endArray().endObject().toBytes())));
    }

    @Override
    public Map<String, String> items(Bytes answer) {
        Map<String, String> items = new LinkedHashMap<>();
        for (Node item : Node.of(answer).at("output").elements()) {
            items.put(item.text("id"), item.text("type").equals("reasoning") ? item.raw() : bare(item));
        }
        return items;
    }

    @Override
    public List<String> asked(Round round, String answerId) {
        List<String> asked = new ArrayList<>();
        for (Node item : given(round.input())) {
            asked.add(item.has("id") ? item.raw() : named(item, "msg_" + answerId + "_in" + asked.size()));
        }
        return asked;
    }

    /** What is a message though it does not say so is said to be one; its content is a list of parts. */
    private static String named(Node item, String id) {
        JsonWriter named = new JsonWriter().beginObject().name("id").string(id);
        if (!item.has("type")) {
            named.name("type").string("message");
        }
        boolean assistant = item.text("role").equals("assistant");
        item.members().forEach((name, value) -> {
            named.name(name);
            if (name.equals("content") && value.is(Kind.STRING)) {
                named.beginArray().beginObject().name("type").string(assistant ? "output_text" : "input_text");
                named.name("text").string(value.text()).endObject().endArray();
            } else {
                named.raw(value.raw());
            }
        });
        return named.endObject().toString();
    }

    @Override
    public Map<String, String> told(boolean kept, String previous) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("store", Boolean.toString(kept));
        if (!previous.isEmpty()) {
            told.put(PREVIOUS, new String(JsonWriter.quoted(previous), StandardCharsets.UTF_8));
        }
        return told;
    }
}
