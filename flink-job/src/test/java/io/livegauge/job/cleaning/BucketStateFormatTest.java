package io.livegauge.job.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Event;
import io.livegauge.event.PackedEvent;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.slice.Packed;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What a bucket keeps and sends is the same after it was written and read. */
class BucketStateFormatTest {
  private final Rules rules = Rules.of(JobConfig.defaults());
  private final BucketRules bucketRules = new BucketRules(rules);

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void shouldReadWhatItWrote(@ForAll Profile profile, @ForAll long seed) throws IOException {
    Map<String, List<Event>> streams =
        EventGenerator.generate(profile, seed, 100).stream()
            .collect(Collectors.groupingBy(event -> event.streamId));
    for (Map.Entry<String, List<Event>> stream : streams.entrySet()) {
      TreeMap<Long, List<BucketedEvent>> slices = new TreeMap<>();
      for (Event event : stream.getValue()) {
        slices
            .computeIfAbsent(rules.sliceEndOf(event.eventTime), end -> new ArrayList<>())
            .add(
                new BucketedEvent(
                    PackedEvent.of(event), 3, event.eventTime % 2 == 0, event.eventTime % 3 == 0));
      }
      BucketState state = new BucketState(rules.fingerprintMillis);
      for (Map.Entry<Long, List<BucketedEvent>> slice : slices.entrySet()) {
        assertRoundTrip(BucketedEvent.TYPE, slice.getValue().get(0));
        SlicePartial partial =
            bucketRules.close(
                stream.getKey(),
                slice.getKey(),
                slice.getValue().stream()
                    .map(input -> new BucketedEvent(input.event(), 3, true, false))
                    .toList(),
                state,
                rejection -> {});
        assertRoundTrip(SlicePartial.TYPE, partial);
        if (slice.getKey() / rules.sliceMillis % 4 == 0) {
          assertUsersRoundTrip(state);
        }
      }
      assertUsersRoundTrip(state);
    }
  }

  @Test
  void shouldKeepTheMarkOfAnEnd() throws IOException {
    BucketState state = new BucketState(1);
    state.endedAt = 1_700_000_000_000L;
    state.nextSweep = 7;
    state.closedAt = 1_700_000_005_000L;
    BucketState read = new BucketState(1);
    Packed.of(1, state::writeHead).read("numbers", 1, read::readHead);
    assertThat(read).usingRecursiveComparison().isEqualTo(state);
  }

  @Test
  void shouldRefuseAPartOfAnotherVersion() throws IOException {
    Packed packed = Packed.of(7, new BucketState(1)::writeHead);
    assertThatThrownBy(() -> packed.read("users", 1, in -> {}))
        .isInstanceOf(IOException.class)
        .hasMessage("the state's users are of version 7; this job reads 1");
  }

  private static void assertUsersRoundTrip(BucketState state) throws IOException {
    BucketState read = new BucketState(1);
    Packed.of(1, out -> BucketState.writeUsers(state.allUsers(), out))
        .read("users", 1, read::readUsers);
    assertThat(read.usersWithOpenStreaks).isEqualTo(state.usersWithOpenStreaks);
    assertThat(read.writtenUsers).isEqualTo(state.users.size());
    assertThat(byHash(read))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*\\.changed")
        .isEqualTo(byHash(state));
  }

  private static Map<Long, UserState> byHash(BucketState state) {
    return state.allUsers().stream().collect(Collectors.toMap(user -> user.userHash, user -> user));
  }

  private static <T> void assertRoundTrip(BinaryTypeInfo<T> type, T value) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    type.serializer().serialize(value, out);
    DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
    T read = type.serializer().deserialize(in);

    assertThat(in.available()).isZero();
    assertThat(read)
        .usingRecursiveComparison()
        .withEqualsForType(PartialFixtures::sameEntries, Tally.class)
        .isEqualTo(value);
  }
}
