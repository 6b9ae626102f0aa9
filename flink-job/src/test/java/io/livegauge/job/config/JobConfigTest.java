package io.livegauge.job.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobConfigTest {
  @Test
  void shouldReadEveryDefaultByItsOwnRules() {
    Set<String> names = new HashSet<>();
    JobConfig defaults = JobConfig.defaults();
    for (Option<?> option : JobOptions.ALL) {
      assertThat(option.name()).matches("[a-z]+(-[a-z]+)*");
      assertThat(names.add(option.name())).as("--%s is there once", option.name()).isTrue();
      assertThat(option.description()).as(option.name()).endsWith(".");
      assertThat(option.allowed()).as(option.name()).isNotBlank();
      if (option.defaultText() != null) {
        assertThat(option.parse(option.defaultText()))
            .as(option.name())
            .isEqualTo(defaults.find(option));
        // As a user would write it, it is the same.
        assertThat(JobConfig.of(Map.of(option.name(), option.defaultText())).find(option))
            .isEqualTo(defaults.get(option));
      } else {
        assertThat(defaults.find(option)).as(option.name()).isNull();
      }
    }
    assertThat(JobConfig.names()).containsExactlyInAnyOrderElementsOf(names);
  }

  @Test
  void shouldHaveTheDefaultsOfTheContract() {
    JobConfig config = JobConfig.defaults();

    assertThat(config.get(JobOptions.SLICE)).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.get(JobOptions.WINDOW)).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.get(JobOptions.SILENCE)).isEqualTo(Duration.ofHours(6));
    assertThat(config.get(JobOptions.CAP_DEVIATIONS)).isEqualByComparingTo("6");
    assertThat(config.get(JobOptions.BUCKETS)).isEqualTo(4);
    assertThat(config.get(JobOptions.GUARANTEE)).isEqualTo(JobOptions.Guarantee.AT_LEAST_ONCE);
  }

  @ParameterizedTest
  @CsvSource({
    "300s, 300000",
    "300 s, 300000",
    "300000ms, 300000",
    "5min, 300000",
    "5m, 300000",
    "' 5min ', 300000"
  })
  void shouldReadDurations(String text, long millis) {
    assertThat(JobConfig.of(Map.of("window", text)).get(JobOptions.WINDOW))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @Test
  void shouldReadHoursAndDays() {
    assertThat(JobOptions.SILENCE.parse("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(JobOptions.SILENCE.parse("1d")).isEqualTo(Duration.ofDays(1));
    assertThat(JobOptions.SILENCE.parse("0000000006h")).isEqualTo(Duration.ofHours(6));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "5",
        "s",
        "-5s",
        "+5s",
        "5.5s",
        "5 seconds",
        "5S",
        "1h30min",
        "PT5S",
        "1e3s",
        "50ms",
        "0s",
        "99999999999999999999s",
        "999999999999999d",
        "106751991167d",
        "366d",
        "٥s"
      })
  void shouldRefuseWhatIsNoUsableDuration(String text) {
    assertThatThrownBy(() -> JobConfig.of(Map.of("slice", text)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--slice")
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("a duration of 100ms to 365d");
  }

  @ParameterizedTest
  @CsvSource({
    "buckets, 0, an integer from 1 to 1024",
    "buckets, 1025, an integer from 1 to 1024",
    "buckets, 2.0, an integer from 1 to 1024",
    "buckets, 99999999999999999999, an integer from 1 to 1024",
    "buckets, four, an integer from 1 to 1024",
    "cap-deviations, -1, a decimal number of 0 to 1000000",
    "cap-deviations, NaN, a decimal number of 0 to 1000000",
    "cap-deviations, 1000001, a decimal number of 0 to 1000000",
    "cap-deviations, 1e-10, a decimal number of 0 to 1000000",
    "cap-deviations, 1E+999999999, a decimal number of 0 to 1000000",
    "cap-deviations, 0E+999999999, a decimal number of 0 to 1000000",
    "cap-deviations, 1E-999999999, a decimal number of 0 to 1000000",
    "guarantee, twice, 'at-least-once, exactly-once'",
    "guarantee, EXACTLY_ONCE, 'at-least-once, exactly-once'",
    "state-backend, disk, 'hashmap, rocksdb'",
    "start, '', 'earliest, latest, committed'",
    "bootstrap, localhost, 'HOST:PORT[,HOST:PORT...]'",
    "bootstrap, 'localhost:9092,', 'HOST:PORT[,HOST:PORT...]'",
    "bootstrap, 'localhost:99999', 'HOST:PORT[,HOST:PORT...]'",
    "bootstrap, 'a:1,localhost:0', 'HOST:PORT[,HOST:PORT...]'",
    "group, ' ', a Kafka group id",
    "model, '', a file with a model artifact"
  })
  void shouldNameOptionValueAndWhatIsAllowed(String name, String value, String allowed) {
    assertThatThrownBy(() -> JobConfig.of(Map.of(name, value)))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--" + name + ":")
        .hasMessageContaining("'" + value + "'")
        .hasMessageContaining(allowed);
  }

  @Test
  void shouldTakeSeveralAddresses() {
    for (String value : new String[] {"localhost:9092", "a.b-c:1,10.0.0.1:65535", "[::1]:9092"}) {
      assertThat(JobConfig.of(Map.of("bootstrap", value)).get(JobOptions.BOOTSTRAP))
          .isEqualTo(value);
    }
  }

  @Test
  void shouldSayWhatThereIsWhereAnOptionIsUnknown() {
    assertThatThrownBy(() -> JobConfig.ofArguments(new String[] {"--windows", "5min"}))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--windows")
        .hasMessageContaining("--window,")
        .hasMessageContaining("--hash-key-file");
  }

  @Test
  void shouldReadBothFormsOfArguments() {
    JobConfig config =
        JobConfig.ofArguments(
            new String[] {"--slice", "10s", "--kafka-config=a=b", "--cap-deviations", "6.50"});

    assertThat(config.get(JobOptions.SLICE)).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.get(JobOptions.KAFKA_CONFIG)).isEqualTo("a=b");
    assertThat(config.get(JobOptions.CAP_DEVIATIONS)).isEqualByComparingTo(new BigDecimal("6.5"));
    assertThat(JobConfig.ofArguments(new String[0]).get(JobOptions.SLICE))
        .isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void shouldRefuseArgumentsThatAreNoOptions() {
    assertRefused("argument 'score'", "score");
    assertRefused("argument '-slice'", "-slice", "5s");
    assertRefused("--slice: its value is missing", "--window", "300s", "--slice");
    assertRefused("--slice: given twice", "--slice", "5s", "--slice=5s");
    assertRefused("--slice: its value is missing", "--slice", "--window", "300s");
    assertRefused("''", "--slice=");
    assertRefused("--: there is none", "--", "x");
  }

  @Test
  void shouldNameAnOptionThatIsNeededAndMissing() {
    assertThatThrownBy(() -> JobConfig.defaults().get(JobOptions.BOOTSTRAP))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("--bootstrap: missing")
        .hasMessageContaining("HOST:PORT");
  }

  private static void assertRefused(String message, String... arguments) {
    assertThatThrownBy(() -> JobConfig.ofArguments(arguments))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining(message);
  }
}
