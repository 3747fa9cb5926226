package io.sluice.gateway.count;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TokenizerTest {
    private final Tokenizer tokenizer = new Tokenizer();

    @Test
    void aModelIsCountedInItsOwnVocabulary() throws Exception {
        // The newer vocabulary has this Hindi word in fewer pieces.
        String word = "नमस्ते";
        long newer = tokenizer.count("gpt-5-mini", word);
        assertThat(tokenizer.count("gpt-4-turbo", word)).isGreaterThan(newer);
        assertThat(tokenizer.count("openai/gpt-3.5-turbo", word)).isGreaterThan(newer);
        assertThat(tokenizer.count("gpt-4o", word)).isEqualTo(newer);
        assertThat(tokenizer.count("gpt-4.1", word)).isEqualTo(newer);
        assertThat(tokenizer.count("claude-sonnet-5", word)).isEqualTo(newer);
    }

    @Test
    void marksOfTheVocabularyAreTextLikeAnyOther() throws Exception {
        assertThat(tokenizer.count("gpt-5", "<|endoftext|>")).isGreaterThan(1);
    }

    @Test
    void longTextsAreCountedPieceByPiece() throws Exception {
        long one = tokenizer.count("gpt-5", " word");
        assertThat(tokenizer.count("gpt-5", " word".repeat(100_000))).isBetween(100_000 * one, 100_100 * one);
        // A window never cuts a pair of surrogates in two.
        assertThat(tokenizer.count("gpt-5", "a" + "😀".repeat(20_000)))
                .isLessThan(21_000 * tokenizer.count("gpt-5", "😀"));
    }

    @Test
    void aThreadThatIsAskedToStopDoes() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> tokenizer.count("gpt-5", "hi")).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
