package io.livegauge.trainer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the trainer's rooms. */
@AnalyzeClasses(
    packages = "io.livegauge.trainer",
    importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule ROOMS_FORM_NO_CYCLE =
      slices().matching("io.livegauge.trainer.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_TRAINER_NEVER_MEETS_THE_JOB =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..", "io.livegauge.job..", "io.livegauge.simulator..");

  @ArchTest
  static final ArchRule DATA_AND_MEASURES_NEED_NO_LIBRARY_OF_LEARNERS =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.livegauge.trainer.data..",
              "io.livegauge.trainer.evaluation..",
              "io.livegauge.trainer.gate..",
              "io.livegauge.trainer.registry..",
              "io.livegauge.trainer.statistics..",
              "io.livegauge.trainer.weights..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.deeplearning4j..", "org.nd4j..");
}
