package io.sluice.dialects.openai.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Recordings;
import io.sluice.dialects.Recordings.Recording;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Errors in every shape that was recorded behind chat's endpoint. */
class RecordedErrorsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void everyErrorKeepsItsMessageItsCodeAndItsStatus() {
        int read = 0;
        for (Recording recording : Recordings.of(Set.of("openai.chat"))) {
            if (recording.status() < 400) {
                continue;
            }
            ErrorFacts error = Chat.DIALECT.readError(recording.status(), null, Bytes.of(recording.answer()));
            assertThat(error.status()).as(recording.name()).isEqualTo(recording.status());
            JsonNode body = recording.answer().length > 0 && recording.answer()[0] == '{'
                    ? JSON.readTree(recording.answer())
                    : JSON.createObjectNode();
            JsonNode inside = body.path("error").isObject() ? body.get("error") : body;
            if (inside.path("message").isString()) {
                assertThat(error.message())
                        .as(recording.name())
                        .isEqualTo(inside.get("message").asString());
            } else {
                assertThat(error.message()).as(recording.name()).isNotEmpty();
            }
            if (inside.path("code").isValueNode() && !inside.path("code").isNull()) {
                assertThat(error.code())
                        .as(recording.name())
                        .isEqualTo(inside.get("code").asString());
            }
            read++;
        }
        assertThat(read).isGreaterThan(10);
    }

    @Test
    void everyErrorIsReadAsItWasWritten() {
        for (Recording recording : Recordings.of(Set.of("openai.chat"))) {
            if (recording.status() >= 400) {
                ErrorFacts error = Chat.DIALECT.readError(recording.status(), null, Bytes.of(recording.answer()));
                ErrorFacts again =
                        Chat.DIALECT.readError(recording.status(), null, Bytes.of(Chat.DIALECT.errorBody(error, "c1")));
                assertThat(again.message()).as(recording.name()).isEqualTo(error.message());
                assertThat(again.code()).as(recording.name()).isEqualTo(error.code());
                assertThat(again.param()).as(recording.name()).isEqualTo(error.param());
                assertThat(again.type()).as(recording.name()).isNotNull();
            }
        }
    }
}
