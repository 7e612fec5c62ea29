package org.hillock.tests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** The arrows between modules, as rules over the compiled classes. */
@AnalyzeClasses(
    packages = "org.hillock",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.HandWritten.class})
final class ArchitectureTest {

  private static final String SPI = "org.hillock.api..";

  /** Leaves out the classes that protoc generates, whose inner shape is not ours. */
  static final class HandWritten implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/org/hillock/proto/");
    }
  }

  @ArchTest
  static final ArchRule arrowsPointOneWay =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("org.hillock..")
          .layer("spi")
          .definedBy(SPI)
          .layer("proto")
          .definedBy("org.hillock.proto..")
          .layer("engine")
          .definedBy("org.hillock.engine..")
          .layer("bench")
          .definedBy("org.hillock.bench..")
          .layer("pluginhost")
          .definedBy("org.hillock.pluginhost..")
          .layer("testkit")
          .definedBy("org.hillock.testkit..")
          .layer("lab")
          .definedBy("org.hillock.lab..")
          .layer("server")
          .definedBy("org.hillock.server..")
          .layer("cli")
          .definedBy("org.hillock.cli..")
          .layer("plugins")
          .definedBy("org.hillock.plugins..")
          .whereLayer("spi")
          .mayNotAccessAnyLayer()
          .whereLayer("plugins")
          .mayOnlyAccessLayers("spi")
          .whereLayer("plugins")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("engine")
          .mayOnlyAccessLayers("spi")
          .whereLayer("bench")
          .mayOnlyAccessLayers("spi", "engine")
          .whereLayer("bench")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("pluginhost")
          .mayOnlyAccessLayers("spi", "engine")
          .whereLayer("testkit")
          .mayOnlyAccessLayers("spi", "engine", "pluginhost")
          .whereLayer("testkit")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("lab")
          .mayOnlyAccessLayers("spi", "engine", "pluginhost")
          .whereLayer("server")
          .mayOnlyAccessLayers("spi", "engine", "pluginhost", "lab", "proto")
          .withOptionalLayers(true);

  @ArchTest
  static final ArchRule spiKnowsNoLibrary =
      classes()
          .that()
          .resideInAPackage(SPI)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", SPI, "org.jspecify.annotations", "org.osgi.annotation..");

  @ArchTest
  static final ArchRule spiSaysWhoImplementsAType =
      classes()
          .that()
          .resideInAPackage(SPI)
          .and()
          .arePublic()
          .and(DescribedPredicate.describe("can be implemented", ArchitectureTest::implementable))
          .should()
          .beAnnotatedWith(ConsumerType.class)
          .orShould()
          .beAnnotatedWith(ProviderType.class)
          .because("what may be added to it depends on that: docs/compatibility.md");

  private static boolean implementable(JavaClass type) {
    return !type.isAnnotation()
        && !type.isEnum()
        && !type.getModifiers().contains(JavaModifier.FINAL)
        && !type.reflect().isSealed();
  }

  @ArchTest
  static final ArchRule pluginsAreIndependentOfEachOther =
      slices().matching("org.hillock.plugins.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule packagesFormNoCycles =
      slices().matching("org.hillock.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyPackageIsNullMarked = classes().should(liveInNullMarkedPackage());

  @ArchTest
  static final ArchRule noStaticStateChanges =
      fields()
          .that()
          .areStatic()
          .should()
          .beFinal()
          .because("state belongs to objects that somebody opens and closes");

  private static ArchCondition<JavaClass> liveInNullMarkedPackage() {
    return new ArchCondition<>("live in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getPackageName() + " is not @NullMarked: " + type.getName()));
      }
    };
  }
}
