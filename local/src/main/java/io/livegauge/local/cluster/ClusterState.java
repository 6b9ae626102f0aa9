package io.livegauge.local.cluster;

import java.util.Locale;
import java.util.Map;

/**
 * All that is remembered from command to command, in one file that is replaced as a whole.
 *
 * @param settings how the cluster was set up
 * @param job what runs on it, or null before the first submit
 */
record ClusterState(Settings settings, Job job) {

  /**
   * How the cluster was set up. It stays so until it is deleted, but for more TaskManagers.
   *
   * @param taskManagers how many of them
   * @param memory of each TaskManager's process, as Flink writes it, such as {@code 1280m}
   * @param bootstrap Kafka's address
   * @param isOwnBroker whether that is the cluster's own broker
   * @param topicPrefix what all topic names begin with
   * @param kafkaConfig a file with further properties of Kafka clients, or null
   * @param hashKeyFile the file with the secret key of the user hashes
   * @param ports by use; drawn once, so that a process which starts again is found again
   */
  record Settings(
      int taskManagers,
      String memory,
      String bootstrap,
      boolean isOwnBroker,
      String topicPrefix,
      String kafkaConfig,
      String hashKeyFile,
      Map<String, Integer> ports) {

    Settings {
      ports = Map.copyOf(ports);
    }

    /** The port of a use. */
    int port(String use) {
      Integer port = ports.get(use);
      if (port == null) {
        throw new IllegalStateException("No port was drawn for " + use);
      }
      return port;
    }
  }

  /**
   * The job and how it came to be.
   *
   * @param current what runs, or null where nothing does or a first submit is under way
   * @param previous what ran before it, or null; {@code rollback} brings it back
   * @param change what is under way, or was when a command was interrupted; else null
   * @param versions how many there have been
   */
  record Job(Version current, Version previous, Change change, int versions) {
    static final Job NONE = new Job(null, null, null, 0);

    Job with(Change next) {
      return new Job(current, previous, next, versions);
    }
  }

  /**
   * One version of the job: the same jar, model and options. Its files lie in a directory of its
   * own.
   *
   * @param number from 1
   * @param jobId Flink's name of the run of it that is, or was, the last one
   * @param jar its file
   * @param model its model's file, or null for the one in the jar
   * @param parallelism subtasks of a stage
   * @param options further options of the job by name
   * @param start the savepoint or checkpoint that its last run started from, or null for none
   * @param end the one that it ended with, or null while it runs
   */
  record Version(
      int number,
      String jobId,
      String jar,
      String model,
      int parallelism,
      Map<String, String> options,
      String start,
      String end) {

    Version {
      options = Map.copyOf(options);
    }

    /** The same for another run. */
    Version run(String newJobId, String newStart) {
      return new Version(number, newJobId, jar, model, parallelism, options, newStart, null);
    }

    /** The same when its run is over. */
    Version endedBy(String snapshot) {
      return new Version(number, jobId, jar, model, parallelism, options, start, snapshot);
    }
  }

  /** What a change is for. */
  enum Kind {
    SUBMIT,
    REDEPLOY,
    ROLLBACK;

    /** The command. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How far a change has come: what is written here is what was begun, and may be done. */
  enum Step {
    /** The version that runs is being stopped. */
    STOP,
    /** It has stopped; the other one is being started, and must show that it works. */
    START,
    /** The other one does not work; the one that ran before is being started again. */
    BACK
  }

  /**
   * A change under way. Everything that a step needs is written before the step begins, names
   * included, so that it can be begun a second time without being done twice.
   *
   * @param kind what it is for
   * @param step how far it is
   * @param target the version to start, with the id that its job will have
   * @param stopTrigger the name of the request to stop with a savepoint
   * @param stoppedAt when the stop was asked for, epoch ms; 0 before that
   * @param backJobId the id of the job where the change has to be undone
   * @param problem why it has to be undone, or null
   */
  record Change(
      Kind kind,
      Step step,
      Version target,
      String stopTrigger,
      long stoppedAt,
      String backJobId,
      String problem) {

    Change stopping(long now) {
      return new Change(kind, Step.STOP, target, stopTrigger, now, backJobId, problem);
    }

    Change starting(Version version) {
      return new Change(kind, Step.START, version, stopTrigger, stoppedAt, backJobId, problem);
    }

    Change goingBack(String why) {
      return new Change(kind, Step.BACK, target, stopTrigger, stoppedAt, backJobId, why);
    }
  }
}
