package io.livegauge.job.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.alert.AlertRecord;
import io.livegauge.alert.AlertRule;
import io.livegauge.job.ingest.BinaryFormat;
import io.livegauge.job.metric.JobMetrics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** The operator: its state, its life, and that it survives snapshots and other parallelisms. */
class AlertFunctionTest {
  private static final int MAX_PARALLELISM = 128;
  private static final int STREAMS = 12;

  @Test
  void shouldRaiseClearAndForgetAtTheSessionsEnd() throws Exception {
    try (Harness harness = new Harness(1, 0, null)) {
      Reading last = null;
      for (int i = 1; i <= 20; i++) {
        last = reading("s1", i, last, 500, false);
        harness.take(last);
      }
      assertThat(harness.alerts())
          .singleElement()
          .satisfies(alert -> assertThat(alert.rule()).isEqualTo(AlertRule.BOT_SURGE));
      assertThat(harness.states()).isEqualTo(1);
      assertThat(harness.counted(AlertRule.BOT_SURGE)).isEqualTo(1);

      harness.take(reading("s1", 21, last, 0, true));

      assertThat(harness.alerts())
          .hasSize(2)
          .last()
          .satisfies(alert -> assertThat(alert.isFinal()).isTrue());
      assertThat(harness.states()).as("sessions in state").isZero();
      assertThat(harness.counted(AlertRule.BOT_SURGE)).isEqualTo(1);
    }
  }

  @Test
  void shouldGoOnAfterARestoreAtAnotherParallelism() throws Exception {
    List<String> undisturbed = new ArrayList<>();
    try (Harness harness = new Harness(1, 0, null)) {
      run(List.of(harness), 1, 60);
      harness.alerts().forEach(alert -> undisturbed.add(text(alert)));
    }

    List<String> disturbed = new ArrayList<>();
    OperatorSubtaskState snapshot;
    try (Harness harness = new Harness(1, 0, null)) {
      run(List.of(harness), 1, 25);
      harness.alerts().forEach(alert -> disturbed.add(text(alert)));
      snapshot = harness.snapshot();
    }
    OperatorSubtaskState[] state = {snapshot};
    try (Harness first = new Harness(2, 0, state);
        Harness second = new Harness(2, 1, state)) {
      run(List.of(first, second), 26, 60);
      first.alerts().forEach(alert -> disturbed.add(text(alert)));
      second.alerts().forEach(alert -> disturbed.add(text(alert)));
    }

    assertThat(undisturbed).hasSizeGreaterThan(STREAMS);
    assertThat(disturbed).containsExactlyInAnyOrderElementsOf(undisturbed);
  }

  @Test
  void shouldWriteAndReadWhatTravels() throws Exception {
    Reading reading = new Readings.Builder(null).refunded(7).suspect(3).score(12.3456).build();
    AlertRecord alert =
        new AlertRecord(
            "s", null, "c", AlertRule.NO_EVENTS, true, false, 1, 2, 3, 4, 5, null, 6, "text");
    AlertRecord other =
        new AlertRecord(
            "s", "h", null, AlertRule.SCORE_DROP, false, true, 1, 2, 3, -4, 5, 7L, 6, "text");

    assertThat(copy(new ReadingFormat(), reading)).isEqualTo(reading);
    assertThat(copy(new AlertRecordBinary(), alert)).isEqualTo(alert);
    assertThat(copy(new AlertRecordBinary(), other)).isEqualTo(other);
  }

  /** The bound that the operator promises, with every rule raised. */
  @Test
  void shouldTakeAFixedNumberOfBytes() throws Exception {
    AlertState state = new AlertState();
    for (AlertRule rule : AlertRule.values()) {
      state.watch(rule).isRaised = true;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));

    assertThat(bytes.size()).isEqualTo(335);
  }

  private static <T> T copy(BinaryFormat<T> format, T value) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    format.write(value, new DataOutputStream(bytes));
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    T copy = format.read(in);
    assertThat(in.read()).as("the end").isEqualTo(-1);
    return copy;
  }

  /** Slices of many streams, each with a surge of bots of its own time. */
  private static void run(List<Harness> subtasks, int from, int to) throws Exception {
    Reading[] last = new Reading[STREAMS];
    for (int slice = 1; slice <= to; slice++) {
      for (int i = 0; i < STREAMS; i++) {
        String stream = "s" + i;
        long suspects = slice > 5 + i && slice < 20 + i ? 500 : 0;
        last[i] = reading(stream, slice, last[i], suspects, false);
        if (slice >= from) {
          int subtask =
              KeyGroupRangeAssignment.assignKeyToParallelOperator(
                  stream, MAX_PARALLELISM, subtasks.size());
          subtasks.get(subtask).take(last[i]);
        }
      }
    }
  }

  private static Reading reading(
      String stream, int slice, Reading before, long suspects, boolean isFinal) {
    Readings.Builder reading =
        new Readings.Builder(before)
            .streamId(stream)
            .windowEnd(Readings.START + slice * Readings.SLICE)
            .suspect(suspects);
    return (isFinal ? reading.last() : reading).build();
  }

  private static String text(AlertRecord alert) {
    return new String(alert.toJson(), StandardCharsets.UTF_8);
  }

  private static final class Harness implements AutoCloseable {
    private final KeyedOneInputStreamOperatorTestHarness<String, Reading, AlertRecord> harness;

    /**
     * @param snapshots of all subtasks of the run before, or null
     */
    Harness(int parallelism, int subtask, OperatorSubtaskState[] snapshots) throws Exception {
      harness =
          new KeyedOneInputStreamOperatorTestHarness<>(
              new KeyedProcessOperator<>(new AlertFunction(Readings.settings(Map.of()))),
              Reading::streamId,
              Types.STRING,
              MAX_PARALLELISM,
              parallelism,
              subtask);
      harness.setup(AlertRecordBinary.TYPE.serializer());
      if (snapshots != null) {
        harness.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                AbstractStreamOperatorTestHarness.repackageState(snapshots),
                MAX_PARALLELISM,
                snapshots.length,
                parallelism,
                subtask));
      }
      harness.open();
    }

    void take(Reading reading) throws Exception {
      harness.processElement(reading, reading.windowEnd() - 1);
    }

    List<AlertRecord> alerts() {
      return harness.extractOutputValues();
    }

    OperatorSubtaskState snapshot() throws Exception {
      return harness.snapshot(1, 1);
    }

    int states() {
      return ((HeapKeyedStateBackend<?>) harness.getOperator().getKeyedStateBackend())
          .numKeyValueStateEntries();
    }

    long counted(AlertRule rule) {
      return (Long)
          harness
              .getOperator()
              .getRuntimeContext()
              .getAccumulator(JobMetrics.raised(rule).name())
              .getLocalValue();
    }

    @Override
    public void close() {
      try {
        harness.close();
      } catch (Exception e) {
        throw new IllegalStateException("a harness does not close", e);
      }
    }
  }
}
