package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnexpectedStatusCodeException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import io.sluice.simulator.Answer;
import io.sluice.simulator.Script;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(WithSluice.class)
class ErrorsTest {
    private final Sluice sluice;

    ErrorsTest(Sluice sluice) {
        this.sluice = sluice;
    }

    @Test
    void aModelThatStandsTwiceIsABadRequest() {
        var error = raised(
                BadRequestException.class, Ask.chat().putAdditionalBodyProperty("model", JsonValue.from("embed")));

        assertThat(error).hasMessageContaining("model");
        assertOurs(error);
    }

    @Test
    void nestingBeyondReasonIsABadRequest() {
        assertOurs(raised(BadRequestException.class, Ask.chat().putAdditionalBodyProperty("deep", nested(200))));
    }

    @Test
    void whatTheProviderFindsWrongIsItsOwnBadRequest() {
        sluice.provider().next(error(400, "bad_temperature"));

        var error = raised(BadRequestException.class, Ask.chat().temperature(9.0));

        assertThat(error.code()).contains("bad_temperature");
        assertThat(error).hasMessageContaining("by the provider");
    }

    @Test
    void anUnknownKeyIsUnauthorized() {
        var error = raisedWith("sk-nobody-made-this", UnauthorizedException.class, Ask.chat());

        assertThat(error.code()).contains("invalid_api_key");
        assertOurs(error);
    }

    @Test
    void aRevokedKeyIsUnauthorized() {
        String key = sluice.gateway().makeKey("revoked");
        sluice.gateway().revokeKey("revoked");

        assertOurs(raisedWith(key, UnauthorizedException.class, Ask.chat()));
    }

    @Test
    void aModelTheKeyMayNotCallIsForbidden() {
        assertOurs(raisedWith(sluice.narrowKey(), PermissionDeniedException.class, Ask.chat("embed")));
    }

    @Test
    void anUnknownModelIsNotFoundAndTheNearestIsNamed() {
        var error = raised(NotFoundException.class, Ask.chat("fsat"));

        assertThat(error.code()).contains("model_not_found");
        assertThat(error).hasMessageContaining("fast");
        assertOurs(error);
    }

    @Test
    void aBodyBeyondTheLimitIsTooLarge() {
        var error =
                raised(UnexpectedStatusCodeException.class, Ask.chat().addUserMessage("x".repeat(Sluice.TOO_LARGE)));

        // Refused by its head alone, before there is a call that could have an id.
        assertThat(error.statusCode()).isEqualTo(413);
        assertThat(error.code()).contains("body_too_large");
    }

    @Test
    void aBodyThereIsNoRoomForNowIsAnInternalServerErrorThatSaysWhenToComeAgain() {
        sluice.provider().next(Script.silence());
        ChatCompletionCreateParams large =
                Ask.chat().addUserMessage("x".repeat(Sluice.ROOM_FOR_ONE)).build();

        var held = sluice.client().async().chat().completions().createStreaming(large);
        Ask.received(sluice.provider());
        var error = raised(InternalServerException.class, large.toBuilder());
        held.close();

        assertThat(error.statusCode()).isEqualTo(503);
        assertThat(error.headers().values("retry-after")).isNotEmpty();
        assertOurs(error);
    }

    @Test
    void theProvidersUnprocessableEntityIsTheCallers() {
        sluice.provider().next(error(422, "unprocessable"));

        assertThat(raised(UnprocessableEntityException.class, Ask.chat()).code())
                .contains("unprocessable");
    }

    @Test
    void theProvidersRateLimitIsTheCallersWithItsRetryAfter() {
        sluice.provider().next(error(429, "rate_limited").header("retry-after", "7"));

        var error = raised(RateLimitException.class, Ask.chat());

        assertThat(error.code()).contains("rate_limited");
        assertThat(error.headers().values("retry-after")).containsExactly("7");
    }

    @ParameterizedTest
    @CsvSource({"500, 500", "502, 502", "503, 503", "504, 504", "529, 503"})
    void theProvidersServerErrorsAreTheCallers(int theirs, int seen) {
        sluice.provider().next(error(theirs, "broken"));

        var error = raised(InternalServerException.class, Ask.chat());

        assertThat(error.statusCode()).isEqualTo(seen);
        assertThat(error.code()).contains("broken");
    }

    @Test
    void theProviderRefusingOurCredentialIsNeverTheCallersKey() {
        sluice.provider().next(Script.json(401, "{\"error\":{\"message\":\"Incorrect key sk-provider\"}}"));

        var error = raised(InternalServerException.class, Ask.chat());

        assertThat(error.statusCode()).isEqualTo(502);
        assertThat(error.code()).contains("upstream_auth");
        assertThat(error.body().toString()).doesNotContain("sk-provider");
    }

    @Test
    void aProviderNobodyAnswersForIsABadGateway() {
        var error = raised(InternalServerException.class, Ask.chat("gone/any"));

        assertThat(error.statusCode()).isEqualTo(502);
        assertThat(error.code()).contains("upstream_connect");
        assertOurs(error);
    }

    @Test
    void aProviderThatIsTooSlowIsAGatewayTimeout() {
        sluice.provider().next(Script.silence());

        var error = raised(InternalServerException.class, Ask.chat("hasty/any"));

        assertThat(error.statusCode()).isEqualTo(504);
        assertThat(error.code()).contains("upstream_timeout");
        assertOurs(error);
    }

    private <E extends OpenAIServiceException> E raised(Class<E> type, ChatCompletionCreateParams.Builder params) {
        return catchThrowableOfType(
                type, () -> sluice.client().chat().completions().create(params.build()));
    }

    private <E extends OpenAIServiceException> E raisedWith(
            String key, Class<E> type, ChatCompletionCreateParams.Builder params) {
        OpenAIClient client = sluice.clientWith(key).maxRetries(0).build();
        try {
            return catchThrowableOfType(type, () -> client.chat().completions().create(params.build()));
        } finally {
            client.close();
        }
    }

    /** An error of the gateway's own has a type, a code, and the id under which the call can be asked about. */
    private static void assertOurs(OpenAIServiceException error) {
        assertThat(error.type()).isPresent();
        assertThat(error.code()).isPresent();
        assertThat(error.headers().values("x-sluice-call-id")).hasSize(1);
    }

    private static JsonValue nested(int depth) {
        Object value = List.of();
        for (int level = 1; level < depth; level++) {
            value = List.of(value);
        }
        return JsonValue.from(value);
    }

    private static Answer error(int status, String code) {
        return Script.json(
                status,
                "{\"error\":{\"message\":\"Said by the provider.\",\"type\":\"odd\",\"param\":null,\"code\":\"" + code
                        + "\"}}");
    }
}
