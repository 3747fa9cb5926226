package io.sluice.dialects.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.dialects.json.Bytes;
import io.sluice.dialects.model.ErrorFacts;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Errors, written for callers and read from providers and their hosts. */
class MessagesErrorsTest {
    private static ErrorFacts read(int status, String body) {
        return Asks.DIALECT.readError(status, null, Bytes.of(body));
    }

    @Test
    void theBodyHasTheTypeOfTheStatusTheCodeAndTheCallsId() {
        ErrorFacts error = ErrorFacts.of(402, "budget_exceeded", "Over \"budget\".");
        assertThat(Asks.string(Asks.DIALECT.errorBody(error, "c1")))
                .isEqualTo(
                        "{\"type\":\"error\",\"error\":{\"type\":\"billing_error\",\"message\":\"Over \\\"budget\\\".\","
                                + "\"code\":\"budget_exceeded\"},\"request_id\":\"c1\"}");
        assertThat(Asks.string(Asks.DIALECT.errorEvent(error, null)))
                .startsWith("event: error\ndata: {\"type\":\"error\"")
                .endsWith("}\n\n");
    }

    @Test
    void everyStatusHasItsType() {
        Map<Integer, String> types = Map.ofEntries(
                Map.entry(400, "invalid_request_error"),
                Map.entry(401, "authentication_error"),
                Map.entry(403, "permission_error"),
                Map.entry(404, "not_found_error"),
                Map.entry(408, "timeout_error"),
                Map.entry(413, "request_too_large"),
                Map.entry(422, "invalid_request_error"),
                Map.entry(429, "rate_limit_error"),
                Map.entry(500, "api_error"),
                Map.entry(502, "api_error"),
                Map.entry(503, "overloaded_error"),
                Map.entry(504, "timeout_error"),
                Map.entry(529, "overloaded_error"));
        types.forEach((status, type) -> assertThat(
                        Asks.string(Asks.DIALECT.errorBody(ErrorFacts.of(status, "c", "m"), null)))
                .contains("\"type\":\"" + type + "\""));
    }

    @Test
    void aTypeOfAnotherDialectGivesWayToOurs() {
        ErrorFacts error = new ErrorFacts(500, null, "m", "server_error", null);
        assertThat(Asks.string(Asks.DIALECT.errorBody(error, null))).contains("\"type\":\"api_error\"");
    }

    @Test
    void overloadedKeepsItsOwnStatus() {
        ErrorFacts error =
                read(529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}");
        assertThat(error).isEqualTo(new ErrorFacts(529, null, "Overloaded", "overloaded_error", null));
    }

    @Test
    void aPromptThatIsTooLongHasTheCodeOthersKnow() {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
                + "\"prompt is too long: 201000 tokens > 200000 maximum\"},\"request_id\":null}";
        assertThat(read(400, body).code()).isEqualTo("context_length_exceeded");
    }

    @Test
    void hostsReportInShapesOfTheirOwn() {
        assertThat(read(403, "[{\"error\":{\"code\":403,\"message\":\"denied\",\"status\":\"PERMISSION_DENIED\"}}]"))
                .isEqualTo(new ErrorFacts(403, null, "denied", null, null));
        assertThat(read(400, "{\"message\":\"bad input\"}").message()).isEqualTo("bad input");
        assertThat(read(500, "{\"error\":\"broken\"}").message()).isEqualTo("broken");
        assertThat(read(502, "<html>Bad gateway</html>").message()).isEqualTo("<html>Bad gateway</html>");
        assertThat(read(500, "").message()).isEmpty();
        assertThat(read(500, "[]").message()).isEqualTo("[]");
    }
}
