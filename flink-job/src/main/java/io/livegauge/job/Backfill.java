package io.livegauge.job;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.ingest.KeyedDecoders;
import io.livegauge.job.scoring.BaseModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Takes recorded streams down the very same road: files in, files out. */
public final class Backfill {
  private Backfill() {}

  /**
   * Runs to the end.
   *
   * @param inputs files or directories of JSON Lines
   * @param output an existing directory, for {@code scores.jsonl}, {@code sessions.jsonl}, {@code
   *     alerts.jsonl}, {@code quarantine.jsonl}, {@code settlements.jsonl}, and, where no other
   *     store is configured, the window store
   * @return the book: every figure of {@link BookKeeper}, by name
   * @throws io.livegauge.job.config.OptionException where an option cannot be used
   * @throws IllegalArgumentException where an input does not exist, naming it
   * @throws Exception where the run fails
   */
  public static Map<String, Long> run(
      JobConfig config, List<Path> inputs, Path output, int parallelism) throws Exception {
    return run(config, inputs, output, parallelism, new Configuration());
  }

  /**
   * The same on a cluster with further settings, such as where its temporary files go.
   *
   * @param cluster settings of the engine
   */
  public static Map<String, Long> run(
      JobConfig config, List<Path> inputs, Path output, int parallelism, Configuration cluster)
      throws Exception {
    byte[] model = BaseModel.load(config.find(JobOptions.MODEL));
    String store = config.find(JobOptions.STORE);
    BackfillEnds ends =
        new BackfillEnds(
            inputs.stream().map(LocalPaths::toFlink).toList(),
            KeyedDecoders.of(config),
            model,
            new StoreEnds(store == null ? LocalPaths.toFlink(output) : store, 0),
            output);

    Configuration settings = new Configuration(cluster);
    settings.addAll(RoadEnvironment.bounded(config));
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(settings);
    env.setParallelism(parallelism);
    ScoringTopology.build(env, RuntimeExecutionMode.BATCH, config, model, ends);
    Files.createDirectories(output);
    JobExecutionResult result = env.execute("livegauge backfill");
    ends.finish();

    Map<String, Long> book = new TreeMap<>();
    result.getAllAccumulatorResults().forEach((name, sum) -> book.put(name, (Long) sum));
    return book;
  }
}
