package io.sluice.gateway.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** T11: an address is read by one strict reader, and what it read is what is connected to. */
class WebAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.1/",
                "https://0177.0.0.1/",
                "https://017700000001/",
                "https://0/",
                "https://0x/",
                "https://1.2.3.4.5/",
                "https://[::1]/",
                "https://[::]/",
                "https://[::ffff:169.254.169.254]/",
                "https://[fe80::1%25eth0]/",
                "https://[::1]:443/",
                "https://[fd00:ec2::254]/",
                "https://[64:ff9b::7f00:1]/",
                "https://listed.example@evil.example/",
                "https://user:pass@listed.example/",
                "https://@listed.example/",
                "https://evil.example%40listed.example/",
                "https://evil.example\\@listed.example/",
                "https://listed.example\\evil.example/",
                "https://listed.example./",
                "https://.listed.example/",
                "https://listed..example/",
                "https:///listed.example/",
                "https://",
                "https://:443/",
                "https://listed.example:/",
                "https://listed.example:80/",
                "https://listed.example:0443/",
                "https://listed.example:443:443/",
                "https://ex%61mple.com/",
                "https://l\u0131sted.example/",
                "https://\u2460\u2461\u2466.0.0.1/",
                "https://listed\u3002example/",
                "https://\uff11\uff12\uff17.\uff10.0.1/",
                "https://listed.example\u0000.evil.example/",
                "https://listed.example\t/",
                "https://listed.example\r\nhost: evil/",
                "https://listed .example/",
                "https://listed_.example/",
                "https://-listed.example/",
                "http://listed.example/",
                "https:/listed.example/",
                "https:listed.example/",
                "//listed.example/",
                "ftp://listed.example/",
                "file:///etc/passwd",
                "gopher://listed.example/",
                "gs://bucket/x.png",
                "s3://bucket/x.png",
                "javascript:alert(1)",
                "listed.example/x.png",
                "",
                " https://listed.example/"
            })
    void whatCouldBeReadInTwoWaysIsRefused(String url) {
        assertThatThrownBy(() -> WebAddress.of(url, 443))
                .isInstanceOfSatisfying(
                        Unfetchable.class,
                        why -> assertThat(why.failure("messages[0]")).satisfies(failure -> {
                            assertThat(failure.status()).isEqualTo(400);
                            assertThat(failure.code()).isEqualTo("url_not_allowed");
                            assertThat(failure.param()).isEqualTo("messages[0]");
                        }));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "https://listed.example/a/b.png?c=d&e=%20 listed.example /a/b.png?c=d&e=%20",
                "HTTPS://LISTED.Example:443 listed.example /",
                "https://listed.example?q=1#fragment listed.example /?q=1",
                "https://xn--bcher-kva.example/x#y listed /x",
                "https://listed.example/gr\u00fcn.png listed.example /gr%C3%BCn.png",
                "https://listed.example/a@b:80/[c] listed.example /a@b:80/[c]"
            })
    void aPlainAddressIsRead(String url, String host, String target) throws Exception {
        WebAddress address = WebAddress.of(url, 443);

        assertThat(address.host()).isEqualTo(host.equals("listed") ? "xn--bcher-kva.example" : host);
        assertThat(address.target()).isEqualTo(target);
    }

    @Test
    void aPatternStandsForANameOrForAllBelowIt() {
        HostPattern below = HostPattern.parse("*.Images.example.com");

        assertThat(below.matches("a.images.example.com")).isTrue();
        assertThat(below.matches("a.b.images.example.com")).isTrue();
        assertThat(below.matches("images.example.com")).isFalse();
        assertThat(below.matches("evilimages.example.com")).isFalse();
        assertThat(HostPattern.parse("cdn.example.com").matches("cdn.example.com"))
                .isTrue();
        assertThat(HostPattern.parse("cdn.example.com").matches("x.cdn.example.com"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "*.com",
                "https://cdn.example",
                "cdn.example:443",
                "cdn.example/x",
                "10.0.0.1",
                "*.0.0.1",
                "[::1]",
                "a.*.example",
                "b\u00fccher.example",
                "cdn.example.",
                ""
            })
    void whatIsNoHostCannotBeListed(String text) {
        assertThatThrownBy(() -> HostPattern.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
