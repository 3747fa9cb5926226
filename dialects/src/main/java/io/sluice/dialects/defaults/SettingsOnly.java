package io.sluice.dialects.defaults;

import io.sluice.dialects.RequestFacts;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonWriter;
import io.sluice.dialects.json.Member;
import java.util.Set;

/** A request without its turns and rules, in whatever dialect: what is left is short, and says how the answer is to be made. */
final class SettingsOnly {
    private static final Set<String> TURNS = Set.of("messages", "contents", "input");
    private static final Set<String> SAID = Set.of("system", "instructions", "systemInstruction", "system_instruction");

    private SettingsOnly() {}

    static byte[] of(RequestFacts facts, Bytes body) {
        JsonWriter json = new JsonWriter().beginObject();
        for (Member member : facts.outline().members()) {
            if (TURNS.contains(member.key())) {
                json.name(member.key()).beginArray().endArray();
            } else if (!SAID.contains(member.key())) {
                json.name(member.key()).raw(body.slice(member.start(), member.end()));
            }
        }
        return json.endObject().toBytes();
    }
}
