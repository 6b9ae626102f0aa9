package io.livegauge.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTargetTest {
  private static final SimulationConfig CONFIG =
      SimulationConfig.file(1, 4, 100, 120_000, 1_700_000_000_000L);

  @TempDir private Path directory;

  @Test
  void shouldWriteTheRecordThatTheTruthNumbersToThatLine() throws IOException {
    Path events = directory.resolve("events.jsonl");
    Path truths = directory.resolve("truth.jsonl");
    List<SimulatedRecord> records = new ArrayList<>();
    long written;
    try (TruthWriter truth = TruthWriter.to(truths, CONFIG)) {
      written =
          new FileTarget(events)
              .write(
                  new Simulation(CONFIG),
                  r -> {
                    records.add(r);
                    truth.add(r);
                  });
      assertThat(truth.totals().produced()).isEqualTo(written);
    }

    // By bytes: some lines are no UTF-8.
    List<String> lines =
        new String(Files.readAllBytes(events), StandardCharsets.ISO_8859_1).lines().toList();
    assertThat(Files.size(events))
        .isEqualTo(records.stream().mapToLong(r -> r.value().length + 1L).sum());
    for (SimulatedRecord r : records) {
      if (r.truth().kind().equals("redelivery")) {
        assertThat(lines.get((int) r.truth().n() - 1))
            .isEqualTo(new String(r.value(), StandardCharsets.ISO_8859_1));
      }
    }
    assertThat(Files.readAllLines(truths)).hasSizeGreaterThan(100);
    assertThat(Files.readAllLines(truths)).last().asString().startsWith("{\"summary\":");
  }

  @Test
  void shouldStopWhenAsked() {
    FileTarget target = new FileTarget(directory.resolve("events.jsonl"));

    long written =
        target.write(
            new Simulation(CONFIG),
            r -> {
              if (r.truth().n() == 10) {
                target.stop();
              }
            });

    assertThat(written).isEqualTo(10);
  }

  @Test
  void shouldSayWhatIsWrong() {
    assertThatThrownBy(
            () ->
                new FileTarget(directory.resolve("a"))
                    .write(new Simulation(CONFIG.to(Medium.LIVE)), r -> {}))
        .hasMessage("medium is LIVE: FILE is allowed for a file");
    assertThatThrownBy(
            () ->
                new FileTarget(directory.resolve("none/a")).write(new Simulation(CONFIG), r -> {}))
        .hasMessageContaining("Cannot write to " + directory.resolve("none/a"));
    assertThatThrownBy(() -> TruthWriter.to(directory.resolve("none/a"), CONFIG))
        .hasMessageContaining("Cannot write the truth to " + directory.resolve("none/a"));
  }
}
