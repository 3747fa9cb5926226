package io.sluice.dialects.openai.chat;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Event;

/** Reads the choices of one chunk, or of a whole answer, into events. */
final class ChoiceDecoder {
    private final JsonReader json;
    private final ChatDecoder.Place place;
    private final boolean whole;
    private int choice;
    private boolean chat;
    private int reasonFrom;
    private int reasonTo;
    private String reason = "";
    private String failure = "";

    ChoiceDecoder(JsonReader json, ChatDecoder.Place place, boolean whole) {
        this.json = json;
        this.place = place;
        this.whole = whole;
    }

    /** The choice the reader stands before. Its index may follow what it says, so it is looked up first. */
    void read() {
        lookAhead();
        reason = "";
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            member(json.name());
        }
        if (whole || !reason.isEmpty()) {
            audio();
        }
        failure = FinishWords.isFailure(reason) ? reason : failure;
        if (!reason.isEmpty()) {
            place.blocks().end(choice, place.events());
            if (place.blocks().choice(choice).finished(reason)) {
                place.add(new Event.Finished(choice, FinishWords.read(reason), reason), reasonFrom, reasonTo);
            }
        }
    }

    /** The word with which a choice said that it broke off; empty where none did. */
    String failure() {
        return failure;
    }

    private void lookAhead() {
        JsonReader ahead = json.copy();
        choice = 0;
        chat = false;
        if (!ahead.enter(Kind.OBJECT)) {
            return;
        }
        while (ahead.more()) {
            String name = ahead.name();
            if (name.equals("index")) {
                choice = Numbers.small(ahead);
            } else {
                chat |= name.equals(body()) && ahead.peek() == Kind.OBJECT;
                ahead.skip();
            }
        }
    }

    private String body() {
        return whole ? "message" : "delta";
    }

    private void member(String name) {
        switch (name) {
            case "index" -> json.skip();
            case "message", "delta" -> {
                if (name.equals(body())) {
                    new MessageDecoder(json, place, choice, whole).read();
                } else {
                    echo();
                }
            }
            case "text" -> text();
            case "finish_reason" -> {
                reasonFrom = json.position();
                reason = json.stringOrEmpty();
                reasonTo = json.offset();
            }
            case "logprobs" -> logprobs();
            case "stop_reason" -> {
                if (json.peek() == Kind.STRING) {
                    place.add(new Event.StopSequenceSeen(choice, json.string()));
                } else {
                    place.note(choice, name, json.raw());
                }
            }
            default -> place.note(choice, name, json.raw());
        }
    }

    /** The text of a legacy completion; Together writes it beside the delta that says the same. */
    private void text() {
        if (chat) {
            echo();
            return;
        }
        int start = json.position();
        String text = json.stringOrEmpty();
        if (!text.isEmpty()) {
            int block = place.blocks().number(choice, "text", new Event.Opening.Text(), place.events());
            place.add(new Event.TextDelta(choice, block, text), start, json.offset());
        }
    }

    /** Perplexity repeats the message so far beside each delta. */
    private void echo() {
        int start = json.position();
        boolean says = json.peek() != Kind.NULL;
        json.skip();
        if (says) {
            place.echo(start, json.offset());
        }
    }

    private void logprobs() {
        if (!json.enter(Kind.OBJECT)) {
            return;
        }
        while (json.more()) {
            String name = json.name();
            if (json.peek() != Kind.ARRAY) {
                json.skip();
            } else if (name.equals("content")) {
                int start = json.position();
                place.add(new Event.LogprobsSeen(choice, json.raw()), start, json.offset());
            } else {
                String before = place.blocks().choice(choice).noted("logprobs." + name);
                String now = json.raw();
                place.note(choice, "logprobs." + name, before == null ? now : joined(before, now));
            }
        }
    }

    /** Two lists as one. */
    private static String joined(String first, String second) {
        String inner = second.substring(1, second.length() - 1).strip();
        String start = first.substring(0, first.length() - 1);
        return inner.isEmpty() ? first : start + (start.strip().equals("[") ? "" : ",") + inner + "]";
    }

    private void audio() {
        Block spoken = place.blocks().choice(choice).audio.block();
        if (spoken != null && place.blocks().choice(choice).isNews("", "audio")) {
            place.blocks().whole(choice, new Event.Opening.Whole(spoken), place.events());
        }
    }
}
