package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.local.cluster.ClusterState.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.flink.configuration.MemorySize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour, or {@code livegauge.soak.minutes}, under an even load: heap, RocksDB and the
 * processes' resident memory must level off. The figures go to {@code target/soak/memory.json}.
 */
class MemorySoak {
  private static final long SAMPLE_MILLIS = 10_000;

  /** The run is looked at in so many parts; from the last but one to the last little may grow. */
  private static final int PARTS = 6;

  private static final double ALLOWED_GROWTH = 1.10;
  private static final String HEAP_NAME = " heap";
  private static final String ROCKSDB_NAME = " rocksdb";
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HEAP =
      Pattern.compile("(?m)^flink_\\w+manager_Status_JVM_Memory_Heap_Used\\S* (\\S+)$");
  private static final Pattern ROCKSDB =
      Pattern.compile("(?m)^flink_\\S+rocksdb_block_cache_usage\\S* (\\S+)$");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path scratch;

  @Test
  void shouldLevelOff() throws Exception {
    Duration length = Duration.ofMinutes(Integer.getInteger("livegauge.soak.minutes", 30));
    Map<String, List<Double>> megabytes = new TreeMap<>();
    Settings settings;
    try (OwnCluster cluster = OwnCluster.up(scratch.resolve("cluster"))) {
      cluster.submit("--parallelism", "2");
      settings = ClusterDirectory.toRead(cluster.state()).require().settings();
      try (LiveLoad load = LiveLoad.start(cluster.bootstrap(), scratch, 41, 500, length)) {
        for (long at = 0; at < length.toMillis(); at += SAMPLE_MILLIS) {
          load.awaitMoment(at);
          for (Member member : Member.of(settings)) {
            sample(cluster, settings, member, megabytes);
          }
        }
        load.finish();
      }
      assertThat(cluster.done("status").json().get("job").has("lastFailure")).isFalse();
    }

    ObjectNode figures = JsonNodeFactory.instance.objectNode();
    megabytes.forEach(
        (name, values) -> {
          ObjectNode figure = figures.putObject(name);
          ArrayNode parts = figure.putArray("parts");
          for (int part = 0; part < PARTS; part++) {
            parts.add(level(name, part(values, part)));
          }
          figure.put("largest", rounded(Collections.max(values)));
        });
    Path target = Files.createDirectories(Path.of("target", "soak"));
    Files.writeString(target.resolve("memory.json"), figures.toPrettyString());

    MemorySize process = MemorySize.parse(settings.memory());
    MemorySize managed = FlinkSettings.taskManager(settings.memory()).getManagedMemorySize();
    for (Map.Entry<String, JsonNode> figure : figures.properties()) {
      JsonNode parts = figure.getValue().get("parts");
      assertThat(parts.get(PARTS - 1).asDouble())
          .as("%s: %s", figure.getKey(), parts)
          .isLessThan(10 + ALLOWED_GROWTH * parts.get(PARTS - 2).asDouble());
      if (figure.getKey().startsWith("taskmanager")) {
        MemorySize bound = figure.getKey().endsWith(ROCKSDB_NAME) ? managed : process;
        assertThat(figure.getValue().get("largest").asDouble())
            .as(figure.getKey())
            .isLessThan(bound.getMebiBytes());
      }
    }
  }

  private static List<Double> part(List<Double> values, int part) {
    return values.subList(part * values.size() / PARTS, (part + 1) * values.size() / PARTS);
  }

  /** Of a heap what stays after collections, of all else the mean. */
  private static double level(String name, List<Double> values) {
    return rounded(
        name.endsWith(HEAP_NAME)
            ? Collections.min(values)
            : values.stream().mapToDouble(Double::doubleValue).average().orElse(0));
  }

  private static double rounded(double value) {
    return Math.round(value * 10) / 10.0;
  }

  private void sample(
      OwnCluster cluster, Settings settings, Member member, Map<String, List<Double>> megabytes)
      throws IOException, InterruptedException {
    Path status = Path.of("/proc", Long.toString(cluster.mark(member.name()).pid()), "status");
    add(megabytes, member.name() + " resident", sum(RESIDENT, Files.readString(status)) / 1024);
    if (member.ports().contains(member.metricsPort())) {
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(
                          URI.create(
                              "http://127.0.0.1:"
                                  + settings.port(member.metricsPort())
                                  + "/metrics"))
                      .build(),
                  BodyHandlers.ofString())
              .body();
      add(megabytes, member.name() + HEAP_NAME, sum(HEAP, metrics) / (1 << 20));
      if (member.role() == Member.Role.TASKMANAGER) {
        add(megabytes, member.name() + ROCKSDB_NAME, largest(metrics) / (1 << 20));
      }
    }
  }

  private static void add(Map<String, List<Double>> values, String name, double value) {
    values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  private static double sum(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .mapToDouble(result -> Double.parseDouble(result.group(1)))
        .sum();
  }

  /** All states of a slot share one cache, and each tells of it: the largest is that of a slot. */
  private static double largest(String metrics) {
    return ROCKSDB
        .matcher(metrics)
        .results()
        .mapToDouble(result -> Double.parseDouble(result.group(1)))
        .max()
        .orElse(0);
  }
}
