package io.sluice.gateway.state;

import io.sluice.dialects.Continuing;
import io.sluice.dialects.json.Bytes;
import io.sluice.gateway.account.KeptAnswer;
import io.sluice.gateway.account.Owner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * An answer that is kept here, with what was asked for it. The arrays are not copied.
 *
 * @param previous the answer it went on from, empty where it is the first of its conversation
 * @param input what was asked, as it stood in the request
 * @param answer as it was written for the caller
 */
record Kept(String id, Owner owner, Instant made, String previous, byte[] input, byte[] answer) {

    /** One round of the conversation. */
    Continuing.Round round() {
        return new Continuing.Round(Bytes.of(input), Bytes.of(answer));
    }

    int size() {
        return input.length + answer.length;
    }

    /** What a store gets of it. */
    KeptAnswer sealed(Sealing sealing) throws IOException {
        byte[] before = previous.getBytes(StandardCharsets.UTF_8);
        byte[] text = ByteBuffer.allocate(2 * Integer.BYTES + before.length + input.length + answer.length)
                .putInt(before.length)
                .put(before)
                .putInt(input.length)
                .put(input)
                .put(answer)
                .array();
        return new KeptAnswer(id, owner, made, sealing.seal(text, row(id, owner, made)));
    }

    /** What a store has of it, opened. */
    static Kept opened(KeptAnswer row, Sealing sealing) throws IOException {
        ByteBuffer text = ByteBuffer.wrap(sealing.open(row.sealed(), row(row.id(), row.owner(), row.made())));
        String previous = new String(taken(text, text.getInt()), StandardCharsets.UTF_8);
        byte[] input = taken(text, text.getInt());
        return new Kept(row.id(), row.owner(), row.made(), previous, input, taken(text, text.remaining()));
    }

    private static byte[] taken(ByteBuffer text, int length) {
        byte[] bytes = new byte[length];
        text.get(bytes);
        return bytes;
    }

    /** What binds a text to its row. */
    private static byte[] row(String id, Owner owner, Instant made) {
        return (id + "\n" + owner.text() + "\n" + made.toEpochMilli()).getBytes(StandardCharsets.UTF_8);
    }
}
