package io.livegauge.job;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.ingest.HashKey;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The main class: what {@code flink run} gets. */
public final class ScoringJob {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringJob.class);

  private ScoringJob() {}

  /**
   * Lays the road and hands it to the cluster.
   *
   * @param arguments options as {@code --name value}
   * @throws OptionException where an option cannot be used; nothing is started then
   * @throws Exception where the cluster does not take the job
   */
  public static void main(String[] arguments) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    JobConfig config = JobConfig.ofArguments(arguments);
    HashKey.require(config.find(JobOptions.HASH_KEY_FILE), System.getenv());
    KafkaProperties.refusePlainSecrets(config.find(JobOptions.KAFKA_CONFIG));
    LiveJob.build(env, config);
    LOG.info("starting livegauge");
    env.executeAsync("livegauge");
  }
}
