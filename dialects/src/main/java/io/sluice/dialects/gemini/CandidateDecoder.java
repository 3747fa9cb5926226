package io.sluice.dialects.gemini;

import io.sluice.dialects.json.Kind;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk.Placed;
import io.sluice.dialects.model.Citation;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Event.Opening;
import io.sluice.dialects.model.Notes;
import io.sluice.dialects.model.Seal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One candidate's parts as events.
 *
 * <p>Parts of a stream continue the text before them; a signed part never does, nor is it continued. A signature on a
 * call is the call's; one on a text belongs to the thinking right before it, else it is hidden thinking of its own.
 */
final class CandidateDecoder {
    private final int choice;
    private final boolean streamed;
    private final Set<Citation> cited = new HashSet<>();
    private final List<Integer> textOfPart = new ArrayList<>();
    private int next;
    private int open = -1;
    private Part.Sort openSort = Part.Sort.NOTHING;
    private boolean sealed;
    private int lastText = -1;
    private boolean calls;
    private @Nullable PartialArguments arguments;
    private String word = "";
    private int wordStart = -1;
    private int wordEnd = -1;

    CandidateDecoder(int choice, boolean streamed) {
        this.choice = choice;
        this.streamed = streamed;
    }

    /** Reads what it understands of a candidate out of its fields. */
    void read(Fields fields, List<Placed> events) {
        Value content = fields.take("content");
        Value list = content == null ? null : content.fields().get("parts");
        List<Part> parts = list == null
                ? List.of()
                : list.elements().stream().map(Part::of).toList();
        boolean moreText = parts.stream()
                .anyMatch(part -> part.sort() == Part.Sort.TEXT && !part.text().isEmpty());
        if (!moreText && openSort == Part.Sort.TEXT) {
            cite(fields, events);
        }
        for (Part part : parts) {
            part(part, events);
        }
        if (lastText >= 0) {
            cite(fields, events);
        }
        Value logprobs = fields.take("logprobsResult");
        if (logprobs != null) {
            Event seen = new Event.LogprobsSeen(choice, Logprobs.read(logprobs));
            events.add(new Placed(seen, logprobs.start(), logprobs.end()));
        }
        Value reason = fields.take("finishReason");
        if (reason != null) {
            word = FinishWords.word(reason);
            // In a stream the place is gone by the time the reason is told.
            wordStart = streamed ? -1 : reason.start();
            wordEnd = streamed ? -1 : reason.end();
        }
    }

    void finish(List<Placed> events) {
        endCall(events);
        close(events);
        if (!word.isEmpty()) {
            Event finished = new Event.Finished(choice, FinishWords.read(word, calls), word);
            events.add(new Placed(finished, wordStart, wordEnd));
        }
    }

    private void part(Part part, List<Placed> events) {
        if (part.sort() != Part.Sort.CALL) {
            endCall(events);
        }
        switch (part.sort()) {
            case TEXT -> text(part, events);
            case THOUGHT -> thought(part, events);
            case CALL -> call(part, events);
            case MEDIA -> {
                seal(part, events);
                whole(part.media(), events);
            }
            case RESULT, OTHER -> whole(part.opaque(), events);
            case NOTHING -> {}
        }
        textOfPart.add(part.sort() == Part.Sort.TEXT && open >= 0 ? open : -1);
    }

    private void text(Part part, List<Placed> events) {
        boolean signed = !part.signature().isEmpty();
        seal(part, events);
        if (part.text().isEmpty() && part.fields().isEmpty()) {
            return;
        }
        if (signed
                || !streamed
                || openSort != Part.Sort.TEXT
                || sealed
                || !part.fields().isEmpty()) {
            begin(Part.Sort.TEXT, new Opening.Text(part.notes()), events);
            lastText = open;
            sealed = signed || !part.fields().isEmpty();
        }
        delta(new Event.TextDelta(choice, open, part.text()), part, events);
    }

    private void thought(Part part, List<Placed> events) {
        boolean signed = !part.signature().isEmpty();
        if (signed
                || !streamed
                || openSort != Part.Sort.THOUGHT
                || sealed
                || !part.fields().isEmpty()) {
            begin(Part.Sort.THOUGHT, new Opening.Thinking("", part.notes()), events);
            sealed = false;
        }
        if (!part.text().isEmpty()) {
            delta(new Event.ThinkingDelta(choice, open, part.text()), part, events);
        }
        if (signed) {
            sealed = true;
            Seal seal = Seals.read(part.signature()).seal();
            events.add(Placed.fixed(new Event.SealSeen(choice, open, seal)));
        }
    }

    /** The signature of a part that is no call, or of one whose proof is another family's. */
    private void seal(Part part, List<Placed> events) {
        if (part.signature().isEmpty()) {
            return;
        }
        Seals.Read read = Seals.read(part.signature());
        if (!read.hidden() && openSort == Part.Sort.THOUGHT && !sealed) {
            sealed = true;
            events.add(Placed.fixed(new Event.SealSeen(choice, open, read.seal())));
        } else if (read.hidden() || read.isOwn()) {
            whole(new Block.HiddenThinking(read.seal(), read.id(), Notes.NONE), events);
        } else {
            begin(Part.Sort.OTHER, new Opening.Thinking(read.id(), Notes.NONE), events);
            events.add(Placed.fixed(new Event.SealSeen(choice, open, read.seal())));
            close(events);
        }
    }

    private void call(Part part, List<Placed> events) {
        Fields call = part.inner("functionCall");
        String name = call.text("name");
        Value more = call.take("willContinue");
        boolean goesOn = more != null && more.is(Kind.TRUE);
        Value pieces = call.take("partialArgs");
        if (arguments == null || !name.isEmpty()) {
            endCall(events);
            beginCall(part, new Opening.ToolCall(call.text("id"), name, false, part.notes()), events);
            if (goesOn || pieces != null) {
                arguments = new PartialArguments();
            } else {
                arguments(call.get("args"), events);
            }
        }
        if (pieces != null && arguments != null) {
            arguments.add(pieces);
        }
        if (!goesOn) {
            endCall(events);
            close(events);
        }
    }

    private void beginCall(Part part, Opening opening, List<Placed> events) {
        calls = true;
        boolean own =
                !part.signature().isEmpty() && Seals.read(part.signature()).isOwn();
        if (!own) {
            seal(part, events);
        }
        begin(Part.Sort.CALL, opening, events);
        if (own) {
            events.add(Placed.fixed(new Event.SealSeen(choice, open, new Seal(Seal.GEMINI, part.signature()))));
        }
    }

    private void arguments(@Nullable Value args, List<Placed> events) {
        if (args != null) {
            Event delta = new Event.ArgumentsDelta(choice, open, args.raw());
            events.add(new Placed(delta, args.start(), args.end()));
        }
    }

    private void endCall(List<Placed> events) {
        PartialArguments known = arguments;
        if (known != null) {
            arguments = null;
            events.add(Placed.fixed(new Event.ArgumentsDelta(choice, open, known.json())));
            close(events);
        }
    }

    private void cite(Fields candidate, List<Placed> events) {
        for (Grounding.Cited one : Grounding.read(candidate)) {
            int part = one.part() < textOfPart.size() && !streamed ? textOfPart.get(one.part()) : -1;
            if (cited.add(one.citation())) {
                int block = part >= 0 ? part : lastText;
                events.add(Placed.fixed(new Event.CitationSeen(choice, block, one.citation())));
            }
        }
    }

    private void whole(Block block, List<Placed> events) {
        begin(Part.Sort.OTHER, new Opening.Whole(block), events);
        close(events);
    }

    private void delta(Event event, Part part, List<Placed> events) {
        Value body = part.body();
        if (body != null && !part.text().isEmpty()) {
            events.add(new Placed(event, body.start(), body.end()));
        }
    }

    private void begin(Part.Sort sort, Opening opening, List<Placed> events) {
        close(events);
        open = next++;
        openSort = sort;
        events.add(Placed.fixed(new Event.BlockStarted(choice, open, opening)));
    }

    private void close(List<Placed> events) {
        if (open >= 0) {
            events.add(Placed.fixed(new Event.BlockEnded(choice, open)));
            open = -1;
            openSort = Part.Sort.NOTHING;
            sealed = false;
        }
    }
}
