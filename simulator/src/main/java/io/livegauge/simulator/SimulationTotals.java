package io.livegauge.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of the records of a run, as far as they were added. Not thread-safe. */
public final class SimulationTotals {
  private static final JsonFactory JSON = new JsonFactory();

  private final SimulationConfig config;
  private long produced;
  private long normal;
  private long indefinite;
  private final SortedMap<String, Long> normalTypes = new TreeMap<>();
  private final SortedMap<String, Long> injectedKinds = new TreeMap<>();
  private final SortedMap<String, Long> expected = new TreeMap<>();
  private final SortedMap<String, Long> topics = new TreeMap<>();
  private final SortedMap<String, Long> excess = new TreeMap<>();

  public SimulationTotals(SimulationConfig config) {
    this.config = config;
  }

  /** Counts one record. */
  public void add(SimulatedRecord record) {
    Truth truth = record.truth();
    produced++;
    topics.merge(truth.topic().suffix(), 1L, Long::sum);
    expected.merge(truth.expected(), 1L, Long::sum);
    if (truth.isInjected()) {
      injectedKinds.merge(truth.kind(), 1L, Long::sum);
    } else {
      normal++;
      normalTypes.merge(record.type(), 1L, Long::sum);
    }
    if (!truth.definite()) {
      indefinite++;
    }
    if (truth.excess() != 0) {
      excess.merge(record.type(), truth.excess(), Long::sum);
    }
  }

  /** Records of any kind. */
  public long produced() {
    return produced;
  }

  /** Records that were not injected. */
  public long normal() {
    return normal;
  }

  /** Records that were injected. */
  public long injected() {
    return produced - normal;
  }

  /** Injected records whose fate the contract does not settle. */
  public long indefinite() {
    return indefinite;
  }

  /** Normal records by type. */
  public Map<String, Long> normalTypes() {
    return Collections.unmodifiableMap(normalTypes);
  }

  /** Injected records by kind. */
  public Map<String, Long> injectedKinds() {
    return Collections.unmodifiableMap(injectedKinds);
  }

  /** All records by expected fate: accepted, settlement, or a reason. */
  public Map<String, Long> expected() {
    return Collections.unmodifiableMap(expected);
  }

  /** All records by topic, without prefix. */
  public Map<String, Long> topics() {
    return Collections.unmodifiableMap(topics);
  }

  /** What floods lose to caps at their floor, by type. */
  public Map<String, Long> excess() {
    return Collections.unmodifiableMap(excess);
  }

  /** The last line of a truth file, without the line end. */
  public byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("summary");
      json.writeNumberField("schema", 1);
      json.writeNumberField("seed", config.seed());
      json.writeNumberField("streams", config.streams());
      json.writeNumberField("ratePerSecond", config.ratePerSecond());
      json.writeNumberField("durationMillis", config.durationMillis());
      json.writeNumberField("startTime", config.startTime());
      json.writeStringField("medium", config.medium() == Medium.FILE ? "file" : "live");
      json.writeArrayFieldStart("impairments");
      for (Impairment impairment : Impairment.values()) {
        if (config.impairments().contains(impairment)) {
          json.writeString(impairment.name());
        }
      }
      json.writeEndArray();
      json.writeNumberField("produced", produced);
      json.writeNumberField("normal", normal);
      json.writeNumberField("injected", injected());
      json.writeNumberField("indefinite", indefinite);
      write(json, "topics", topics);
      write(json, "normalTypes", normalTypes);
      write(json, "injectedKinds", injectedKinds);
      write(json, "expected", expected);
      write(json, "excess", excess);
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonGenerator json, String name, Map<String, Long> counts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Long> count : counts.entrySet()) {
      json.writeNumberField(count.getKey(), count.getValue());
    }
    json.writeEndObject();
  }
}
