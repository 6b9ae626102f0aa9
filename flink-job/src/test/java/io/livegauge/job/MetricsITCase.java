package io.livegauge.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.event.EventType;
import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.metric.EngineMetrics;
import io.livegauge.job.metric.JobMetrics;
import io.livegauge.job.metric.Metric;
import io.livegauge.job.reference.EventBuilder;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus reads of a job that runs: exactly the documented metrics of ours. */
class MetricsITCase {
  private static final long SECOND = 1_000;
  private static final int LIKES = 20;
  private static final String STREAM = "room";
  private static final int PORT = freePort();
  private static final Pattern SAMPLE = Pattern.compile("(\\w+)\\{(.*)} (\\S+)");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setConfiguration(reporter())
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(1)
              .build());

  @TempDir Path directory;

  /** One line that Prometheus reads. */
  private record Sample(String name, Map<String, String> labels, double value) {
    String operator() {
      return labels.get("operator_name");
    }
  }

  @Test
  void shouldShowExactlyTheDocumentedMetrics() throws Exception {
    long start = (System.currentTimeMillis() - 20 * 60 * SECOND) / SECOND * SECOND;
    try (EmbeddedKafka kafka = EmbeddedKafka.in(directory.resolve("kafka")).start()) {
      String bootstrap = kafka.bootstrapServers();
      LiveTopics.create(bootstrap, Topic.DEFAULT_PREFIX, 1);
      try (KafkaProducer<byte[], byte[]> producer = producer(bootstrap);
          LiveOutputs outputs = new LiveOutputs(bootstrap, 1)) {
        JobClient job = startJob(bootstrap);
        sendLikes(producer, start, start + LIKES * SECOND);
        // The last of them closes the slices that end 5 s before it.
        outputs.await(
            () -> outputs.scores.size() >= LIKES - 6, () -> outputs.scores.size() + " scores");

        List<Sample> samples = scrape();
        assertThat(operatorsByName(samples)).isEqualTo(documented());
        assertThat(samples)
            .extracting(Sample::name)
            .containsAll(EngineMetrics.ALL.stream().map(EngineMetrics::name).toList());
        assertThat(bands(samples)).isEqualTo(new TreeSet<>(JobMetrics.SCORED.labelValues()));
        assertValues(samples, outputs.scores.size());
        job.cancel().get(30, TimeUnit.SECONDS);
      }
    }
  }

  /** Names of ours with the operators that have them; a histogram has a count beside its values. */
  private static Map<String, Set<String>> documented() {
    Map<String, Set<String>> documented = new TreeMap<>();
    for (Metric metric : JobMetrics.all()) {
      Set<String> operators = new TreeSet<>();
      metric.operators().forEach(operator -> operators.add(operator.replace(' ', '_')));
      documented.put(metric.prometheusName(), operators);
      if (metric.kind() == Metric.Kind.HISTOGRAM) {
        documented.put(metric.prometheusName() + "_count", operators);
      }
    }
    return documented;
  }

  private static Map<String, Set<String>> operatorsByName(List<Sample> samples) {
    Map<String, Set<String>> seen = new TreeMap<>();
    for (Sample sample : samples) {
      if (sample.name().contains("_" + Metric.GROUP + "_")) {
        seen.computeIfAbsent(sample.name(), name -> new TreeSet<>()).add(sample.operator());
      }
    }
    return seen;
  }

  private static Set<String> bands(List<Sample> samples) {
    Set<String> bands = new TreeSet<>();
    for (Sample sample : samples) {
      if (sample.name().equals(JobMetrics.SCORED.prometheusName())) {
        bands.add(sample.labels().get(JobMetrics.SCORED.label()));
      }
    }
    return bands;
  }

  private static void assertValues(List<Sample> samples, int scores) {
    assertThat(sum(samples, JobMetrics.SCORES)).isGreaterThanOrEqualTo(scores);
    assertThat(sum(samples, JobMetrics.SCORED)).isGreaterThanOrEqualTo(scores);
    assertThat(sum(samples, JobMetrics.READ)).isEqualTo(LIKES);
    assertThat(sum(samples, JobMetrics.MODEL_VERSION)).isEqualTo(1);
    assertThat(samples)
        .filteredOn(sample -> sample.name().equals(JobMetrics.WATERMARK_LAG.prometheusName()))
        .allMatch(sample -> sample.value() > 0);
    // The events are of 20 minutes ago.
    assertThat(samples)
        .filteredOn(sample -> sample.name().equals(JobMetrics.EVENT_TO_SCORE.prometheusName()))
        .hasSize(6)
        .allMatch(sample -> sample.value() > 60 * SECOND);
  }

  private static double sum(List<Sample> samples, Metric metric) {
    return samples.stream()
        .filter(sample -> sample.name().equals(metric.prometheusName()))
        .mapToDouble(Sample::value)
        .sum();
  }

  private static List<Sample> scrape() throws Exception {
    String page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + PORT + "/metrics")).build(),
                BodyHandlers.ofString())
            .body();
    List<Sample> samples = new ArrayList<>();
    for (String line : page.lines().toList()) {
      Matcher sample = SAMPLE.matcher(line);
      if (sample.matches()) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(sample.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        samples.add(new Sample(sample.group(1), labels, value));
      }
    }
    return samples;
  }

  private static JobClient startJob(String bootstrap) throws Exception {
    Configuration settings = new Configuration();
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    return LiveJob.start(
        StreamExecutionEnvironment.getExecutionEnvironment(settings),
        JobConfig.of(
            Map.of(
                "bootstrap", bootstrap,
                "parallelism", "1",
                "slice", "1s",
                "window", "10s",
                "start", "earliest",
                "state-backend", "hashmap")));
  }

  /** A like a second, and nothing else. */
  private static void sendLikes(KafkaProducer<byte[], byte[]> producer, long from, long to)
      throws Exception {
    List<Future<?>> sent = new ArrayList<>();
    for (long time = from; time < to; time += SECOND) {
      String line =
          EventBuilder.toJsonLine(
              EventBuilder.event(EventType.LIKE, "e" + time).stream(STREAM)
                  .user(1)
                  .at(time - EventBuilder.BASE)
                  .build());
      sent.add(
          producer.send(
              new ProducerRecord<>(
                  Topic.LIKE.named(Topic.DEFAULT_PREFIX),
                  STREAM.getBytes(StandardCharsets.UTF_8),
                  line.getBytes(StandardCharsets.UTF_8))));
    }
    for (Future<?> record : sent) {
      record.get(30, TimeUnit.SECONDS);
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", bootstrap),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  private static Configuration reporter() {
    Configuration settings = new Configuration();
    settings.set(MetricOptions.REPORTERS_LIST, "prometheus");
    Configuration reporter = MetricOptions.forReporter(settings, "prometheus");
    reporter.set(MetricOptions.REPORTER_FACTORY_CLASS, PrometheusReporterFactory.class.getName());
    reporter.setString("port", Integer.toString(PORT));
    return settings;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException("no free port", e);
    }
  }
}
