package io.sluice.dialects.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.model.Loss;
import io.sluice.dialects.model.Losses;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSubsetTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"type\":\"string\",\"description\":\"d\",\"maxLength\":5}|{\"type\":\"STRING\",\"description\":\"d\",\"maxLength\":5}|-",
                "{\"const\":\"a\"}|{\"type\":\"STRING\",\"enum\":[\"a\"]}|-",
                "{\"const\":5}|{}|gemini schemas enumerate strings only",
                "{\"type\":\"integer\",\"enum\":[1,2]}|{\"type\":\"INTEGER\"}|gemini schemas enumerate strings only",
                "{\"type\":[\"string\",\"null\"],\"enum\":[\"a\",null]}|{\"type\":\"STRING\",\"nullable\":true,\"enum\":[\"a\"]}|-",
                "{\"type\":[\"string\",\"integer\"]}|{\"anyOf\":[{\"type\":\"STRING\"},{\"type\":\"INTEGER\"}]}|-",
                "{\"anyOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}|{\"nullable\":true,\"anyOf\":[{\"type\":\"STRING\"}]}|-",
                "{\"oneOf\":[{\"type\":\"string\"}]}|{\"anyOf\":[{\"type\":\"STRING\"}]}|gemini schemas have no oneOf: taken as anyOf",
                "{\"properties\":{\"type\":{\"type\":\"string\"}}}|{\"type\":\"OBJECT\",\"properties\":{\"type\":{\"type\":\"STRING\"}}}|-",
                "{\"type\":\"array\",\"items\":{\"type\":\"number\"}}|{\"type\":\"ARRAY\",\"items\":{\"type\":\"NUMBER\"}}|-",
                "{\"type\":\"array\",\"items\":true}|{\"type\":\"ARRAY\"}|gemini schemas have one schema for all items",
                "{\"type\":\"string\",\"format\":\"date-time\"}|{\"type\":\"STRING\",\"format\":\"date-time\"}|-",
                "{\"type\":\"string\",\"format\":\"email\"}|{\"type\":\"STRING\"}|gemini schemas do not know that format",
                "{\"type\":\"object\",\"additionalProperties\":false}|{\"type\":\"OBJECT\"}|gemini schemas have no additionalProperties",
                "{\"not\":{}}|{}|gemini schemas have no not",
                "{\"caller's own\":1}|{}|gemini schemas have no such keyword",
                "{\"$defs\":{\"a\":{\"type\":\"string\"}},\"$ref\":\"#/$defs/a\"}|{\"type\":\"STRING\"}|-",
                "{\"$ref\":\"#/$defs/b\"}|{\"type\":\"OBJECT\"}|gemini schemas have no such reference",
                "{\"$ref\":\"https://x.example/s\"}|{\"type\":\"OBJECT\"}|gemini schemas have no such reference",
                "true|{}|gemini schemas cannot be true or false",
                "{\"minimum\":-12345678901234567890}|{\"minimum\":-12345678901234567890}|-"
            })
    void whatIsCutIsNamed(String schema, String subset, @Nullable String reason) {
        Losses losses = new Losses();
        assertThat(SchemaSubset.of(schema, "tools[0].schema", losses)).isEqualTo(subset);
        assertThat(losses.all()).isEqualTo(reason == null ? List.of() : List.of(new Loss("tools[0].schema", reason)));
    }

    @Test
    void partsOfAllOfAreMergedInTheirOrder() {
        Losses losses = new Losses();
        String schema =
                "{\"$defs\":{\"x~y\":{\"type\":\"object\",\"properties\":{\"b\":{\"type\":\"string\"}},\"required\":[\"b\"]}},"
                        + "\"properties\":{\"a\":{\"type\":\"integer\"}},\"required\":[\"a\"],"
                        + "\"allOf\":[{\"$ref\":\"#/$defs/x~0y\"},{\"allOf\":[{\"properties\":{\"c\":{\"type\":\"boolean\"}}}]}]}";
        assertThat(SchemaSubset.of(schema, "s", losses))
                .isEqualTo(
                        "{\"type\":\"OBJECT\",\"properties\":{\"a\":{\"type\":\"INTEGER\"},\"b\":{\"type\":\"STRING\"},"
                                + "\"c\":{\"type\":\"BOOLEAN\"}},\"required\":[\"a\",\"b\"]}");
        assertThat(losses.all()).isEmpty();
        SchemaSubset.of("{\"type\":\"string\",\"allOf\":[{\"type\":\"integer\"}]}", "s", losses);
        assertThat(losses.all())
                .containsExactly(new Loss("s", "gemini schemas have no allOf: parts that contradict each other"));
    }

    @Test
    void aSchemaThatRefersToItselfEnds() {
        Losses losses = new Losses();
        String schema = "{\"$defs\":{\"n\":{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#/$defs/n\"}}}},"
                + "\"$ref\":\"#/$defs/n\"}";
        assertThat(SchemaSubset.of(schema, "s", losses))
                .isEqualTo("{\"type\":\"OBJECT\",\"properties\":{\"next\":{\"type\":\"OBJECT\"}}}");
        assertThat(losses.all()).containsExactly(new Loss("s", "gemini schemas cannot refer to themselves"));
        SchemaSubset.of("{\"$ref\":\"#\"}", "s", losses);
        SchemaSubset.of("{\"allOf\":[{\"$ref\":\"#\"}]}", "s", losses);
    }

    @Test
    void referencesThatMultiplyAreNotFollowedWithoutEnd() {
        StringBuilder schema = new StringBuilder("{\"$defs\":{");
        for (int i = 0; i < 30; i++) {
            String next = "{\"$ref\":\"#/$defs/d" + (i + 1) + "\"}";
            schema.append("\"d" + i + "\":{\"properties\":{\"a\":" + next + ",\"b\":" + next + "}},");
        }
        schema.append("\"d30\":{\"type\":\"string\"}},\"$ref\":\"#/$defs/d0\"}");
        Losses losses = new Losses();
        assertThat(SchemaSubset.of(schema.toString(), "s", losses).length()).isLessThan(4_000_000);
        assertThat(losses.all()).containsExactly(new Loss("s", "gemini schemas cannot be that large"));
    }
}
