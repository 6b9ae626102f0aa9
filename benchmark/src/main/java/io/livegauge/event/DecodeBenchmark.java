package io.livegauge.event;

import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.livegauge.benchmark.variant.EventPojo;
import io.livegauge.simulator.SimulatedRecord;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * From the bytes of a record to an event, over all types as simulated rooms mix them. It stands in
 * this package since the long way of decoding is open to no other.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecodeBenchmark {
  private static final int RECORDS = 8192;
  private static final long AHEAD_MILLIS = 60_000;
  private static final long START = 1_700_000_000_000L;

  private final SimulatedRecord[] records = new SimulatedRecord[RECORDS];
  private EventDecoder decoder;
  private EventJudge judge;
  private ObjectReader databind;
  private int next;

  /** Simulates the records. */
  @Setup
  public void prepare() {
    Simulation rooms =
        new Simulation(SimulationConfig.live(1, 20, 500, 60_000, START).with(Set.of()));
    // In the first seconds the rooms fill: nearly all of it are entries.
    for (int i = 0; i < RECORDS; i++) {
      rooms.next();
    }
    for (int i = 0; i < RECORDS; i++) {
      records[i] = rooms.next();
    }
    UserHasher hasher = new UserHasher(new byte[UserHasher.KEY_LENGTH]);
    decoder = new EventDecoder(hasher, AHEAD_MILLIS);
    judge = new EventJudge(hasher, AHEAD_MILLIS);
    databind = JsonMapper.builder().build().readerFor(EventPojo.class);
  }

  /** Ours: packed, with every check of the contract and the user's hash. */
  @Benchmark
  public Decoded ours() {
    SimulatedRecord record = record();
    return decoder.fromKafka(record.value(), record.topic(), 0, next, record.emitTime());
  }

  /** Ours the long way, by Jackson's streaming parser, which judges what is not plain. */
  @Benchmark
  public Decoded oursByJackson() {
    SimulatedRecord record = record();
    return judge.fromKafka(record.value(), record.topic(), 0, next, record.emitTime());
  }

  /** A plain object filled by Jackson's databind, without any check. */
  @Benchmark
  public Object databind() throws IOException {
    return databind.readValue(record().value());
  }

  private SimulatedRecord record() {
    next = (next + 1) % RECORDS;
    return records[next];
  }
}
