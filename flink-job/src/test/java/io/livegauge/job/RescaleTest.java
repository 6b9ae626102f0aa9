package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.cleaning.BucketKeys;
import io.livegauge.job.cleaning.BucketedEvent;
import io.livegauge.job.cleaning.CleanOperator;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.Rules;
import io.livegauge.job.indicator.IndicateOperator;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.job.reference.EventGenerator;
import io.livegauge.job.reference.EventGenerator.Profile;
import io.livegauge.job.reference.MeasurementText;
import io.livegauge.job.reference.Reference;
import io.livegauge.job.reference.ReferenceOptions;
import io.livegauge.job.reference.ReferenceResult;
import io.livegauge.job.slice.SliceOperator;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.measure.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** State that is handed out anew to more or fewer subtasks goes on as if nothing had been. */
class RescaleTest {
  private static final int MAX_PARALLELISM = 128;
  private static final int BUCKETS = 3;

  /** So little that keys leave the heap now and then. */
  private static final long RESIDENT_BYTES = 20_000;

  private static final int[] PARALLELISMS = {1, 3, 2, 4, 1};

  private final Rules rules = Rules.of(JobConfig.of(Map.of("buckets", Integer.toString(BUCKETS))));

  @Property(tries = 15, shrinking = ShrinkingMode.OFF)
  void shouldMeasureTheSameWhateverTheParallelismsWere(@ForAll Profile profile, @ForAll long seed)
      throws Exception {
    List<Event> events = EventGenerator.generate(profile, seed, 120);
    ReferenceResult expected = Reference.run(events, ReferenceOptions.DEFAULTS);
    List<Event> ordered =
        events.stream().sorted(Comparator.comparingLong(event -> event.eventTime)).toList();

    Results results = new Results();
    try (Stages stages = new Stages(rules, results)) {
      for (int i = 0; i < ordered.size(); i++) {
        stages.take(ordered.get(i));
        stages.advance(ordered.get(i).eventTime);
        if (i % 25 == 20) {
          stages.rescale(PARALLELISMS[i / 25 % PARALLELISMS.length]);
        }
      }
      stages.advance(Long.MAX_VALUE);
      stages.rescale(1);
      assertThat(stages.stateEntries()).isZero();
    }
    results.measurements.sort(
        Comparator.comparing(Measurement::streamId).thenComparing(Measurement::windowEnd));
    assertThat(MeasurementText.of(results.measurements))
        .isEqualTo(MeasurementText.of(expected.measurements()));
    assertThat(results.rejections).hasSize(expected.rejections().size());
  }

  @Test
  void shouldKeepSlicesClosedOnEverySubtask() throws Exception {
    Results results = new Results();
    try (Stages stages = new Stages(rules, results)) {
      // No stream has state on every subtask, and most subtasks of the next run have none at all.
      stages.take(EventBuilder.event(EventType.LIKE, "first").stream("a").at(0).build());
      stages.advance(EventBuilder.BASE + 20_000);
      stages.rescale(4);
      for (int i = 0; i < 20; i++) {
        stages.take(
            EventBuilder.event(EventType.LIKE, "late" + i).stream("b" + i).at(14_999).build());
      }
      stages.rescale(2);
      for (int i = 20; i < 40; i++) {
        stages.take(
            EventBuilder.event(EventType.LIKE, "late" + i).stream("b" + i).at(19_999).build());
      }
      stages.take(EventBuilder.event(EventType.LIKE, "open").stream("c").at(20_000).build());
      stages.advance(Long.MAX_VALUE);
    }
    assertThat(results.rejections).hasSize(40);
    assertThat(results.rejections).allMatch(rejection -> rejection.reason() == Reason.LATE);
    assertThat(results.measurements)
        .filteredOn(Measurement::isFinal)
        .extracting(Measurement::streamId)
        .containsExactlyInAnyOrder("a", "c");
  }

  private static final class Results {
    final List<Measurement> measurements = new ArrayList<>();
    final List<Rejection> rejections = new ArrayList<>();
  }

  /** Both stages that keep state, each with all its subtasks. */
  private static final class Stages implements AutoCloseable {
    private final Rules rules;
    private final Results results;
    private Stage<Tuple2<String, Integer>, BucketedEvent, SlicePartial> clean;
    private Stage<String, SlicePartial, Measurement> indicate;

    Stages(Rules rules, Results results) throws Exception {
      this.rules = rules;
      this.results = results;
      open(2, null, null);
    }

    private void open(
        int parallelism, OperatorSubtaskState[] cleaned, OperatorSubtaskState[] indicated)
        throws Exception {
      clean =
          new Stage<>(
              () -> new CleanOperator(rules, RESIDENT_BYTES, false),
              new BucketKeys(rules.buckets),
              BucketKeys.TYPE,
              parallelism,
              cleaned);
      // Stages need not have the same parallelism.
      indicate =
          new Stage<>(
              () -> new IndicateOperator(rules, RESIDENT_BYTES, false),
              partial -> partial.streamId,
              Types.STRING,
              parallelism == 1 ? 2 : parallelism - 1,
              indicated);
    }

    void take(Event event) throws Exception {
      PackedEvent packed = PackedEvent.of(event);
      int home = (int) Long.remainderUnsigned(event.userHash, rules.buckets);
      for (int bucket = 0; bucket < rules.buckets; bucket++) {
        if (bucket == home || event.type == EventType.STREAM_END) {
          clean.take(new BucketedEvent(packed, bucket, bucket == home, false), event.eventTime);
        }
      }
      forward();
    }

    void advance(long time) throws Exception {
      clean.advance(time - 1);
      forward();
      indicate.advance(time - 1);
      results.measurements.addAll(indicate.drain(results.rejections));
    }

    void rescale(int parallelism) throws Exception {
      OperatorSubtaskState[] cleaned = clean.snapshot();
      OperatorSubtaskState[] indicated = indicate.snapshot();
      close();
      open(parallelism, cleaned, indicated);
    }

    int stateEntries() {
      return clean.stateEntries() + indicate.stateEntries();
    }

    private void forward() throws Exception {
      for (SlicePartial partial : clean.drain(results.rejections)) {
        indicate.take(partial, partial.sliceEnd - 1);
      }
      results.measurements.addAll(indicate.drain(results.rejections));
    }

    @Override
    public void close() {
      try {
        clean.close();
        indicate.close();
      } catch (Exception e) {
        throw new IllegalStateException("a harness does not close", e);
      }
    }
  }

  /** Makes the operator of one subtask. */
  private interface Operators<K, I, O> {
    SliceOperator<K, I, ?, O> make();
  }

  private static final class Stage<K, I, O> {
    private final List<KeyedOneInputStreamOperatorTestHarness<K, I, O>> subtasks =
        new ArrayList<>();
    private final KeySelector<I, K> key;

    Stage(
        Operators<K, I, O> operators,
        KeySelector<I, K> key,
        TypeInformation<K> keyType,
        int parallelism,
        OperatorSubtaskState[] snapshots)
        throws Exception {
      this.key = key;
      OperatorSubtaskState whole =
          snapshots == null ? null : AbstractStreamOperatorTestHarness.repackageState(snapshots);
      for (int subtask = 0; subtask < parallelism; subtask++) {
        KeyedOneInputStreamOperatorTestHarness<K, I, O> harness =
            new KeyedOneInputStreamOperatorTestHarness<>(
                operators.make(), key, keyType, MAX_PARALLELISM, parallelism, subtask);
        harness.setup();
        if (whole != null) {
          harness.initializeState(
              AbstractStreamOperatorTestHarness.repartitionOperatorState(
                  whole, MAX_PARALLELISM, snapshots.length, parallelism, subtask));
        }
        harness.open();
        subtasks.add(harness);
      }
    }

    void take(I input, long time) throws Exception {
      subtasks
          .get(
              KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  key.getKey(input), MAX_PARALLELISM, subtasks.size()))
          .processElement(input, time);
    }

    void advance(long watermark) throws Exception {
      for (KeyedOneInputStreamOperatorTestHarness<K, I, O> subtask : subtasks) {
        subtask.processWatermark(watermark);
      }
    }

    List<O> drain(List<Rejection> rejections) {
      List<O> values = new ArrayList<>();
      for (KeyedOneInputStreamOperatorTestHarness<K, I, O> subtask : subtasks) {
        values.addAll(subtask.extractOutputValues());
        subtask.getOutput().clear();
        Queue<StreamRecord<Rejection>> rejected = subtask.getSideOutput(CleanOperator.REJECTIONS);
        if (rejected != null) {
          rejected.forEach(record -> rejections.add(record.getValue()));
          rejected.clear();
        }
      }
      return values;
    }

    OperatorSubtaskState[] snapshot() throws Exception {
      OperatorSubtaskState[] snapshots = new OperatorSubtaskState[subtasks.size()];
      for (int i = 0; i < snapshots.length; i++) {
        snapshots[i] = subtasks.get(i).snapshot(1, 1);
      }
      return snapshots;
    }

    int stateEntries() {
      return subtasks.stream().mapToInt(s -> s.numKeyedStateEntries()).sum();
    }

    void close() throws Exception {
      for (KeyedOneInputStreamOperatorTestHarness<K, I, O> subtask : subtasks) {
        subtask.close();
      }
    }
  }
}
