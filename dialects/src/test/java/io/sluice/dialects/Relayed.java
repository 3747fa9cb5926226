package io.sluice.dialects;

import io.sluice.dialects.json.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stream put through a relay in pieces, and everything that came of it. */
public final class Relayed implements RelaySink {
    public final StreamRelay relay;
    public final List<Integer> windows = new ArrayList<>();
    public @Nullable RelayFault fault;
    public @Nullable StreamEnd end;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private Bytes piece = Bytes.of("");
    private int windowed;

    public Relayed(StreamRelay relay) {
        this.relay = relay;
    }

    public static Relayed whole(StreamRelay relay, byte[] stream) {
        return new Relayed(relay).feed(Bytes.of(stream)).end(true);
    }

    public static Relayed pieces(StreamRelay relay, List<Bytes> pieces) {
        Relayed relayed = new Relayed(relay);
        pieces.forEach(relayed::feed);
        return relayed.end(true);
    }

    public static Relayed cutAt(StreamRelay relay, byte[] stream, int cut) {
        return pieces(relay, List.of(Bytes.of(stream, 0, cut), Bytes.of(stream, cut, stream.length)));
    }

    public static Relayed byteByByte(StreamRelay relay, byte[] stream) {
        Relayed relayed = new Relayed(relay);
        for (int i = 0; i < stream.length; i++) {
            relayed.feed(Bytes.of(stream, i, i + 1));
        }
        return relayed.end(true);
    }

    public Relayed feed(String text) {
        return feed(Bytes.of(text));
    }

    public Relayed feed(Bytes next) {
        if (fault == null) {
            piece = next;
            windowed = 0;
            fault = relay.feed(next, this);
        }
        return this;
    }

    public Relayed end(boolean proper) {
        end = relay.end(proper, this);
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }

    public String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void window(int from, int to) {
        if (from < windowed || to <= from) {
            throw new AssertionError("Windows must ascend and not be empty: " + from + " to " + to);
        }
        windowed = to;
        windows.add(to - from);
        byte[] copy = new byte[to - from];
        piece.copyTo(from, to, copy, 0);
        out.writeBytes(copy);
    }

    @Override
    public void literal(byte[] bytes, int from, int to) {
        out.write(bytes, from, to - from);
    }
}
