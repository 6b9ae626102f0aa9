package io.livegauge.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Half an hour, or {@code livegauge.soak.minutes}, under an even load: heap, RocksDB and the
 * processes' resident memory must level off. The figures go to {@code target/soak/memory.json}.
 */
class MemorySoak {
  private static final long SAMPLE_MILLIS = 10_000;
  private static final double ALLOWED_GROWTH = 1.10;
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");
  private static final Pattern HEAP =
      Pattern.compile("(?m)^flink_\\w+manager_Status_JVM_Memory_Heap_Used\\S* (\\S+)$");
  private static final Pattern ROCKSDB =
      Pattern.compile(
          "(?m)^flink_\\S+rocksdb_(?:block_cache_usage|cur_size_all_mem_tables)\\S* (\\S+)$");

  private final HttpClient client = HttpClient.newHttpClient();

  @TempDir private Path scratch;

  @Test
  void shouldLevelOff() throws Exception {
    Duration length = Duration.ofMinutes(Integer.getInteger("livegauge.soak.minutes", 30));
    Map<String, List<Double>> megabytes = new TreeMap<>();
    try (OwnCluster cluster = OwnCluster.up(scratch.resolve("cluster"))) {
      cluster.submit("--parallelism", "2");
      Settings settings = ClusterDirectory.toRead(cluster.state()).require().settings();
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
          int third = values.size() / 3;
          double middle = mean(values.subList(third, 2 * third));
          double last = mean(values.subList(2 * third, values.size()));
          figures
              .putObject(name)
              .put("meanOfFirstThird", mean(values.subList(0, third)))
              .put("meanOfMiddleThird", middle)
              .put("meanOfLastThird", last)
              .put("largest", values.stream().mapToDouble(Double::doubleValue).max().orElse(0));
        });
    Path target = Files.createDirectories(Path.of("target", "soak"));
    Files.writeString(target.resolve("memory.json"), figures.toPrettyString());
    figures
        .properties()
        .forEach(
            figure ->
                assertThat(figure.getValue().get("meanOfLastThird").asDouble())
                    .as(figure.getKey())
                    .isLessThan(
                        10
                            + ALLOWED_GROWTH
                                * figure.getValue().get("meanOfMiddleThird").asDouble()));
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
      add(megabytes, member.name() + " heap", sum(HEAP, metrics) / (1 << 20));
      if (member.role() == Member.Role.TASKMANAGER) {
        add(megabytes, member.name() + " rocksdb", sum(ROCKSDB, metrics) / (1 << 20));
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

  private static double mean(List<Double> values) {
    return Math.round(values.stream().mapToDouble(Double::doubleValue).average().orElse(0) * 10)
        / 10.0;
  }
}
