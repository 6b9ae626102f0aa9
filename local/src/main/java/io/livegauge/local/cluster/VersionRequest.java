package io.livegauge.local.cluster;

import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.scoring.BaseModel;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.local.cluster.ClusterState.Version;
import io.livegauge.model.ModelReader;
import io.livegauge.model.ModelResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarFile;

/**
 * What a command asks of a version.
 *
 * @param jar the job's jar, or null for that of the version that runs
 * @param model a model's file, or null for that of the version that runs, or the one in the jar
 * @param parallelism subtasks of a stage, or null for that of the version that runs
 * @param options further options of the job by name
 */
record VersionRequest(Path jar, Path model, Integer parallelism, Map<String, String> options) {
  private static final String MAIN_CLASS = "io/livegauge/job/ScoringJob.class";

  VersionRequest {
    options = Map.copyOf(options);
  }

  /** Whether nothing is asked for. */
  boolean isEmpty() {
    return jar == null && model == null && parallelism == null && options.isEmpty();
  }

  /**
   * Refuses to change nothing.
   *
   * @throws OptionException naming what can be changed
   */
  void requireSome() {
    if (isEmpty()) {
      throw new OptionException("options --model, --jar and --parallelism: one of them is needed");
    }
  }

  /** The same with everything that is not asked for as it is in a version. */
  VersionRequest over(Version version) {
    Map<String, String> all = new HashMap<>(version.options());
    all.putAll(options);
    return new VersionRequest(
        jar == null ? Path.of(version.jar()) : jar,
        model == null && version.model() != null ? Path.of(version.model()) : model,
        parallelism == null ? Integer.valueOf(version.parallelism()) : parallelism,
        all);
  }

  /** Whether that version is what is asked for, by the content of its files. */
  boolean isSame(Version version) throws IOException {
    return parallelism == version.parallelism()
        && options.equals(version.options())
        && isSame(jar, version.jar())
        && isSame(model, version.model());
  }

  private static boolean isSame(Path file, String other) throws IOException {
    if (file == null || other == null) {
      return file == null && other == null;
    }
    return Files.isRegularFile(file) && Files.mismatch(file, Path.of(other)) < 0;
  }

  /**
   * Looks at everything that can be looked at without a cluster.
   *
   * @throws OptionException naming the option and what is allowed
   */
  void check(Settings settings) throws IOException {
    BaseModel.load(model == null ? null : model.toString());
    int slots = settings.taskManagers() * FlinkSettings.SLOTS;
    if (parallelism > slots) {
      throw new OptionException(
          "--" + JobOptions.PARALLELISM.name(),
          parallelism.toString(),
          "1 to "
              + slots
              + ": there are "
              + settings.taskManagers()
              + " TaskManagers of "
              + FlinkSettings.SLOTS
              + " slots");
    }
    boolean isJob;
    try (JarFile file = new JarFile(jar.toFile())) {
      isJob = file.getEntry(MAIN_CLASS) != null;
    } catch (IOException e) {
      throw new OptionException("--jar", jar.toString(), "a jar that can be read");
    }
    if (!isJob) {
      throw new OptionException(
          "--jar", jar.toString(), "a jar of the job, with io.livegauge.job.ScoringJob in it");
    }
  }

  /** Copies its files to where they stay; those that lie beside it already are used as they are. */
  Version lay(Path place, int number) throws IOException {
    Files.createDirectories(place);
    return new Version(
        number,
        null,
        keep(jar, place.resolve("job.jar")),
        model == null ? null : keep(model, place.resolve("model.json")),
        parallelism,
        options,
        null,
        null);
  }

  private static String keep(Path file, Path copy) throws IOException {
    Path all = copy.getParent().getParent();
    if (file.toAbsolutePath().normalize().startsWith(all)) {
      return file.toAbsolutePath().normalize().toString();
    }
    Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
    return copy.toString();
  }

  /** The model, for people. */
  String modelText() throws IOException {
    byte[] bytes = BaseModel.load(model == null ? null : model.toString());
    return "model "
        + ((ModelResult.Valid) ModelReader.read(bytes)).model().version()
        + (model == null ? ", the one in the jar" : "");
  }
}
