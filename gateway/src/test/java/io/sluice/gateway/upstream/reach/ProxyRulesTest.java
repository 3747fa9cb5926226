package io.sluice.gateway.upstream.reach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Origin;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is reached through a proxy, and who is not. */
class ProxyRulesTest {
    private static final String PROXY = "http://proxy.corp:3128";

    private static Origin to(String url) {
        return Origin.of(URI.create(url), null);
    }

    private static boolean proxied(String noProxy, String url) {
        return ProxyRules.of(Map.of("HTTPS_PROXY", PROXY, "NO_PROXY", noProxy)).proxyFor(to(url)) != null;
    }

    @ParameterizedTest
    @CsvSource({
        "'', https://api.example.com, true",
        "'*', https://api.example.com, false",
        "'api.example.com', https://api.example.com, false",
        "'API.Example.com', https://api.example.com, false",
        "'example.com', https://api.example.com, false",
        "'example.com', https://badexample.com, true",
        "'.example.com', https://api.example.com, false",
        "'.example.com', https://example.com, true",
        "'*.example.com', https://api.example.com, false",
        "'a.test, api.example.com  b.test', https://api.example.com, false",
        "'api.example.com:443', https://api.example.com, false",
        "'api.example.com:8443', https://api.example.com, true",
        "'10.0.0.0/8', https://10.1.2.3, false",
        "'10.0.0.0/8', https://11.1.2.3, true",
        "'10.0.0.0/8', https://api.example.com, true",
        "'10.1.2.3', https://10.1.2.3, false",
        "'10.1.2.3:443', https://10.1.2.3, false",
        "'fd00::/8', 'https://[fd00::5]', false",
        "'fd00::5', 'https://[fd00::5]', false",
        "'[fd00::5]:443', 'https://[fd00::5]', false",
        "'fd00::/8', https://10.1.2.3, true",
        "'10.0.0.0/99,nonsense/8,/', https://10.1.2.3, true",
        "'', https://localhost, false",
        "'', https://127.0.0.9, false",
        "'', 'https://[::1]', false"
    })
    void noProxyIsReadAsOthersReadIt(String noProxy, String url, boolean expected) {
        assertThat(proxied(noProxy, url)).isEqualTo(expected);
    }

    @Test
    void eachSchemeHasItsOwnVariable() {
        ProxyRules rules = ProxyRules.of(Map.of("https_proxy", "one:1", "HTTPS_PROXY", "two:2", "http_proxy", ""));

        assertThat(Objects.requireNonNull(rules.proxyFor(to("https://a.test"))).host())
                .isEqualTo("one");
        assertThat(rules.proxyFor(to("http://a.test"))).isNull();
        assertThat(ProxyRules.of(Map.of("http_proxy", PROXY)).proxyFor(to("http://a.test")))
                .isNotNull();
        assertThat(ProxyRules.NONE.proxyFor(to("https://a.test"))).isNull();
    }

    @Test
    void theLoginIsDecodedAndNotPrinted() {
        ProxyRules rules = ProxyRules.of(Map.of("https_proxy", "http://us%40er:pa%3Ass+@proxy:3128"));
        HttpProxy proxy = Objects.requireNonNull(rules.proxyFor(to("https://a.test")));

        assertThat(proxy.user()).isEqualTo("us@er");
        assertThat(Objects.requireNonNull(proxy.password()).reveal()).isEqualTo("pa:ss+");
        assertThat(proxy.toString()).doesNotContain("pa:ss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://proxy:1", "socks5://proxy:1", "http://:1", "http://u:secret@", "a b"})
    void whatIsNoProxyUrlIsAnErrorThatDoesNotTellIt(String url) {
        assertThatThrownBy(() -> ProxyRules.of(Map.of("HTTPS_PROXY", url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("https_proxy")
                .hasMessageNotContaining("secret");
    }
}
