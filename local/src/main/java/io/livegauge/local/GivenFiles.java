package io.livegauge.local;

import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.job.config.Option;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.ingest.HashKey;
import io.livegauge.job.scoring.BaseModel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;

/** Looks at the files that options name before anything starts. */
final class GivenFiles {
  private GivenFiles() {}

  /**
   * Reads the model, the key of the user hashes and the properties of the Kafka clients as the job
   * will.
   *
   * @param command where what is allowed but unwise is told
   * @throws OptionException naming the option, the file and what is allowed
   */
  static void check(JobConfig config, CommandLine command) {
    BaseModel.load(config.find(JobOptions.MODEL));
    String key = config.find(JobOptions.HASH_KEY_FILE);
    HashKey.find(key, System.getenv());
    HashKey.warning(key).ifPresent(sentence -> CommandOptions.warn(command, sentence));
    KafkaProperties.load(
        config.find(JobOptions.KAFKA_CONFIG), sentence -> CommandOptions.warn(command, sentence));
  }

  /** A path as an option gave it. */
  static Path path(Option<String> option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new OptionException("--" + option.name(), text, option.allowed());
    }
  }

  /** A file to be written: its directory must be there. */
  static Path writable(Option<String> option, String text) {
    Path path = path(option, text);
    Path directory = path.toAbsolutePath().getParent();
    if (directory == null
        || !Files.isDirectory(directory)
        || !Files.isWritable(directory)
        || Files.isDirectory(path)) {
      throw new OptionException(
          "--" + option.name(), text, "a file in a directory that exists and can be written to");
    }
    return path;
  }
}
