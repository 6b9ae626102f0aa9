package io.livegauge.job;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Field;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The arrows of the house, and the uids of the road. */
@AnalyzeClasses(packages = "io.livegauge", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTest {
  @ArchTest
  static final ArchRule COMMON_KNOWS_NO_ENGINE =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.livegauge.alert..",
              "io.livegauge.event..",
              "io.livegauge.indicator..",
              "io.livegauge.json..",
              "io.livegauge.measure..",
              "io.livegauge.model..",
              "io.livegauge.score..",
              "io.livegauge.secret..",
              "io.livegauge.topic..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.flink..",
              "org.apache.kafka..",
              "org.deeplearning4j..",
              "io.livegauge.job..",
              "io.livegauge.simulator..");

  @ArchTest
  static final ArchRule THE_JOB_NEVER_MEETS_THE_TRAINER =
      noClasses()
          .that()
          .resideInAPackage("io.livegauge.job..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.deeplearning4j..",
              "org.nd4j..",
              "io.livegauge.trainer..",
              "io.livegauge.simulator..");

  @ArchTest
  static final ArchRule RULES_ARE_PURE =
      noClasses()
          .that()
          .haveSimpleNameEndingWith("Rules")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.flink.streaming..", "org.apache.flink.runtime..");

  @ArchTest
  static final ArchRule NO_ROOM_WITHOUT_A_NAME =
      classes()
          .should()
          .resideOutsideOfPackages("..util..", "..utils..", "..helper..", "..functions..");

  @Test
  void shouldGiveEveryOperatorAUidOfItsOwn() throws IllegalAccessException {
    Set<String> uids = new HashSet<>();
    for (Field field : OperatorIds.class.getFields()) {
      String uid = (String) field.get(null);
      assertThat(uid).matches("[a-z]+(-[a-z]+)*");
      assertThat(uids.add(uid)).as("uid %s given once", uid).isTrue();
    }
    assertThat(uids).isNotEmpty();
  }
}
