package io.sluice.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.admin.AdminTable.Match;
import io.sluice.gateway.call.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request line of the admin plane means: one table says it. */
class AdminTableTest {
    private static final AdminTable TABLE = new AdminTable(List.of(() -> List.of(
            route("GET", "/admin/v1/things"),
            route("POST", "/admin/v1/things"),
            route("GET", "/admin/v1/things/latest"),
            route("GET", "/admin/v1/things/{id}"),
            route("DELETE", "/admin/v1/things/{id}"),
            route("GET", "/admin/v1/things/{id}/parts/{part}"),
            route("GET", "/metrics"))));

    private static AdminRoute route(String method, String path) {
        return new AdminRoute(method, path, Permission.ROUTES_READ, "", _ -> Reply.json("{}"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /admin/v1/things,          /admin/v1/things",
        "HEAD,   /admin/v1/things,          /admin/v1/things",
        "GET,    /admin/v1/things/latest,   /admin/v1/things/latest",
        "GET,    /admin/v1/things/7,        /admin/v1/things/{id}",
        "DELETE, /admin/v1/things/7,        /admin/v1/things/{id}",
        "GET,    /admin/v1/things/latest/parts/a, /admin/v1/things/{id}/parts/{part}",
        "GET,    /metrics,                  /metrics",
    })
    void aLineFindsItsRoute(String method, String path, String template) {
        assertThat(TABLE.match(method, path))
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.route().path()).isEqualTo(template));
    }

    @Test
    void whatStandsForAParameterIsDecodedOnce() {
        assertThat(TABLE.match("GET", "/admin/v1/things/a%2Fb+c/parts/%2541"))
                .isInstanceOfSatisfying(
                        Match.Found.class,
                        found -> assertThat(found.path()).isEqualTo(Map.of("id", "a/b+c", "part", "%41")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/v1/thing",
                "//admin/v1/things",
                "/admin//v1/things",
                "/admin/v1/things/",
                "/Admin/v1/things",
                "/%61dmin/v1/things",
                "/admin/v1/%74hings",
                "/admin/v1/things/..",
                "/admin/v1/things/%2e%2E",
                "/admin/v1/things/.",
                "/admin/v1/things/7/../8",
                "/admin/v1/things/%zz",
                "/admin/v1/../metrics",
                "/metrics;a=b",
                "metrics",
                "/"
            })
    void aPathThatIsNotWrittenAsItIsKnownIsNone(String path) {
        assertThat(TABLE.match("GET", path)).isInstanceOf(Match.None.class);
    }

    @Test
    void aMethodTheRouteHasNotIsToldTheOthers() {
        assertThat(TABLE.match("PUT", "/admin/v1/things/7")).isEqualTo(new Match.WrongMethod("DELETE, GET"));
    }

    @Test
    void aMisspeltPathIsToldTheNearest() {
        assertThat(TABLE.match("GET", "/admin/v1/thigns")).isEqualTo(new Match.None("/admin/v1/things"));
    }

    @Test
    void twoRoutesOfOneMethodAndPathAreAMistake() {
        AdminRoutes twice = () -> List.of(route("GET", "/a/{b}"), route("GET", "/a/{c}"));

        assertThatThrownBy(() -> new AdminTable(List.of(twice))).isInstanceOf(IllegalArgumentException.class);
    }
}
