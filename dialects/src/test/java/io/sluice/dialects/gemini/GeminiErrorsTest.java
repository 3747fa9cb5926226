package io.sluice.dialects.gemini;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.Dialect;
import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiErrorsTest {
    private static final Dialect DIALECT = new GeminiGenerate();

    @Test
    void aWrongKeyIsKnownByItsReasonThoughItsStatusIs400() {
        ErrorFacts error = read(
                400,
                "{\"error\":{\"code\":400,\"message\":\"m\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"API_KEY_INVALID\"}]}}");
        assertThat(error).isEqualTo(new ErrorFacts(400, "API_KEY_INVALID", "m", "INVALID_ARGUMENT", null));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"34s,34000", "0.5s,500", "1e3s,1000000", "34,-", "s,-", "-5s,-", "9e99s,-", "1e-9999999s,0"})
    void howLongToWaitIsInTheDetails(String delay, @Nullable Long millis) {
        ErrorFacts error = read(
                429,
                "{\"error\":{\"code\":429,\"message\":\"m\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":[{\"@type\":"
                        + "\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"" + delay + "\"}]}}");
        assertThat(error.retryAfter()).isEqualTo(millis == null ? null : Duration.ofMillis(millis));
    }

    @Test
    void anArrayWrapsErrorsOfStreams() {
        ErrorFacts error = read(
                404,
                "[{\"error\":{\"code\":404,\"message\":\"m\",\"status\":\"NOT_FOUND\",\"details\":[{\"@type\":"
                        + "\"x/google.rpc.BadRequest\",\"fieldViolations\":[{\"field\":\"contents\"}]}]}}\n]");
        assertThat(error).isEqualTo(new ErrorFacts(404, "NOT_FOUND", "m", "NOT_FOUND", "contents"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<html>bad</html>|<html>bad</html>", "\"x\"|x", "{\"error\":\"text\"}|text", "[]|[]"})
    void anErrorInAnyOtherShapeKeepsItsText(String body, String message) {
        ErrorFacts error = read(500, body);
        assertThat(error.status()).isEqualTo(500);
        assertThat(error.message()).isEqualTo(message);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        ErrorFacts error = new ErrorFacts(
                429,
                "rate_limit_exceeded",
                "slow \"down\"",
                "RESOURCE_EXHAUSTED",
                "contents",
                Duration.ofMillis(2_500));
        byte[] body = DIALECT.errorBody(error, "call-1");
        assertThat(DIALECT.readError(429, null, Bytes.of(body))).isEqualTo(error);
        assertThat(new String(body, UTF_8))
                .contains("\"code\":429", "\"retryDelay\":\"2.5s\"", "\"call_id\":\"call-1\"");
    }

    @ParameterizedTest
    @CsvSource({
        "400,INVALID_ARGUMENT",
        "401,UNAUTHENTICATED",
        "402,FAILED_PRECONDITION",
        "403,PERMISSION_DENIED",
        "404,NOT_FOUND",
        "409,ABORTED",
        "413,INVALID_ARGUMENT",
        "422,INVALID_ARGUMENT",
        "429,RESOURCE_EXHAUSTED",
        "500,INTERNAL",
        "502,UNAVAILABLE",
        "503,UNAVAILABLE",
        "504,DEADLINE_EXCEEDED",
        "529,UNAVAILABLE"
    })
    void everyStatusHasItsWord(int status, String word) {
        for (String type : new String[] {null, "invalid_request_error"}) {
            ErrorFacts error = new ErrorFacts(status, null, "m", type, null);
            assertThat(new String(DIALECT.errorBody(error, null), UTF_8))
                    .isEqualTo("{\"error\":{\"code\":" + status + ",\"message\":\"m\",\"status\":\"" + word + "\"}}");
        }
    }

    @Test
    void anErrorInsideAStreamHasTheFormOfTheStream() {
        ErrorFacts error = new ErrorFacts(503, null, "gone", null, null);
        String body = "{\"error\":{\"code\":503,\"message\":\"gone\",\"status\":\"UNAVAILABLE\"}}";
        assertThat(new String(DIALECT.errorEvent(error, null), UTF_8)).isEqualTo("data: " + body + "\r\n\r\n");
        Dialect array = new GeminiGenerate(StreamForm.ARRAY);
        assertThat(new String(array.errorEvent(error, null), UTF_8)).isEqualTo(",\r\n" + body + "\r\n]");
        assertThat(array.streamType()).isEqualTo("application/json");
        assertThat(DIALECT.streamType()).isEqualTo("text/event-stream");
    }

    private static ErrorFacts read(int status, String body) {
        return DIALECT.readError(status, null, Bytes.of(body));
    }
}
