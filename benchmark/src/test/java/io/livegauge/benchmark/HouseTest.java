package io.livegauge.benchmark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows between the benchmark's rooms, and that none points at it. */
@AnalyzeClasses(packages = "io.livegauge", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  private static final String ROOMS = "io.livegauge.benchmark";

  @ArchTest
  static final ArchRule THE_PRODUCT_KNOWS_NO_BENCHMARK =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOMS + "..")
          // Some steps can only be reached from the product's own packages.
          .and()
          .haveNameNotMatching(".*(Benchmark.*|\\.jmh_generated\\..*)")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOMS + "..", "org.openjdk.jmh..");

  @ArchTest
  static final ArchRule PEERS_DO_NOT_USE_OUR_RULES =
      noClasses()
          .that()
          .resideInAPackage(ROOMS + ".peer..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.livegauge.indicator..",
              "io.livegauge.job",
              "io.livegauge.job.cleaning..",
              "io.livegauge.job.indicator..",
              "io.livegauge.job.scoring..",
              "io.livegauge.job.slice..",
              "io.livegauge.measure..",
              "io.livegauge.score..");

  @ArchTest
  static final ArchRule THE_WORKLOAD_KNOWS_NOT_WHO_READS_IT =
      noClasses()
          .that()
          .resideInAPackage(ROOMS + ".workload..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "io.livegauge.job..",
              ROOMS + ".peer..",
              ROOMS + ".variant..",
              ROOMS + ".live..");

  @ArchTest static final ArchRule RESULTS_KNOW_NO_OTHER_ROOM = knowsOnly("result");

  @ArchTest static final ArchRule THE_PAGE_KNOWS_RESULTS_ALONE = knowsOnly("report", "result");

  /** Its gate compares the core figures, which are in the peers' room. */
  @ArchTest
  static final ArchRule THE_PIPELINE_KNOWS_NO_OTHER_COMMAND =
      knowsOnly("pipeline", "peer", "result", "variant", "worker", "workload");

  @ArchTest
  static final ArchRule THE_TRAINING_KNOWS_NO_OTHER_COMMAND =
      knowsOnly("training", "result", "report");

  @ArchTest
  static final ArchRule SINGLE_STEPS_KNOW_NO_OTHER_COMMAND = knowsOnly("micro", "result", "report");

  @ArchTest
  static final ArchRule SCALE_KNOWS_NO_OTHER_COMMAND =
      knowsOnly("scale", "live", "result", "worker", "workload");

  /** It asks {@code scale} for the largest rate where {@code pipeline} has measured none. */
  @ArchTest
  static final ArchRule LATENCY_KNOWS_NO_OTHER_COMMAND_BUT_SCALE =
      knowsOnly("latency", "live", "result", "scale", "worker", "workload");

  @ArchTest
  static final ArchRule NO_ROOM_WITHOUT_A_NAME =
      classes()
          .should()
          .resideOutsideOfPackages("..util..", "..utils..", "..helper..", "..functions..");

  /** Of the benchmark a room knows itself and some others at most. */
  private static ArchRule knowsOnly(String room, String... others) {
    return noClasses()
        .that()
        .resideInAPackage(ROOMS + "." + room + "..")
        .should()
        .dependOnClassesThat(
            JavaClass.Predicates.resideInAPackage(ROOMS + ".*..")
                .and(JavaClass.Predicates.resideOutsideOfPackages(packages(room, others))))
        .because("it is to be read, and changed, without the rest");
  }

  private static String[] packages(String room, String... others) {
    String[] packages = new String[others.length + 1];
    packages[0] = ROOMS + "." + room + "..";
    for (int i = 0; i < others.length; i++) {
      packages[i + 1] = ROOMS + "." + others[i] + "..";
    }
    return packages;
  }
}
