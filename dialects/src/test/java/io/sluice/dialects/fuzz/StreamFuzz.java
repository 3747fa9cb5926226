package io.sluice.dialects.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.dialects.Asked;
import io.sluice.dialects.EventReader;
import io.sluice.dialects.Operation;
import io.sluice.dialects.Quirks;
import io.sluice.dialects.RelayFault;
import io.sluice.dialects.Relayed;
import io.sluice.dialects.StreamEnd;
import io.sluice.dialects.Terms;
import io.sluice.dialects.TranslatingWriter;
import io.sluice.dialects.crossing.Samples;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.Chunk;
import io.sluice.dialects.model.Event;
import io.sluice.dialects.model.FinishReason;
import io.sluice.dialects.model.Losses;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of any dialect means the same in pieces of one byte, is relayed as the same bytes, and is written for every
 * caller as a stream of his dialect that ends as it did, its text untouched.
 */
public final class StreamFuzz {
    private StreamFuzz() {}

    /** Makes what all begin from, before the fuzzer's clock runs. */
    public static void fuzzerInitialize() {
        Tongue.ofCallers();
    }

    /** Tries those bytes. */
    public static void fuzzerTestOneInput(byte[] data) {
        Choices choices = new Choices(data);
        Tongue from = choices.of(List.of(Tongue.values()));
        Tongue to = choices.of(Tongue.ofCallers());
        boolean early = choices.below(8) == 0;
        byte[] stream = choices.below(8) == 0 ? choices.rest() : mutant(from, choices);
        Terms terms = new Terms(Operation.CHAT, 1, choices.below(4) == 0, "asked", Quirks.NONE);
        Read whole = new Read(from.dialect.eventReader(terms), stream, Math.max(1, stream.length));
        Read singles = new Read(from.dialect.eventReader(terms), stream, 1);
        Law.same("the same fault in pieces", whole.fault, singles.fault);
        Law.same("the same end in pieces", whole.end, singles.end);
        Law.same("the same events in pieces", whole.events(), singles.events());
        Law.same("the same seen in pieces", AnswerFuzz.seen(whole.reader), AnswerFuzz.seen(singles.reader));
        if (from.isForCallers() || from == Tongue.INVOKED) {
            relayed(from, terms, stream);
        }
        if (whole.fault == null) {
            carried(from, whole, to, early);
        }
    }

    private static byte[] mutant(Tongue from, Choices choices) {
        Wire wire = choices.of(from.wires);
        List<Wire.Frame> frames = new ArrayList<>(choices.of(from.streams()));
        List<Wire.Frame> others = choices.of(from.streams());
        int changes = choices.below(4);
        for (int i = 0; i < changes && !frames.isEmpty(); i++) {
            int at = choices.below(frames.size());
            switch (choices.below(8)) {
                case 0 -> frames.remove(at);
                case 1 -> frames.add(choices.below(frames.size() + 1), frames.get(at));
                case 2 -> frames.add(at, choices.of(others));
                case 3 ->
                    frames.set(
                            at,
                            new Wire.Frame(
                                    choices.of(others).name(), frames.get(at).data()));
                case 4 ->
                    frames.set(
                            at,
                            new Wire.Frame(
                                    "!throttlingException", frames.get(at).data()));
                default -> frames.set(at, changed(frames.get(at), others, choices));
            }
        }
        byte[] stream = wire.stream(frames, choices);
        int cut = choices.below(16) == 0 ? choices.below(stream.length + 1) : stream.length;
        return Arrays.copyOf(stream, cut);
    }

    private static Wire.Frame changed(Wire.Frame frame, List<Wire.Frame> others, Choices choices) {
        if (!frame.data().startsWith("{")) {
            return frame;
        }
        List<byte[]> documents = others.stream()
                .map(Wire.Frame::data)
                .filter(other -> other.startsWith("{"))
                .map(other -> other.getBytes(UTF_8))
                .toList();
        byte[] some = new byte[choices.below(9)];
        for (int i = 0; i < some.length; i++) {
            some[i] = (byte) choices.below(256);
        }
        List<byte[]> seeds = documents.isEmpty() ? List.of("{}".getBytes(UTF_8)) : documents;
        byte[] data = Mutant.of(frame.data().getBytes(UTF_8), seeds, new Choices(some));
        return new Wire.Frame(frame.name(), new String(data, UTF_8));
    }

    private static void relayed(Tongue from, Terms terms, byte[] stream) {
        Relayed whole = Relayed.whole(from.dialect.streamRelay(terms), stream);
        Relayed singles = Relayed.byteByByte(from.dialect.streamRelay(terms), stream);
        Law.same("the same fault relayed in pieces", whole.fault, singles.fault);
        Law.same("the same end relayed in pieces", whole.end, singles.end);
        Law.same(
                "the same bytes relayed in pieces",
                new String(whole.bytes(), ISO_8859_1),
                new String(singles.bytes(), ISO_8859_1));
        Law.same("the same seen relayed in pieces", AnswerFuzz.seen(whole.relay), AnswerFuzz.seen(singles.relay));
    }

    private static void carried(Tongue from, Read read, Tongue to, boolean early) {
        Asked asked = new Asked("c1", 1_700_000_000, "asked", Samples.asked(), new Losses());
        TranslatingWriter writer = new TranslatingWriter(to.dialect.codec().streamWriter(asked), 1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        read.chunks.forEach(chunk -> out.writeBytes(writer.write(chunk)));
        boolean broken = read.events().stream().anyMatch(Event.Broken.class::isInstance);
        if (early && !broken) {
            out.writeBytes(writer.finish(FinishReason.LENGTH, null, "budget_exhausted"));
        } else if (read.end == StreamEnd.WHOLE) {
            out.writeBytes(writer.end());
        }
        byte[] written = out.toByteArray();
        Read again =
                new Read(to.dialect.eventReader(Terms.untouched(Operation.CHAT)), written, Math.max(1, written.length));
        if (again.fault != null) {
            throw new AssertionError(to + " cannot be read as written of " + from + ", " + again.fault + ": "
                    + new String(written, UTF_8));
        }
        boolean ended = !broken && (early || read.end == StreamEnd.WHOLE);
        if (ended && Said.isPlain(read.events())) {
            Law.same(to + " says the text of " + from, Said.letters(read.events()), Said.letters(again.events()));
        }
        Law.same(to + " ends as " + from + " did: " + new String(written, UTF_8), ended, again.end == StreamEnd.WHOLE);
    }

    /** A stream read in pieces of one size. */
    private static final class Read {
        final List<Chunk> chunks = new ArrayList<>();
        final EventReader reader;
        final StreamEnd end;

        @Nullable
        final RelayFault fault;

        Read(EventReader reader, byte[] stream, int size) {
            this.reader = reader;
            RelayFault first = null;
            for (int at = 0; first == null && at < stream.length; at += size) {
                first = reader.feed(Bytes.of(stream, at, Math.min(stream.length, at + size)), chunks::add);
            }
            fault = first;
            end = reader.end(true, chunks::add);
        }

        List<Event> events() {
            return chunks.stream().flatMap(chunk -> chunk.events().stream()).toList();
        }
    }
}
