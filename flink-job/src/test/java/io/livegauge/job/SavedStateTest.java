package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.measure.Measurement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * State that was taken with an earlier version of the job goes on as if nothing had been. Every
 * released version has a directory: the events of all rooms in order of time, and the state of both
 * stages after the first half of them. It is never written again; a state that is not released yet
 * is renewed with {@code -Dlivegauge.state.write=true}.
 */
class SavedStateTest {
  private static final Path VERSION_1 = Path.of("src", "test", "resources", "state", "v1");

  private final Rules rules = Rules.of(JobConfig.defaults());

  @Test
  void shouldGoOnFromTheStateOfVersion1() throws Exception {
    if (Boolean.getBoolean("livegauge.state.write")) {
      write(VERSION_1);
    }
    List<Event> events = events(VERSION_1);
    List<Measurement> expected = Reference.run(events, ReferenceOptions.DEFAULTS).measurements();
    try (RoadHarness first = new RoadHarness(rules);
        RoadHarness second = RoadHarness.restored(rules, VERSION_1)) {
      List<Event> half = events.subList(0, events.size() / 2);
      run(first, half);
      run(second, events.subList(half.size(), events.size()));
      second.end();

      List<Measurement> measured = new ArrayList<>(first.measurements);
      measured.addAll(second.measurements);
      measured.sort(
          Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
      assertThat(first.measurements).hasSizeGreaterThan(50);
      assertThat(second.measurements).hasSizeGreaterThan(50);
      assertThat(MeasurementText.of(measured)).isEqualTo(MeasurementText.of(expected));
    }
  }

  private static void run(RoadHarness road, List<Event> events) throws Exception {
    for (Event event : events) {
      road.take(event);
      road.advance(event.eventTime);
    }
  }

  private static List<Event> events(Path directory) throws IOException {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    List<Event> events = new ArrayList<>();
    for (String line : Files.readAllLines(directory.resolve("events.jsonl"))) {
      Decoded decoded =
          decoder.fromFile(line.getBytes(StandardCharsets.UTF_8), "events", events.size() + 1);
      events.add(((PackedEvent) decoded).unpack());
    }
    return events;
  }

  private void write(Path directory) throws Exception {
    List<Event> generated = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (Event event : EventGenerator.generate(profile, 7, 150)) {
        event.streamId = profile + "-" + event.streamId;
        generated.add(event);
      }
    }
    generated.sort(Comparator.comparingLong(event -> event.eventTime));
    Files.createDirectories(directory);
    Files.write(
        directory.resolve("events.jsonl"),
        generated.stream().map(EventBuilder::toJsonLine).toList());
    List<Event> events = events(directory);
    try (RoadHarness road = new RoadHarness(rules)) {
      run(road, events.subList(0, events.size() / 2));
      road.save(directory);
    }
  }
}
