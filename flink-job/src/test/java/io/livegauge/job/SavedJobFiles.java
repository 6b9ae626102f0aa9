package io.livegauge.job;

import io.livegauge.event.Decoded;
import io.livegauge.event.Event;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.model.Model;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import io.livegauge.model.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a saved job: what the topics carried before the savepoint and after it, the models,
 * and the savepoint. All of it is written once for a version, and read from then on.
 */
record SavedJobFiles(Path directory) {
  /** Of each input topic. */
  static final int PARTITIONS = 2;

  /** Streams whose events bring the time of every partition on; there is one for each. */
  static final String PULSE = "pulse";

  /** Events before this moment, ms after {@link EventBuilder#BASE}, come before the savepoint. */
  private static final long SAVED = 120_000;

  /** What every partition has reached when the savepoint is taken, some of them more. */
  private static final long REACHED = SAVED - 15_000;

  /** Slices that end here, epoch ms, or before were closed by then: the bound is 5 s. */
  static final long CLOSED = EventBuilder.BASE + REACHED - 5_000;

  private static final long LAST = 900_000;

  /** Every session is over. */
  private static final long OVER = LAST + 8 * 3_600_000;

  /** Where the savepoint's files are. */
  Path savepoint() {
    return directory.resolve("savepoint");
  }

  /** What the topics carried before the savepoint, in the order of sending. */
  List<String> before() throws IOException {
    return Files.readAllLines(directory.resolve("before.jsonl"));
  }

  /** What comes after it. */
  List<String> after() throws IOException {
    return Files.readAllLines(directory.resolve("after.jsonl"));
  }

  /** The model that the job is started with. */
  Path baseModel() {
    return directory.resolve("model-base.json");
  }

  /** The models that the topic carried, in the order of sending: they are in state. */
  List<byte[]> published() throws IOException {
    List<byte[]> documents = new ArrayList<>();
    for (String name : List.of("champion", "pending", "challenger")) {
      documents.add(Files.readAllBytes(model(name)));
    }
    return documents;
  }

  private Path model(String name) {
    return directory.resolve("model-" + name + ".json");
  }

  /** A valid document. */
  static Model model(byte[] document) {
    return ((ModelResult.Valid) ModelReader.read(document)).model();
  }

  static List<Event> decode(List<String> lines) {
    EventDecoder decoder = new EventDecoder(new UserHasher(new byte[16]), 300_000);
    List<Event> events = new ArrayList<>();
    for (String line : lines) {
      Decoded decoded =
          decoder.fromFile(line.getBytes(StandardCharsets.UTF_8), "events", events.size() + 1);
      events.add(((PackedEvent) decoded).unpack());
    }
    return events;
  }

  /** The partition of a stream's events. */
  static int partition(String streamId) {
    return Math.floorMod(streamId.hashCode(), PARTITIONS);
  }

  /** Writes everything but the savepoint. */
  void write() throws IOException {
    Files.createDirectories(directory);
    List<Event> events = generated();
    events.addAll(story());
    events.sort(Comparator.comparingLong(event -> event.eventTime));
    List<Event> before = new ArrayList<>(events.stream().filter(e -> isBefore(e, SAVED)).toList());
    before.addAll(pulses(REACHED));
    List<Event> after = new ArrayList<>(events.stream().filter(e -> !isBefore(e, SAVED)).toList());
    after.addAll(pulses(OVER));
    writeLines("before.jsonl", before);
    writeLines("after.jsonl", after);
    Files.write(baseModel(), TestModels.artifact(1));
    Files.write(
        model("champion"), TestModels.writer(2).validFrom(EventBuilder.BASE + 60_000).write());
    Files.write(
        model("pending"), TestModels.writer(3).validFrom(EventBuilder.BASE + 240_000).write());
    Files.write(model("challenger"), TestModels.writer(4).role(Role.CHALLENGER).write());
  }

  /** Puts another savepoint in the place of what is there. */
  void writeSavepoint(Path taken) throws IOException {
    Files.createDirectories(savepoint());
    try (Stream<Path> old = Files.list(savepoint())) {
      old.forEach(SavedJobFiles::delete);
    }
    try (Stream<Path> files = Files.list(taken)) {
      for (Path file : files.toList()) {
        Files.copy(file, savepoint().resolve(file.getFileName().toString()));
      }
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeLines(String name, List<Event> events) throws IOException {
    Files.write(directory.resolve(name), events.stream().map(EventBuilder::toJsonLine).toList());
  }

  private static List<Event> generated() {
    List<Event> events = new ArrayList<>();
    for (Profile profile : Profile.values()) {
      for (Event event : EventGenerator.generate(profile, 7, 80)) {
        if (isBefore(event, LAST)) {
          event.streamId = profile + "-" + event.streamId;
          events.add(event);
        }
      }
    }
    return events;
  }

  /** What must be in the state for certain: each is met again after the savepoint. */
  private static List<Event> story() {
    List<EventBuilder> events = new ArrayList<>();
    // Ended, and not forgotten
    events.add(event(EventType.STREAM_START, "start").stream("ended").at(50_000));
    events.add(event(EventType.LIKE, "liked").stream("ended").at(60_000));
    events.add(event(EventType.STREAM_END, "end").stream("ended").at(80_000));
    events.add(event(EventType.LIKE, "after the end").stream("ended").at(SAVED + 30_000));
    // A user who is present, a streak that is open, an id that was seen
    events.add(event(EventType.ENTER, "came").at(70_000));
    events.add(event(EventType.GIFT, "frame1").frame("streak", 3, 100).at(90_000));
    events.add(event(EventType.LIKE, "twice").at(92_000));
    events.add(event(EventType.GIFT, "frame2").frame("streak", 7, 100).at(SAVED - 1_500));
    events.add(event(EventType.LIKE, "twice").at(SAVED + 5_000));
    events.add(
        event(EventType.GIFT, "frame3").frame("streak", 9, 100).streakEnd(true).at(SAVED + 6_000));
    events.add(event(EventType.LEAVE, "went").at(SAVED + 40_000));
    // Slices that are open, of users in many buckets
    for (int user = 1; user <= 12; user++) {
      events.add(event(EventType.LIKE, "liked" + user).user(user).at(SAVED - user * 1_500L));
    }
    return events.stream().map(EventBuilder::build).toList();
  }

  private static boolean isBefore(Event event, long millis) {
    return event.eventTime < EventBuilder.BASE + millis;
  }

  private static EventBuilder event(EventType type, String eventId) {
    return EventBuilder.event(type, eventId).stream("story");
  }

  /** An event for each partition of each input topic. */
  private static List<Event> pulses(long time) {
    Set<Topic> done = EnumSet.noneOf(Topic.class);
    List<Event> events = new ArrayList<>();
    for (EventType type : EventType.values()) {
      if (done.add(type.topic())) {
        for (int i = 0; i < PARTITIONS; i++) {
          events.add(
              EventBuilder.event(type, type.wireName() + time).stream(PULSE + i).at(time).build());
        }
      }
    }
    return events;
  }
}
