package io.livegauge.job;

import io.livegauge.event.Topic;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.ingest.TopicCheck;
import io.livegauge.job.scoring.BaseModel;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The live job: scores what happens on the topics until it is stopped. */
public final class LiveJob {
  private static final Logger LOG = LoggerFactory.getLogger(LiveJob.class);

  private LiveJob() {}

  /**
   * Lays the live road in an environment.
   *
   * @throws OptionException where an option cannot be used or a topic is missing; nothing is
   *     started then
   */
  public static void build(StreamExecutionEnvironment env, JobConfig config) {
    byte[] model = BaseModel.load(config.find(JobOptions.MODEL));
    Map<String, String> clientProperties =
        KafkaProperties.load(config.find(JobOptions.KAFKA_CONFIG));
    LiveEnds ends = new LiveEnds(config, clientProperties);
    requireTopics(config, clientProperties);
    env.configure(RoadEnvironment.live(config));
    Long parallelism = config.find(JobOptions.PARALLELISM);
    if (parallelism != null) {
      env.setParallelism(parallelism.intValue());
    }
    ScoringTopology.build(env, RuntimeExecutionMode.STREAMING, config, model, ends);
  }

  /**
   * Starts the job and returns.
   *
   * @throws OptionException as {@link #build}
   * @throws Exception where the cluster does not take the job
   */
  public static JobClient start(StreamExecutionEnvironment env, JobConfig config) throws Exception {
    build(env, config);
    return env.executeAsync("livegauge");
  }

  private static void requireTopics(JobConfig config, Map<String, String> clientProperties) {
    String prefix = config.get(JobOptions.TOPIC_PREFIX);
    Map<Boolean, List<String>> topics =
        Arrays.stream(Topic.values())
            .collect(
                Collectors.partitioningBy(
                    Topic::isInput,
                    Collectors.mapping(topic -> topic.named(prefix), Collectors.toList())));
    try {
      TopicCheck.require(
              config.get(JobOptions.BOOTSTRAP),
              clientProperties,
              topics.get(true),
              topics.get(false))
          .forEach(LOG::warn);
    } catch (IllegalStateException | KafkaException e) {
      throw new OptionException("option --" + JobOptions.BOOTSTRAP.name() + ": " + e.getMessage());
    }
  }
}
