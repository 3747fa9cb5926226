package io.sluice.dialects;

import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.Tool;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the calls of a stream the names and arguments of the caller's own tools; events come one block at a time. */
final class RestoringWriter implements StreamWriter {
    private final StreamWriter writer;
    private final FittedTools tools;
    private final StringBuilder wrapped = new StringBuilder();
    private @Nullable Held held;

    /** A call of a tool that takes text, until its arguments are whole. */
    private record Held(int choice, int block) {}

    RestoringWriter(StreamWriter writer, FittedTools tools) {
        this.writer = writer;
        this.tools = tools;
    }

    @Override
    public byte[] write(Event event) {
        return switch (event) {
            case Event.BlockStarted(int choice, int block, Event.Opening.ToolCall call) -> begun(choice, block, call);
            case Event.ArgumentsDelta(int choice, int block, String json)
            when isHeld(choice, block) -> {
                wrapped.append(json);
                yield new byte[0];
            }
            case Event.BlockEnded(int choice, int block)
            when isHeld(choice, block) -> {
                held = null;
                String text = FittedTools.unwrapped(wrapped.toString());
                yield all(List.of(new Event.ArgumentsDelta(choice, block, text), event));
            }
            default -> writer.write(event);
        };
    }

    private byte[] begun(int choice, int block, Event.Opening.ToolCall call) {
        Tool tool = tools.called(call.name());
        if (tool == null) {
            return writer.write(new Event.BlockStarted(choice, block, call));
        }
        boolean unwrap = tool instanceof Tool.Free && !call.free();
        if (unwrap) {
            held = new Held(choice, block);
            wrapped.setLength(0);
        }
        Event.Opening opening = new Event.Opening.ToolCall(call.id(), tool.name(), call.free() || unwrap, call.notes());
        return writer.write(new Event.BlockStarted(choice, block, opening));
    }

    private boolean isHeld(int choice, int block) {
        return new Held(choice, block).equals(held);
    }

    private byte[] all(List<Event> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        events.forEach(event -> out.writeBytes(writer.write(event)));
        return out.toByteArray();
    }

    @Override
    public byte[] end(@Nullable String code) {
        return writer.end(code);
    }

    @Override
    public byte @Nullable [] whole() {
        return writer.whole();
    }
}
