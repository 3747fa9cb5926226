package io.sluice.dialects.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Seeded;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    @Test
    void putsCommasWhereTheyBelong() {
        JsonWriter json = new JsonWriter();
        json.beginObject()
                .name("a")
                .beginArray()
                .number(1)
                .bool(true)
                .nothing()
                .beginObject()
                .endObject()
                .endArray();
        json.name("b").string("x").name("c").raw(Bytes.of("{\"d\":0.10}")).endObject();
        assertThat(json).hasToString("{\"a\":[1,true,null,{}],\"b\":\"x\",\"c\":{\"d\":0.10}}");
    }

    @Test
    void anyTextComesBackFromAnotherParser() {
        Seeded seeded = new Seeded(11);
        JsonMapper jackson = JsonMapper.builder().build();
        for (int i = 0; i < 5_000; i++) {
            String text = seeded.text(40);
            byte[] json = JsonWriter.quoted(text);
            assertThat(jackson.readTree(json).asString()).isEqualTo(text);
            assertThat(new JsonReader(Bytes.of(json), 0).string()).isEqualTo(text);
        }
    }

    @Test
    void nothingInATextCanEndALineOrTurnItAround() {
        String json = new String(JsonWriter.quoted("a\r\n\n\u0000\u001b[2J\u202e\u2028\u0085\u007f"), UTF_8);
        assertThat(json).isEqualTo("\"a\\r\\n\\n\\u0000\\u001b[2J\\u202e\\u2028\\u0085\\u007f\"");
    }

    @Test
    void loneSurrogatesBecomeReplacementCharacters() {
        assertThat(new String(JsonWriter.quoted("a\ud800b\udc00"), UTF_8)).isEqualTo("\"a\ufffdb\ufffd\"");
    }
}
