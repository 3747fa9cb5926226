package io.sluice.gateway.architecture;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The compiled main classes of dialects, simulator and gateway, read once for all rules. */
final class MainClasses {

    private static final String GATEWAY = "io.sluice.gateway.";

    private static final JavaClasses ALL = read();

    private MainClasses() {}

    private static JavaClasses read() {
        // Names are all the rules need: without this the importer reads every Netty class we touch.
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.sluice");
    }

    /** Checks {@code rule}; a package it speaks of may not exist yet. */
    static void obey(ArchRule rule) {
        rule.allowEmptyShould(true).check(ALL);
    }

    /** Classes of the gateway in none of {@code features}, the names of its top packages. */
    static DescribedPredicate<JavaClass> gatewayClassesOutside(Set<String> features) {
        return DescribedPredicate.describe(
                "gateway classes outside " + features,
                type -> type.getPackageName().startsWith(GATEWAY) && !features.contains(feature(type)));
    }

    private static String feature(JavaClass type) {
        String rest = type.getPackageName().substring(GATEWAY.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
