package io.livegauge.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class AllCommandTest {
  private final List<String> ran = new ArrayList<>();
  private final StringWriter err = new StringWriter();

  @Command
  private static final class Bench {}

  @Command
  private record Step(String name, int status, List<String> ran) implements Callable<Integer> {
    @Override
    public Integer call() {
      ran.add(name);
      return status;
    }
  }

  @Test
  void shouldRunWhatThereIsInItsOrder() {
    assertThat(all(0)).isZero();
    assertThat(ran).containsExactly("pipeline", "micro", "report");
  }

  @Test
  void shouldGoOnWhereOneFails() {
    assertThat(all(1)).isEqualTo(1);
    assertThat(ran).containsExactly("pipeline", "micro", "report");
    assertThat(err.toString()).contains("failed: pipeline");
  }

  private int all(int statusOfPipeline) {
    return new CommandLine(new Bench())
        .addSubcommand("report", new Step("report", 0, ran))
        .addSubcommand("micro", new Step("micro", 0, ran))
        .addSubcommand("pipeline", new Step("pipeline", statusOfPipeline, ran))
        .addSubcommand("all", new AllCommand())
        .setErr(new PrintWriter(err, true))
        .execute("all");
  }
}
