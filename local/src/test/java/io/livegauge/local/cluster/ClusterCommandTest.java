package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path scratch;

  private int run(String... arguments) {
    CommandLine line = ClusterCommand.create();
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    line.setUsageHelpWidth(80);
    line.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          failed.getErr().print(error.getMessage());
          failed.getErr().flush();
          return 1;
        });
    return line.execute(arguments);
  }

  static Stream<String> commands() {
    return ClusterCommand.create().getSubcommands().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void shouldHelpOnEveryCommand(String command) {
    assertThat(run(command, "--help")).isZero();

    assertThat(out.toString()).contains("--state=");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "submit", "redeploy", "rollback", "kill-taskmanager"})
  void shouldSayWhatToDoWhereThereIsNoCluster(String command) {
    Path state = scratch.resolve("none");

    assertThat(run(command, "--state", state.toString())).isEqualTo(1);

    assertThat(err.toString())
        .isEqualTo("there is no cluster in " + state + "; './livegauge cluster up' sets one up");
    assertThat(state).doesNotExist();
  }

  @Test
  void shouldHaveNothingToEndWhereThereIsNoCluster() {
    Path state = scratch.resolve("none");

    assertThat(run("down", "--delete", "--state", state.toString())).isZero();

    assertThat(out.toString()).contains("{\"stopped\":0,\"deleted\":false}");
    assertThat(state).doesNotExist();
  }

  @Test
  void shouldHandTheJobsOptionsThrough() {
    run("submit", "--help");

    for (Option<?> option : ClusterOptions.jobOptions()) {
      assertThat(out.toString()).contains("--" + option.name() + "=");
    }
    assertThat(out.toString()).doesNotContain("--hash-key-file", "--bootstrap");
  }

  @ParameterizedTest
  @ValueSource(strings = {"much", "512m", ""})
  void shouldRefuseMemoryThatIsNotEnough(String memory) {
    assertThatThrownBy(() -> ClusterOptions.MEMORY.parse(memory))
        .isInstanceOf(OptionException.class)
        .hasMessageContaining("1g at least");
  }

  @Test
  void shouldTakeMemoryThatIsEnough() {
    assertThat(ClusterOptions.MEMORY.parse("1280m")).isEqualTo("1280m");
    assertThat(ClusterOptions.MEMORY.parse("4g")).isEqualTo("4g");
  }
}
