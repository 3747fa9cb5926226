package io.sluice.dialects.cohere;

import io.sluice.dialects.json.JsonReader;
import io.sluice.dialects.json.Kind;
import io.sluice.dialects.json.ObjectView;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.ErrorFacts;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Usage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gathers the events of one answer and numbers its blocks by what Cohere calls them: content, plan, calls. */
final class CohereEvents {
    private final Map<String, Integer> numbers = new HashMap<>();
    private List<Placed> events = new ArrayList<>();
    private int offset;
    private int begun;
    private int lastText = -1;

    /** What has been gathered since the last time; what follows stands in a text whose document begins there. */
    List<Placed> taken(int nextOffset) {
        List<Placed> taken = events;
        events = new ArrayList<>();
        offset = nextOffset;
        return taken;
    }

    void add(Event event) {
        events.add(Placed.fixed(event));
    }

    /** A block of that name, begun where it is new. */
    int block(String name, Opening opening) {
        Integer known = numbers.get(name);
        int number = known == null ? begun++ : known;
        if (known == null) {
            numbers.put(name, number);
            add(new Event.BlockStarted(0, number, opening));
        }
        lastText = opening instanceof Opening.Text ? number : lastText;
        return number;
    }

    void end(String name) {
        Integer number = numbers.get(name);
        if (number != null) {
            add(new Event.BlockEnded(0, number));
        }
    }

    /** More of a text or of thinking, whose JSON string the reader stands before. */
    void said(int block, JsonReader json, boolean thinking) {
        int start = json.position();
        String text = json.stringOrEmpty();
        if (!text.isEmpty()) {
            Event event = thinking ? new Event.ThinkingDelta(0, block, text) : new Event.TextDelta(0, block, text);
            events.add(new Placed(event, offset + start, offset + json.offset()));
        }
    }

    void arguments(int block, JsonReader json) {
        int start = json.position();
        String text = json.stringOrEmpty();
        if (!text.isEmpty()) {
            events.add(new Placed(new Event.ArgumentsDelta(0, block, text), offset + start, offset + json.offset()));
        }
    }

    /** A source of the text said last, or of the block it names. */
    void cite(JsonReader json) {
        String raw = json.copy().raw();
        ObjectView cited = ObjectView.of(json);
        Integer start = figure(cited, "start");
        Integer end = figure(cited, "end");
        Integer content = figure(cited, "content_index");
        String url = "";
        String title = "";
        JsonReader sources = cited.take("sources", Kind.ARRAY);
        if (sources != null && sources.enter(Kind.ARRAY)) {
            while (sources.more()) {
                ObjectView document = ObjectView.of(sources).object("document");
                url = url.isEmpty() ? document.text("url") : url;
                title = title.isEmpty() ? document.text("title") : title;
            }
        }
        Integer named = content == null ? null : numbers.get("content " + content);
        int block = named != null ? named : lastText >= 0 ? lastText : block("content 0", new Opening.Text());
        add(new Event.CitationSeen(0, block, new Citation(url, title, "", start, end, CohereChat.ID, raw)));
    }

    private static @Nullable Integer figure(ObjectView of, String name) {
        JsonReader value = of.take(name, Kind.NUMBER);
        String written = value == null ? "" : value.raw();
        return written.isEmpty() || written.length() > 9 || !written.chars().allMatch(Character::isDigit)
                ? null
                : Integer.valueOf(written);
    }

    /** How the answer ended, and what it used. */
    void ended(ObjectView end) {
        JsonReader usage = end.take("usage", Kind.OBJECT);
        if (usage != null) {
            Usage read = CohereUsage.read(usage.copy()).usage();
            if (read != null) {
                add(new Event.UsageSeen(read));
            }
            note("usage", usage.raw());
        }
        String reason = end.text("finish_reason");
        ErrorFacts error = CohereErrors.ended(reason, end.text("error_type"), end.text("error"));
        if (error != null) {
            add(new Event.Broken(error));
        } else if (!reason.isEmpty()) {
            add(new Event.Finished(0, CohereWords.finish(reason), reason));
        }
    }

    void note(String name, String json) {
        if (!json.equals("{}")) {
            add(new Event.Noted(-1, CohereChat.ID, name, json));
        }
    }
}
