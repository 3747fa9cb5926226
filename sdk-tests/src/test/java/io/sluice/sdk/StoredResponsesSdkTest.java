package io.sluice.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.errors.NotFoundException;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** OpenAI's client takes up, fetches, lists and deletes responses, whoever answered them. */
@ExtendWith(WithSluice.class)
class StoredResponsesSdkTest {
    private final Sluice sluice;
    private final OpenAIClient client;

    StoredResponsesSdkTest(Sluice sluice) {
        this.sluice = sluice;
        this.client = sluice.client();
    }

    private static ResponseCreateParams.Builder ask(Upstream upstream, String text) {
        return ResponseCreateParams.builder()
                .model(upstream.model())
                .maxOutputTokens(4000)
                .input(text);
    }

    /** Those whose provider keeps nothing. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESPONSES")
    void aConversationGoesOnByTheIdOfItsLastResponse(Upstream upstream) {
        sluice.provider().next(upstream.says(), upstream.says());
        Response first =
                client.responses().create(ask(upstream, "my name is Ada").build());

        Response second = client.responses()
                .create(ask(upstream, "and mine").previousResponseId(first.id()).build());

        assertThat(second.previousResponseId()).contains(first.id());
        Ask.received(sluice.provider());
        assertThat(Ask.received(sluice.provider()).body().text())
                .contains("my name is Ada")
                .contains("hello there")
                .contains("and mine");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "RESPONSES")
    void aResponseIsFetchedListedAndDeleted(Upstream upstream) {
        sluice.provider().next(upstream.says());
        Response made = client.responses().create(ask(upstream, "hi").build());

        assertThat(client.responses().retrieve(made.id())).isEqualTo(made);
        assertThat(client.responses().inputItems().list(made.id()).items())
                .singleElement()
                .satisfies(item -> assertThat(item.toString()).contains("hi"));
        client.responses().delete(made.id());
        assertThatThrownBy(() -> client.responses().retrieve(made.id())).isInstanceOf(NotFoundException.class);
    }
}
