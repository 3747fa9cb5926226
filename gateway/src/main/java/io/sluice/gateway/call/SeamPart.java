package io.sluice.gateway.call;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Block;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One target's part of a stream that may have several: its blocks get numbers no other part has, its first text goes on in
 * the one that is open, and what only a first part may say is left out of the others.
 */
final class SeamPart implements EventFilter {
    static final int NONE = -1;
    private static final int BLOCKS = 1 << 16;

    private final Seam seam;
    private final Exchange exchange;
    private final int part;
    private final int goneOn;
    private final Set<Integer> tools = new HashSet<>();
    private final Set<Integer> leftOut = new HashSet<>();
    private final List<Event> withheld = new ArrayList<>();
    private int firstText = NONE;

    SeamPart(Seam seam, Exchange exchange, int part) {
        this.seam = seam;
        this.exchange = exchange;
        this.part = part;
        this.goneOn = seam.openText;
    }

    @Override
    public Verdict judge(Chunk chunk) {
        List<Event> out = new ArrayList<>(chunk.events().size());
        for (Event event : chunk.events()) {
            take(event, out);
        }
        return replaced(out);
    }

    @Override
    public Verdict end() {
        List<Event> out = new ArrayList<>();
        release(out);
        return replaced(out);
    }

    private static Verdict replaced(List<Event> events) {
        return events.isEmpty()
                ? new Replace(List.of())
                : new Replace(List.of(Chunk.read(
                        Bytes.of(""), events.stream().map(Chunk.Placed::fixed).toList())));
    }

    private void take(Event event, List<Event> out) {
        switch (event) {
            case Event.BlockStarted(int choice, int block, Event.Opening opening) ->
                started(new Event.BlockStarted(choice, number(block), opening), block, out);
            case Event.TextDelta(int choice, int block, String text) -> {
                seam.openText = text(block);
                seam.passed(text);
                out.add(new Event.TextDelta(choice, number(block), text));
            }
            case Event.ThinkingDelta(int choice, int block, String text) -> {
                if (part == 0) {
                    seam.thinking = true;
                    out.add(new Event.ThinkingDelta(choice, number(block), text));
                }
            }
            case Event.RefusalDelta(int choice, int block, String text) -> {
                seam.close();
                out.add(new Event.RefusalDelta(choice, number(block), text));
            }
            case Event.ArgumentsDelta(int choice, int block, String json) ->
                withheld.add(new Event.ArgumentsDelta(choice, number(block), json));
            case Event.SealSeen(int choice, int block, var seal) ->
                ofBlock(block, new Event.SealSeen(choice, number(block), seal), out);
            case Event.CitationSeen(int choice, int block, var citation) ->
                ofBlock(block, new Event.CitationSeen(choice, number(block), citation), out);
            case Event.BlockEnded(int choice, int block) -> ended(choice, block, out);
            case Event.UsageSeen(var usage) -> out.add(new Event.UsageSeen(seam.all(usage)));
            case Event.Finished finished -> {
                release(out);
                seam.close();
                out.add(finished);
            }
            case Event.Broken broken -> addIf(!exchange.goesOn(broken.error()), broken, out);
            case Event.Started _, Event.LogprobsSeen _, Event.StopSequenceSeen _ -> out.add(event);
            case Event.Noted _, Event.Unknown _ -> addIf(part == 0, event, out);
        }
    }

    private static void addIf(boolean so, Event event, List<Event> out) {
        if (so) {
            out.add(event);
        }
    }

    /** The number of a text block that has begun. */
    private int text(int block) {
        seam.thinking = false;
        firstText = firstText == NONE ? block : firstText;
        return number(block);
    }

    private void started(Event.BlockStarted event, int block, List<Event> out) {
        switch (event.opening()) {
            case Event.Opening.Text _ -> {
                int open = text(block);
                if (open != seam.openText) {
                    seam.openText = open;
                    out.add(new Event.BlockStarted(event.choice(), open, event.opening()));
                }
            }
            case Event.Opening.Thinking _ -> thinking(event, block, out);
            case Event.Opening.ToolCall _ -> {
                seam.thinking = false;
                tools.add(block);
                withheld.add(event);
            }
            case Event.Opening.Refusal _ -> {
                seam.close();
                out.add(event);
            }
            case Event.Opening.Whole(Block whole) -> {
                if (whole instanceof Block.HiddenThinking) {
                    thinking(event, block, out);
                    seam.thinking = false;
                } else {
                    seam.close();
                    out.add(event);
                }
            }
        }
    }

    private void thinking(Event.BlockStarted event, int block, List<Event> out) {
        if (part == 0) {
            seam.thinking = true;
            out.add(event);
        } else {
            leftOut.add(block);
        }
    }

    private void ended(int choice, int block, List<Event> out) {
        int number = number(block);
        if (number == seam.openText) {
            seam.openText = NONE;
        }
        if (part == 0 && !tools.contains(block)) {
            seam.thinking = false;
        }
        ofBlock(block, new Event.BlockEnded(choice, number), out);
    }

    private void ofBlock(int block, Event event, List<Event> out) {
        if (tools.contains(block)) {
            withheld.add(event);
        } else if (!leftOut.contains(block)) {
            out.add(event);
        }
    }

    private int number(int block) {
        return block == firstText && goneOn != NONE ? goneOn : part * BLOCKS + block;
    }

    private void release(List<Event> out) {
        if (!withheld.isEmpty()) {
            seam.close();
            out.addAll(withheld);
            withheld.clear();
        }
    }
}
