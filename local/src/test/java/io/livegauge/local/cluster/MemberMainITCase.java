package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that says itself who it is. */
@Timeout(60)
class MemberMainITCase {
  private static final int ANOTHER_IS_THERE = 3;

  @TempDir private Path scratch;

  /** Runs until its standard input ends. */
  public static final class UntilTold {
    private UntilTold() {}

    /** Says that it runs, and waits. */
    public static void main(String[] arguments) throws IOException {
      System.out.println("runs");
      System.in.readAllBytes();
    }
  }

  private Process start(Path mark) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-cp",
            System.getProperty("java.class.path"),
            MemberMain.class.getName(),
            mark.toString(),
            UntilTold.class.getName())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  @Test
  void shouldBeKnownByItsMarkAndTheOnlyOneOfItsName() throws Exception {
    Path file = scratch.resolve("member.pid");
    Process first = start(file);
    assertThat(first.inputReader().readLine()).isEqualTo("runs");
    ProcessMark mark = ProcessMark.parse(Files.readString(file)).orElseThrow();
    assertThat(mark.pid()).isEqualTo(first.pid());
    assertThat(mark.isAlive()).isTrue();

    Process second = start(file);
    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(ANOTHER_IS_THERE);
    assertThat(ProcessMark.parse(Files.readString(file))).contains(mark);

    first.destroyForcibly().waitFor();
    assertThat(mark.isAlive()).isFalse();
    Process third = start(file);
    assertThat(third.inputReader().readLine()).isEqualTo("runs");
    assertThat(ProcessMark.parse(Files.readString(file)).orElseThrow().pid())
        .isEqualTo(third.pid());
    third.getOutputStream().close();
    assertThat(third.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
