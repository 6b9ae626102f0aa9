package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

  private static Process start(Path mark) throws IOException {
    return start(mark, "32m", UntilTold.class.getName());
  }

  private static Process start(Path mark, String heap, String... what) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heap,
                "-cp",
                System.getProperty("java.class.path"),
                MemberMain.class.getName(),
                mark.toString()));
    command.addAll(List.of(what));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
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

  @Test
  void shouldEndWhereABrokerFindsItsPortTaken() throws Exception {
    int controller;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      controller = free.getLocalPort();
    }
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Process broker =
          start(
              scratch.resolve("broker.pid"),
              "256m",
              BrokerMain.class.getName(),
              scratch.resolve("kafka").toString(),
              Integer.toString(taken.getLocalPort()),
              Integer.toString(controller));
      try {
        assertThat(broker.waitFor(40, TimeUnit.SECONDS)).as("it ends").isTrue();
      } finally {
        broker.destroyForcibly();
      }
      assertThat(broker.exitValue()).isEqualTo(1);
    }
  }
}
