package io.sluice.gateway.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.sluice.gateway.architecture.MainClasses.gatewayClassesOutside;
import static io.sluice.gateway.architecture.MainClasses.obey;

import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. A package that does not exist yet obeys already. */
class PackageKnowledgeTest {

    private static final Set<String> GROUND = Set.of("account", "catalog", "config", "journal", "money", "sign");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth",
                "route",
                "observe",
                "count",
                "discover",
                "state",
                "egress",
                "health",
                "mirror",
                "drill",
                "litellm",
                "ratelimit",
                "budget",
                "guardrail",
                "cache"
            })
    void aFeatureKnowsTheCallAndTheSharedGroundOnly(String feature) {
        obey(knowsOnly(feature, with(GROUND, "call", "admin"))
                .because("deleting a feature and its line in the stage list must leave the rest compiling;"
                        + " what one needs of another is a small port in call, and admin is the port for its paths"));
    }

    @Test
    void theAdminPlaneKnowsNoFeature() {
        obey(knowsOnly("admin", with(GROUND, "call"))
                .because("features bring their paths to it; it does not know which there are"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "catalog", "config", "journal", "money", "sign"})
    void theSharedGroundKnowsNoFeatureAndNoSocket(String ground) {
        obey(knowsOnly(ground, with(GROUND, "call"))
                .because("what every feature stands on must not stand on a feature"));
    }

    @Test
    void theCallKnowsTheSharedGroundOnly() {
        obey(knowsOnly("call", GROUND).because("the pipeline does not know which stages it runs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "upstream"})
    void theTwoSocketSidesMeetInNetOnly(String side) {
        obey(knowsOnly(side, with(GROUND, "call", "net"))
                .because("server and client are exchangeable on their own; policy belongs to stages"));
    }

    @Test
    void netKnowsThePortsOfTheCallAndNeitherSide() {
        obey(knowsOnly("net", with(GROUND, "call")).because("it holds only what both socket sides share"));
    }

    @Test
    void theStoreKnowsTheSharedGroundOnly() {
        obey(knowsOnly("store", with(GROUND, "call")).because("it implements ports; whoever asks is not its business"));
    }

    @Test
    void nobodyKnowsTheApplication() {
        obey(noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.gateway.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.gateway.app..")
                .because("app wires everything together, so knowing it is knowing everything"));
    }

    @Test
    void nettyStaysInThePackagesThatMoveBytes() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice..")
                .and()
                .resideOutsideOfPackages(
                        "io.sluice.gateway.http..",
                        "io.sluice.gateway.upstream..",
                        "io.sluice.gateway.net..",
                        "io.sluice.gateway.app..",
                        "io.sluice.simulator..",
                        "io.sluice.benchmarks..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .because("a stage that never sees a ByteBuf can neither leak one nor block its loop on one"));
    }

    @Test
    void onlyHttpKnowsTheNettyServer() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.gateway..")
                .and()
                .resideOutsideOfPackage("io.sluice.gateway.http..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.netty\\.(bootstrap\\.ServerBootstrap|handler\\.codec\\.http2\\..*"
                        + "|handler\\.codec\\.http\\.(HttpServer.*|HttpRequestDecoder|HttpResponseEncoder))")
                .because("one package answers callers, so the hardening of it is in one place"));
    }

    @Test
    void onlyUpstreamKnowsTheNettyClient() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.gateway..")
                .and()
                .resideOutsideOfPackage("io.sluice.gateway.upstream..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.netty\\.(bootstrap\\.Bootstrap|handler\\.proxy\\..*"
                        + "|handler\\.codec\\.http\\.(HttpClient.*|HttpRequestEncoder|HttpResponseDecoder))")
                .because("one package opens sockets to providers, so credentials leave through one door"));
    }

    @Test
    void onlyTheStoreKnowsTheDatabase() {
        obey(noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.gateway.store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .because("SQLite is native code that holds its thread: only the store has threads for that"));
    }

    @Test
    void onlyTheConfigurationKnowsYaml() {
        obey(noClasses()
                .that()
                .resideOutsideOfPackage("io.sluice.gateway.config..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.snakeyaml..")
                .because("settings are records by the time anything else sees them"));
    }

    @Test
    void theHotPathBuildsNoJsonTrees() {
        obey(noClasses()
                .that()
                .resideInAnyPackage(
                        "io.sluice.gateway.call..",
                        "io.sluice.gateway.http..",
                        "io.sluice.gateway.upstream..",
                        "io.sluice.gateway.net..",
                        "io.sluice.gateway.auth..",
                        "io.sluice.gateway.route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("tools.jackson..")
                .because("bytes pass as they came; the scanner of dialects finds what a call needs without a tree"));
    }

    @Test
    void theDialectsAreUsefulAlone() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.dialects..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("io.sluice.dialects..", "java..", "org.jspecify..")
                .because("translation needs the JDK only, so anyone may take it without the gateway"));
    }

    @Test
    void theDialectsDoNoInputOrOutput() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.dialects..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.nio.file..", "java.nio.channels..", "java.net..", "java.util.concurrent..")
                .because("a translator is a function from bytes to bytes"));
    }

    @Test
    void theSimulatorKnowsNothingOfWhatItTests() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.simulator..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.sluice.gateway..", "io.sluice.dialects..")
                .because("a fake built from the code under test repeats its mistakes"));
    }

    @Test
    void onlyTheApplicationStartsTheSimulator() {
        obey(noClasses()
                .that()
                .resideInAPackage("io.sluice.gateway..")
                .and()
                .resideOutsideOfPackage("io.sluice.gateway.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.sluice.simulator..")
                .because("to the gateway a simulated provider is a provider like any other"));
    }

    @Test
    void thePackagesFormNoCycle() {
        String reason = "a cycle is one big package with several names";
        obey(slices().matching("io.sluice.gateway.(*)..")
                .should()
                .beFreeOfCycles()
                .because(reason));
        obey(slices().matching("io.sluice.dialects.(**)")
                .should()
                .beFreeOfCycles()
                .because(reason));
        obey(slices().matching("io.sluice.simulator.(**)")
                .should()
                .beFreeOfCycles()
                .because(reason));
    }

    private static ArchRule knowsOnly(String feature, Set<String> others) {
        return noClasses()
                .that()
                .resideInAPackage("io.sluice.gateway." + feature + "..")
                .should()
                .dependOnClassesThat(gatewayClassesOutside(with(others, feature)));
    }

    private static Set<String> with(Set<String> names, String... more) {
        Set<String> all = new HashSet<>(names);
        all.addAll(Set.of(more));
        return Set.copyOf(all);
    }
}
