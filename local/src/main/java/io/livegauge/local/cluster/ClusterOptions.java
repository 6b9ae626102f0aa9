package io.livegauge.local.cluster;

import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.LocalCluster;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.configuration.IllegalConfigurationException;

/** The options of the commands below {@code cluster} that are none of the job's own. */
public final class ClusterOptions {
  private static final String CLUSTER = "Cluster";
  private static final String KAFKA = "Kafka";
  private static final String VERSION = "Version";

  static final Option<String> STATE =
      Option.text(
          "state",
          CLUSTER,
          Path.of(System.getProperty("livegauge.logs", ".livegauge/logs"))
              .resolveSibling("cluster")
              .toString(),
          "a directory",
          "Where the cluster is: all that is known of it, its data and logs.");
  static final Option<Long> TASKMANAGERS =
      Option.number(
          "taskmanagers", CLUSTER, 2, 1, 16, "How many TaskManagers; each has 2 task slots.");
  static final Option<String> MEMORY =
      new Option<>(
          "taskmanager-memory",
          CLUSTER,
          "1280m",
          "a size such as 1280m or 4g, of 1g at least",
          "Memory of each TaskManager's process.",
          Function.identity(),
          ClusterOptions::isEnough);
  static final Option<String> BOOTSTRAP =
      new Option<>(
          JobOptions.BOOTSTRAP.name(),
          KAFKA,
          null,
          JobOptions.BOOTSTRAP.allowed(),
          "A Kafka that is there, with all topics; without it the cluster has a broker of its own.",
          JobOptions.BOOTSTRAP.parser(),
          JobOptions.BOOTSTRAP.check());
  static final Option<Long> PARTITIONS =
      Option.number("partitions", KAFKA, 4, 1, 1_000, "Partitions of the topics that are created.");
  static final Option<String> HASH_KEY_FILE =
      Option.text(
          JobOptions.HASH_KEY_FILE.name(),
          CLUSTER,
          null,
          JobOptions.HASH_KEY_FILE.allowed(),
          "Secret key of the user hashes; without it one is drawn and kept beside the state.");

  static final Option<String> JAR = Option.text("jar", VERSION, null, "a file", "The job's jar.");
  static final Option<String> FROM =
      Option.text(
          "from",
          VERSION,
          null,
          "a directory, or a URI of one",
          "A savepoint or checkpoint to start from.");
  static final Option<String> MODEL = inGroup(JobOptions.MODEL);
  static final Option<Long> PARALLELISM =
      Option.number(
          JobOptions.PARALLELISM.name(),
          VERSION,
          null,
          1,
          1_024,
          "Subtasks of each stage, within the task slots that there are.");
  static final Option<Duration> PATIENCE =
      Option.duration(
          "patience",
          VERSION,
          "2min",
          Duration.ofSeconds(1),
          "How long a version may take to show that it works before it is given up.");

  /** The job's options that the cluster decides itself, or that are given otherwise. */
  private static final Set<Option<?>> NOT_OF_SUBMIT =
      Set.of(
          JobOptions.BOOTSTRAP,
          JobOptions.TOPIC_PREFIX,
          JobOptions.KAFKA_CONFIG,
          JobOptions.HASH_KEY_FILE,
          JobOptions.CHECKPOINTS,
          JobOptions.MODEL,
          JobOptions.PARALLELISM);

  /** All of them, for messages. */
  public static final List<Option<?>> ALL =
      List.of(STATE, TASKMANAGERS, MEMORY, JAR, FROM, PATIENCE);

  private ClusterOptions() {}

  static List<Option<?>> ofUp() {
    return List.of(
        STATE,
        TASKMANAGERS,
        MEMORY,
        HASH_KEY_FILE,
        BOOTSTRAP,
        JobOptions.TOPIC_PREFIX,
        JobOptions.KAFKA_CONFIG,
        PARTITIONS);
  }

  static List<Option<?>> ofSubmit() {
    List<Option<?>> options =
        new ArrayList<>(List.of(STATE, JAR, MODEL, PARALLELISM, FROM, PATIENCE));
    options.addAll(jobOptions());
    return options;
  }

  static List<Option<?>> ofRedeploy() {
    return List.of(STATE, JAR, MODEL, PARALLELISM, PATIENCE);
  }

  /** The job's options that a submit hands through. */
  static List<Option<?>> jobOptions() {
    List<Option<?>> options = new ArrayList<>(JobOptions.ALL);
    options.removeAll(NOT_OF_SUBMIT);
    return options;
  }

  /** As many subtasks as there are processors, up to two, where nobody says. */
  static int defaultParallelism(int taskManagers) {
    return Math.min(LocalCluster.defaultParallelism(), taskManagers * FlinkSettings.SLOTS);
  }

  /**
   * A path as an option gave it.
   *
   * @return null for null
   */
  static Path path(Option<String> option, String text) {
    try {
      return text == null ? null : Path.of(text);
    } catch (InvalidPathException e) {
      throw new OptionException("--" + option.name(), text, option.allowed());
    }
  }

  private static Option<String> inGroup(Option<String> option) {
    return new Option<>(
        option.name(),
        VERSION,
        option.defaultText(),
        option.allowed(),
        option.description(),
        option.parser(),
        option.check());
  }

  private static boolean isEnough(String memory) {
    try {
      return FlinkSettings.taskManager(memory).getTaskHeapSize().getMebiBytes() >= 128;
    } catch (IllegalConfigurationException | IllegalArgumentException e) {
      return false;
    }
  }
}
