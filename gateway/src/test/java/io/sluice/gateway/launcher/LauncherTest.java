package io.sluice.gateway.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.launcher.FakeClone.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {

    @TempDir
    Path folder;

    FakeClone clone;

    @BeforeEach
    void makeAClone() throws Exception {
        clone = new FakeClone(folder);
    }

    @Test
    void javaHomeIsTakenWhenItIsAJdk25() throws Exception {
        assertThat(clone.run("--jdk").out().strip())
                .isEqualTo(folder.resolve("jdk").toString());
    }

    @Test
    void anotherVersionIsPassedOverWhateverNamesIt() throws Exception {
        for (String version : new String[] {"17.0.15", "24.0.25", "250", "26"}) {
            Path other = clone.jdk("other-" + version, version);
            Ran ran =
                    clone.run(clone.sluice(), Map.of("JAVA_HOME", other.toString(), "PATH", pathWith(other)), "--jdk");
            assertThat(ran.out()).doesNotContain(other.toString());
        }
    }

    @Test
    void theJavaOnThePathIsFollowedToItsHome() throws Exception {
        Path linked = Files.createDirectories(folder.resolve("linked"));
        Files.createSymbolicLink(linked.resolve("once"), folder.resolve("jdk/bin/java"));
        Files.createSymbolicLink(linked.resolve("java"), Path.of("once"));

        Ran ran = clone.run(
                clone.sluice(), Map.of("JAVA_HOME", "", "PATH", linked + ":" + System.getenv("PATH")), "--jdk");

        assertThat(ran.out().strip()).isEqualTo(folder.resolve("jdk").toString());
    }

    @Test
    void itBecomesTheJvmWithItsPidArgumentsAndStatus() throws Exception {
        Ran ran = clone.run("calls", "--last", "a b");

        assertThat(ran.status()).isEqualTo(7);
        assertThat(ran.out().lines()).contains("pid " + ran.pid(), "[-Xmx512m]", "[-Djdk.serialFilter=!*]");
        assertThat(ran.out()).endsWith("[io.sluice.gateway.app.Main]\n[calls]\n[--last]\n[a b]\n");
    }

    @Test
    void optionsOfTheUserComeAfterOurs() throws Exception {
        Ran ran = clone.run(clone.sluice(), Map.of("SLUICE_JAVA_OPTS", "-Xmx2g -XX:+UseZGC"), "version");

        assertThat(ran.out().indexOf("[-Xmx2g]")).isGreaterThan(ran.out().indexOf("[-Xmx512m]"));
        assertThat(ran.out()).contains("[-XX:+UseZGC]").doesNotContain("SerialGC", "G1GC");
    }

    @Test
    void itIsTheSameFromAnyFolderAndThroughLinks() throws Exception {
        Path links = Files.createDirectories(folder.resolve("bin here"));
        Files.createSymbolicLink(links.resolve("first"), Path.of("../a clone/sluice"));
        Files.createSymbolicLink(links.resolve("second"), Path.of("first"));

        Ran ran = clone.run(links.resolve("second"), Map.of(), "version");

        assertThat(ran.out())
                .contains("[" + folder.toRealPath().resolve("a clone/gateway/target/launch/run/sluice.jar"));
    }

    @Test
    void whatIsBuiltIsBuiltOnceAndAgainWhenASourceChanges() throws Exception {
        assertThat(clone.run("version").err()).contains("building");
        assertThat(clone.run("version").err()).isEmpty();
        assertThat(clone.buildsSoFar()).isEqualTo(1);

        FakeClone.change(clone.source());
        clone.run("version");

        assertThat(clone.buildsSoFar()).isEqualTo(2);
    }

    @Test
    void twoThatStartTogetherBuildOnce() throws Exception {
        Process first = clone.start(clone.sluice(), Map.of(), "version");
        Process second = clone.start(clone.sluice(), Map.of(), "version");

        assertThat(FakeClone.await(first).status()).isEqualTo(7);
        assertThat(FakeClone.await(second).status()).isEqualTo(7);
        assertThat(clone.buildsSoFar()).isEqualTo(1);
    }

    @Test
    void aBuildThatFailsShowsWhyAndIsTriedAgain() throws Exception {
        clone.mavenThat("echo '[ERROR] a semicolon is missing'; exit 1");

        for (int i = 0; i < 2; i++) {
            Ran ran = clone.run("version");
            assertThat(ran.status()).isEqualTo(1);
            assertThat(ran.out()).isEmpty();
            assertThat(ran.err()).contains("a semicolon is missing");
        }
    }

    @Test
    void aJarThatIsNamedIsRunAndNothingIsBuilt() throws Exception {
        Ran ran = clone.run(clone.sluice(), Map.of("SLUICE_JAR", "/some/sluice.jar"), "version");

        assertThat(ran.out()).contains("[/some/sluice.jar]");
        assertThat(clone.buildsSoFar()).isZero();
    }

    @Test
    void theStartUpCacheIsUsedOnceItIsTrained() throws Exception {
        clone.run("version");
        Path trained = folder.resolve("trained");
        Files.writeString(folder.resolve("jdk/bin/java"), """
                #!/bin/sh
                for word in "$@"; do
                    case $word in -XX:AOTCacheOutput=*) echo cache >"${word#*=}"; pwd >'%s' ;; esac
                    echo "[$word]"
                done
                """.formatted(trained));

        assertThat(clone.run("--train").out()).contains("[train]");
        assertThat(clone.run("version").out()).contains("[-XX:AOTCache=");
        assertThat(Files.readString(trained).strip())
                .as("the folder it was trained in")
                .isNotEqualTo(folder.toString())
                .satisfies(place -> assertThat(Path.of(place)).doesNotExist());
    }

    private static String pathWith(Path jdk) {
        return jdk.resolve("bin") + ":" + System.getenv("PATH");
    }
}
