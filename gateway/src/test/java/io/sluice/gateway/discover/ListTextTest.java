package io.sluice.gateway.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTextTest {
    private static List<String> read(String json) throws Exception {
        return ListText.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"object\":\"model\"},{\"id\":\"b/c:d\",\"name\":\"B\"}]}",
                "{\"models\":[{\"name\":\"a\",\"model\":\"a\",\"details\":{\"id\":\"no\"}},{\"name\":\"b/c:d\"}]}",
                "{\"models\":[{\"name\":\"models/a\"},{\"name\":\"models/b/c:d\"}],\"nextPageToken\":\"x\"}",
                "[{\"id\":\"a\"},\"b/c:d\"]"
            })
    void everyFormOfAListIsRead(String json) throws Exception {
        assertThat(read(json)).containsExactly("a", "b/c:d");
    }

    @Test
    void whatIsNoNameIsPassedOver() throws Exception {
        String tooLong = "x".repeat(257);
        assertThat(read("{\"data\":[{\"id\":\"\"},{},7,null,{\"id\":5},{\"id\":\"a\\n\"},{\"id\":\"" + tooLong
                        + "\"},{\"id\":\"a\"},{\"id\":\"a\"}]}"))
                .containsExactly("a");
    }

    @Test
    void aListWithoutEndIsCut() throws Exception {
        String many = IntStream.range(0, 5_000).mapToObj(i -> "\"m" + i + "\"").collect(Collectors.joining(","));
        assertThat(read("[" + many + "]")).hasSize(2_000).startsWith("m0", "m1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"data\":", "{}", "{\"data\":{}}", "7", "{\"error\":\"no\"}"})
    void whatIsNoListIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(NoList.class).hasMessageContaining("it answered");
    }
}
