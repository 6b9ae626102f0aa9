package io.livegauge.job.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Rejection;
import io.livegauge.event.Settlement;
import io.livegauge.job.cleaning.PartialFixtures;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.ingest.BinaryTypeInfo;
import io.livegauge.job.ingest.RoadTypes;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.slice.Packed;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.Tally;
import io.livegauge.measure.Measurement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

/** What a stream keeps and sends is the same after it was written and read. */
class StreamStateFormatTest {
  private final Rules rules = Rules.of(JobConfig.defaults());
  private final StreamRules streamRules = new StreamRules(rules);

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void shouldReadWhatItWrote(@ForAll Profile profile, @ForAll long seed) throws IOException {
    Map<String, List<Event>> streams =
        EventGenerator.generate(profile, seed, 100).stream()
            .collect(Collectors.groupingBy(event -> event.streamId));
    for (Map.Entry<String, List<Event>> stream : streams.entrySet()) {
      StreamState state = new StreamState();
      for (SlicePartial partial : PartialFixtures.of(rules, stream.getKey(), stream.getValue())) {
        streamRules.close(
            stream.getKey(), partial.sliceEnd, List.of(partial), state, new RoundTrips());
        assertStateRoundTrip(state);
      }
    }
  }

  @Test
  void shouldKeepASettlementOfAnUnknownSession() throws IOException {
    Event rating = EventBuilder.event(EventType.RATING, "r").build();
    assertRoundTrip(MeasuredTypes.SETTLEMENT, new Settlement(rating, null));
    assertRoundTrip(MeasuredTypes.SETTLEMENT, new Settlement(rating, Long.MIN_VALUE));
  }

  /** What comes out goes over the network. */
  private static final class RoundTrips implements StreamRules.Results {
    @Override
    public void measurement(Measurement measurement) {
      assertRoundTrip(MeasuredTypes.MEASUREMENT, measurement);
    }

    @Override
    public void rejection(Rejection rejection) {
      assertRoundTrip(RoadTypes.REJECTION, rejection);
    }

    @Override
    public void settlement(Settlement settlement) {
      assertRoundTrip(MeasuredTypes.SETTLEMENT, settlement);
    }
  }

  private static <T> void assertRoundTrip(BinaryTypeInfo<T> type, T value) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      type.serializer().serialize(value, out);
      DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
      T read = type.serializer().deserialize(in);

      assertThat(in.available()).isZero();
      assertThat(read).usingRecursiveComparison().isEqualTo(value);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertStateRoundTrip(StreamState state) throws IOException {
    StreamState read = new StreamState();
    Packed.of(1, state::writeHead).read("sums", 1, read::readHead);
    for (Map.Entry<Long, StreamState.Slice> slice : state.window().entrySet()) {
      Packed.of(1, slice.getValue()::write)
          .read("slices", 1, in -> read.readSlice(slice.getKey(), in));
    }
    assertThat(read.writtenSlices).isEqualTo(state.window().keySet());
    assertThat(read)
        .usingRecursiveComparison()
        .ignoringFields("writtenSlices")
        .withEqualsForType(PartialFixtures::sameEntries, Tally.class)
        .withEqualsForType(OrderSampleTest::sameValues, OrderSample.class)
        .isEqualTo(state);
  }
}
