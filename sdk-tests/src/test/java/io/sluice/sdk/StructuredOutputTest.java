package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.chat.completions.StructuredChatCompletion;
import io.sluice.simulator.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WithSluice.class)
class StructuredOutputTest {
    private final Sluice sluice;

    StructuredOutputTest(Sluice sluice) {
        this.sluice = sluice;
    }

    /** What the SDK makes the schema of, and reads the answer into. */
    public record Recipe(String name, List<String> steps) {}

    @Test
    void theSchemaOfAClassGoesOutAndAnObjectOfItComesBack() {
        sluice.provider().next(Script.text("{\"name\":\"Tea\",\"steps\":[\"boil\",\"wait\"]}"));

        StructuredChatCompletion<Recipe> answer = sluice.client()
                .chat()
                .completions()
                .create(Ask.chat().responseFormat(Recipe.class).build());

        assertThat(answer.choices().getFirst().message().content())
                .contains(new Recipe("Tea", List.of("boil", "wait")));
        var format = Ask.received(sluice.provider()).json().path("response_format");
        assertThat(format.path("type").asString()).isEqualTo("json_schema");
        assertThat(format.at("/json_schema/strict").asBoolean()).isTrue();
        assertThat(format.at("/json_schema/schema/properties/steps/type").asString())
                .isEqualTo("array");
    }
}
