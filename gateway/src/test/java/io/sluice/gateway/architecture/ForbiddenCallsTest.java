package io.sluice.gateway.architecture;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static io.sluice.gateway.architecture.MainClasses.obey;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import org.junit.jupiter.api.Test;

/** What main code does not call, and why. */
class ForbiddenCallsTest {

    @Test
    void timeComesInThroughConstructors() {
        obey(outsideTheApplication()
                .should()
                .accessTargetWhere(method("java\\.time\\..*", "now|systemUTC|systemDefaultZone|system|tick.*"))
                .orShould()
                .accessTargetWhere(method("java\\.lang\\.System", "nanoTime|currentTimeMillis"))
                .because("a test moves the clock itself and never sleeps: pass an InstantSource or a LongSupplier"));
    }

    @Test
    void chanceAndIdsComeInThroughConstructors() {
        obey(outsideTheApplication()
                .should()
                .accessTargetWhere(method("java\\.util\\.Random|java\\.security\\.SecureRandom", "<init>"))
                .orShould()
                .accessTargetWhere(method("java\\.util\\.UUID", "randomUUID"))
                .orShould()
                .accessTargetWhere(method("java\\.util\\.concurrent\\.ThreadLocalRandom", "current"))
                .orShould()
                .accessTargetWhere(method("java\\.util\\.random\\.RandomGenerator", "getDefault|of"))
                .orShould()
                .accessTargetWhere(method("java\\.lang\\.Math", "random"))
                .because("a failure must come back with its seed: pass a RandomGenerator"));
    }

    @Test
    void onlyTheApplicationTalksToItsProcess() {
        obey(outsideTheApplication()
                .should()
                .accessTargetWhere(method("java\\.lang\\.System", "getenv|out|err|in|console|exit"))
                .orShould()
                .accessTargetWhere(method("java\\.lang\\.Runtime", "exit|halt|addShutdownHook"))
                .because("stdout is the banner's and the environment is read once, so both can be tested"));
    }

    @Test
    void threadsAreMadeWhereTheirEndIsLookedAfter() {
        obey(outsideTheApplication()
                .and()
                .resideOutsideOfPackages(
                        "io.sluice.gateway.journal..", "io.sluice.gateway.store..", "io.sluice.gateway.net..")
                .should()
                .accessTargetWhere(method("java\\.lang\\.Thread", "<init>|ofPlatform|ofVirtual|startVirtualThread"))
                .orShould()
                .accessTargetWhere(method("java\\.util\\.concurrent\\.Executors", ".*"))
                .orShould()
                .accessTargetWhere(method("java\\.util\\.concurrent\\.ForkJoinPool", ".*"))
                .because("a thread nobody stops outlives the drain: pass an Executor"));
    }

    @Test
    void nobodySleeps() {
        obey(noClasses()
                .should()
                .accessTargetWhere(method("java\\.lang\\.Thread", "sleep"))
                .because("what waits is scheduled or waits for a condition"));
    }

    @Test
    void noProcessIsStarted() {
        obey(noClasses()
                .should()
                .accessTargetWhere(method("java\\.lang\\.ProcessBuilder", ".*"))
                .orShould()
                .accessTargetWhere(method("java\\.lang\\.Runtime", "exec"))
                .because("threat T8: what cannot start a process cannot be talked into one"));
    }

    @Test
    void nothingIsLoadedOrRunByName() {
        obey(noClasses()
                .should()
                .accessTargetWhere(method("java\\.lang\\.Class", "forName"))
                .orShould()
                .accessTargetWhere(method("java\\.lang\\.ClassLoader|java\\.net\\.URLClassLoader", "loadClass|<init>"))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "javax.naming..", "java.rmi..", "java.beans..")
                .because("threat T9: a name out of a request must never become code"));
    }

    @Test
    void nothingIsSerializedTheJavaWay() {
        obey(noClasses()
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.io\\.(ObjectInputStream|ObjectOutputStream|Externalizable)")
                .because("threat T9: reading such a stream runs code of the sender's choice"));
    }

    @Test
    void staticFieldsDoNotChange() {
        String reason = "two gateways in one test must not meet in a static field";
        obey(fields().that().areStatic().should().beFinal().because(reason));
        obey(noFields()
                .that()
                .areStatic()
                .should()
                .haveRawType(
                        nameIn("java\\.util\\.concurrent\\.atomic\\.(Atomic(Integer|Long|Boolean|Reference)(Array)?"
                                + "|LongAdder)|java\\.lang\\.ThreadLocal|java\\.util\\.concurrent\\..*(Map|Queue|Deque)"
                                + "|java\\.util\\.(HashMap|ArrayList|HashSet|LinkedHashMap|TreeMap|ArrayDeque)"))
                .because(reason));
    }

    private static GivenClassesConjunction outsideTheApplication() {
        return noClasses()
                .that()
                .resideOutsideOfPackages("io.sluice.gateway.app..", "io.sluice.simulator..", "io.sluice.benchmarks..");
    }

    /** An access to a method, constructor or field of a type, both by regular expression. */
    private static DescribedPredicate<JavaAccess<?>> method(String type, String name) {
        return targetOwner(nameMatching(type))
                .and(target(nameMatching(name)))
                .as(type.replace("\\", "") + " " + name)
                .forSubtype();
    }

    private static DescribedPredicate<JavaClass> nameIn(String pattern) {
        return DescribedPredicate.describe(
                "a mutable type", type -> type.getName().matches(pattern));
    }
}
