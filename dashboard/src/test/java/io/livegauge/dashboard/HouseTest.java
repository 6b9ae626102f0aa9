package io.livegauge.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the dashboard's rooms. */
@AnalyzeClasses(
    packages = "io.livegauge.dashboard",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  private static final String HERE = "io.livegauge.dashboard.";

  @ArchTest
  static final ArchRule PACKAGES_FORM_NO_CYCLE =
      slices().matching(HERE + "(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_STATE_KNOWS_NO_KAFKA_AND_NO_HTTP =
      noClasses()
          .that()
          .resideInAnyPackage(HERE + "room..", HERE + "access..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.kafka..", HERE + "feed..", HERE + "web..", HERE + "command..");

  @ArchTest
  static final ArchRule THE_FEED_KNOWS_THE_STATE_ONLY =
      noClasses()
          .that()
          .resideInAPackage(HERE + "feed..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(HERE + "web..", HERE + "access..", HERE + "command..");

  @ArchTest
  static final ArchRule THE_WEB_ASKS_KAFKA_FOR_SINGLE_RECORDS_ONLY =
      noClasses()
          .that()
          .resideInAPackage(HERE + "web..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.kafka..", HERE + "command..")
          .orShould()
          .dependOnClassesThat()
          .haveSimpleName("Feeds")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule NO_ENGINE_IN_THE_SCREENS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.deeplearning4j..",
              "io.livegauge.job..",
              "io.livegauge.trainer..",
              "io.livegauge.simulator..");

  @ArchTest
  static final ArchRule NO_ROOM_WITHOUT_A_NAME =
      classes()
          .should()
          .resideOutsideOfPackages("..util..", "..utils..", "..helper..", "..functions..");
}
