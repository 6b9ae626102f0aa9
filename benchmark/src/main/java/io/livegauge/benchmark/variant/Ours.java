package io.livegauge.benchmark.variant;

import io.livegauge.benchmark.workload.WorkloadTopics;
import io.livegauge.event.Topic;
import io.livegauge.job.RoadEnvironment;
import io.livegauge.job.ScoringTopology;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.scoring.BaseModel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Livegauge itself: the road of the live job, all of it, as users run it. */
public final class Ours implements Variant {
  private static final int OUTPUT_PARTITIONS = 2;

  private final String backend;
  private final FlinkCluster cluster = new FlinkCluster();

  private Ours(String backend) {
    this.backend = backend;
  }

  /** With its state in {@code hashmap} or {@code rocksdb}. */
  static Ours on(String backend) {
    return new Ours(backend);
  }

  /** The topics that a run writes to. */
  public static List<String> outputs(Run run) {
    return List.of(
        Topic.SCORES.named(run.outputPrefix()),
        Topic.SESSIONS.named(run.outputPrefix()),
        Topic.ALERTS.named(run.outputPrefix()),
        Topic.QUARANTINE.named(run.outputPrefix()));
  }

  @Override
  public String name() {
    return "ours-" + backend;
  }

  @Override
  public String describe() {
    return "Livegauge: every rule, all 14 indicators, scores with their explanation, sessions and"
        + " quarantine, written to Kafka; state in "
        + backend
        + ".";
  }

  @Override
  public Outcome run(Run run) throws Exception {
    Map<String, String> options = new HashMap<>(run.options());
    options.put(JobOptions.STATE_BACKEND.name(), backend);
    options.put(JobOptions.BOOTSTRAP.name(), run.bootstrap());
    options.put(JobOptions.TOPIC_PREFIX.name(), run.inputPrefix());
    options.put(JobOptions.GROUP.name(), name());
    options.put(JobOptions.CHECKPOINTS.name(), FlinkCluster.checkpoints(run));
    JobConfig config = JobConfig.of(options);
    List<String> outputs = outputs(run);
    WorkloadTopics.create(run.bootstrap(), outputs, OUTPUT_PARTITIONS);

    StreamExecutionEnvironment env = cluster.environment(run);
    env.configure(RoadEnvironment.live(config));
    ScoringTopology.build(
        env,
        RuntimeExecutionMode.STREAMING,
        config,
        BaseModel.load(config.find(JobOptions.MODEL)),
        new BoundedEnds(config, run.outputPrefix()));
    Outcome outcome = cluster.execute(env, run);
    return outcome.withWritten(WorkloadTopics.records(run.bootstrap(), outputs));
  }
}
