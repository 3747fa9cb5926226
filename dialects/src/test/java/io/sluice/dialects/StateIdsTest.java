package io.sluice.dialects;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.gemini.GeminiGenerate;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.json.JsonLimits;
import io.sluice.dialects.json.JsonScanner;
import io.sluice.dialects.openai.responses.OpenAiResponses;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids of a provider's state are found where they stand, and only there. */
class StateIdsTest {

    private static List<StateId> ids(Dialect dialect, String json) {
        JsonScanner scanner =
                new JsonScanner(JsonLimits.REQUEST, dialect.outlined(), dialect.unrepeatable(), dialect.stateNames());
        // A byte at a time: a name may be cut anywhere.
        for (byte one : json.getBytes(StandardCharsets.UTF_8)) {
            assertThat(scanner.feed(Bytes.of(new byte[] {one}))).isNull();
        }
        assertThat(scanner.end()).isNull();
        return dialect.stateIds(scanner.outline(), Bytes.of(json), scanner.sought());
    }

    @Test
    void namesOfInterestAreSeenAtAnyDepthAndWhenTheyAreEscaped() {
        assertThat(sought("{\"a\":[{\"b\":{\"file_id\":1}}]}")).isTrue();
        assertThat(sought("{\"a\":[{\"b\":{\"file\\u005fid\":1}}]}")).isTrue();
        assertThat(sought("{\"a\":[{\"b\":\"file_id\"},\"\\\"file_id\\\":\"]}")).isFalse();
        assertThat(sought("{\"a\":[{\"file_ids\":1,\"file_i\":2}]}")).isFalse();
    }

    private static boolean sought(String json) {
        JsonScanner scanner = new JsonScanner(JsonLimits.REQUEST, Set.of(), Set.of(), Set.of("file_id"));
        assertThat(scanner.feed(Bytes.of(json))).isNull();
        return scanner.sought();
    }

    @Test
    void anItemWithoutATypeIsAReferenceAndReasoningWithItsSealIsNone() {
        String json = "{\"model\":\"m\",\"input\":[{\"id\":\"msg_1\"},{\"id\":\"rs_1\",\"type\":\"reasoning\","
                + "\"summary\":[],\"encrypted_content\":\"e\"},{\"id\":\"rs_2\",\"type\":\"reasoning\",\"summary\":[]},"
                + "{\"id\":\"msg_2\",\"type\":\"message\",\"role\":\"assistant\",\"content\":[]}]}";

        assertThat(ids(new OpenAiResponses(), json))
                .containsExactly(
                        new StateId(StateId.Sort.ITEM, "msg_1", "input[0].id"),
                        new StateId(StateId.Sort.ITEM, "rs_2", "input[2].id", true));
    }

    @Test
    void whatAnAnswerCitedIsAMereMention() {
        String json = "{\"model\":\"m\",\"input\":[{\"type\":\"message\",\"role\":\"assistant\",\"content\":[{\"type\":"
                + "\"output_text\",\"text\":\"a\",\"annotations\":[{\"type\":\"file_citation\",\"file_id\":\"file-1\"}]}]}]}";

        assertThat(ids(new OpenAiResponses(), json)).singleElement().matches(StateId::carried);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "files/a",
                "https://generativelanguage.googleapis.com/v1beta/files/a",
                "HTTPS://user@GENERATIVELANGUAGE.googleapis.com.:443/v1beta/files/a?x=1"
            })
    void anAddressOfGooglesFilesIsAnId(String uri) {
        assertThat(ids(new GeminiGenerate(), file(uri))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.youtube.com/watch?v=a",
        "gs://bucket/files/a",
        "https://example.com/files/a",
        "https://storage.googleapis.com/bucket/a",
        "https://evilgoogleapis.com/files/a"
    })
    void anyOtherAddressIsNone(String uri) {
        assertThat(ids(new GeminiGenerate(), file(uri))).isEmpty();
    }

    private static String file(String uri) {
        return "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"fileData\":{\"fileUri\":\"" + uri + "\"}}]}]}";
    }
}
