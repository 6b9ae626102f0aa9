package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.job.Backfill;
import io.livegauge.job.LocalPaths;
import io.livegauge.job.config.JobConfig;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.ingest.JsonLinesSource;
import io.livegauge.simulator.broker.DirectoryTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code backfill}: scores recorded streams from files through the job's own topology. */
@Command(
    name = "backfill",
    description = {
      "Scores recorded streams: JSON Lines through the very topology of the live job, with the"
          + " same results.",
      "Writes scores.jsonl, sessions.jsonl, alerts.jsonl, quarantine.jsonl and settlements.jsonl,"
          + " ordered by stream and time, and the window store that train reads. The last line of"
          + " the output is JSON: read, accepted, rejected by reason, settlements, scores, sessions,"
          + " alerts, seconds."
    })
final class BackfillCommand implements Callable<Integer> {
  /** What a backfill writes into its directory. */
  private static final List<String> RESULTS =
      List.of(
          "scores.jsonl",
          "sessions.jsonl",
          "alerts.jsonl",
          "quarantine.jsonl",
          "settlements.jsonl",
          "windows",
          "settlements");

  private static final String INPUT_OPTION = "--input";
  private static final String OUTPUT_OPTION = "--" + LocalOptions.OUTPUT.name();

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = INPUT_OPTION,
      required = true,
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Files of JSON Lines, and directories of such files; several, or given several times.")
  private List<Path> inputs;

  @Option(
      names = "--overwrite",
      description = "Delete the results of an earlier backfill in the output directory first.")
  private boolean isOverwriting;

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    int parallelism = CommandOptions.value(parsed, LocalOptions.BACKFILL_PARALLELISM).intValue();
    Map<String, String> options =
        new HashMap<>(CommandOptions.given(parsed, LocalOptions.backfillJobOptions()));
    options.put(JobOptions.PARALLELISM.name(), Integer.toString(parallelism));
    JobConfig config = JobConfig.of(options);
    GivenFiles.check(config, spec.commandLine());
    for (Path input : inputs) {
      requireReadable(input);
    }
    String outputText = CommandOptions.required(parsed, LocalOptions.OUTPUT);
    Path output = GivenFiles.path(LocalOptions.OUTPUT, outputText);
    requireApart(output);
    prepare(output);

    long start = System.nanoTime();
    Book book;
    try (ScratchDirectory scratch = new ScratchDirectory("livegauge-backfill-")) {
      book =
          Book.of(
              Backfill.run(
                  config, inputs, output, parallelism, LocalCluster.inside(scratch.path())));
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    book.writeTo(json);
    json.put("seconds", Math.round(seconds * 1000) / 1000.0);
    line.getOut().println(json);
    line.getOut().flush();
    List<String> differences = book.differences();
    if (!differences.isEmpty()) {
      throw new IllegalStateException(
          "the book does not balance: " + String.join("; ", differences));
    }
    return CommandLine.ExitCode.OK;
  }

  /**
   * A pipe would be waited for without end, since files are looked through before they are read.
   */
  private static void requireReadable(Path input) {
    boolean isFile = Files.isRegularFile(input) || Files.isDirectory(input);
    if (!isFile || !Files.isReadable(input)) {
      throw new OptionException(
          INPUT_OPTION, input.toString(), "a file or directory that exists and can be read");
    }
    try {
      JsonLinesSource.requireFiles(LocalPaths.toFlink(input));
    } catch (IllegalArgumentException e) {
      throw new OptionException(
          INPUT_OPTION,
          input.toString(),
          "a file, or a directory with files named *.jsonl, *.ndjson or *.json, or these and .gz");
    }
  }

  /** What is to be read must not be what is to be replaced. */
  private void requireApart(Path output) throws IOException {
    if (!Files.isDirectory(output)) {
      return;
    }
    for (Path input : inputs) {
      Path read = input.toRealPath();
      for (String result : RESULTS) {
        if (read.startsWith(output.toRealPath().resolve(result))) {
          throw new OptionException(
              INPUT_OPTION,
              input.toString(),
              "a file or directory that this backfill does not write");
        }
      }
    }
  }

  /** Makes the output directory an empty one, or refuses it. */
  private void prepare(Path output) throws IOException {
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new OptionException(OUTPUT_OPTION, output.toString(), LocalOptions.OUTPUT.allowed());
    }
    if (Files.isDirectory(output) && !isEmpty(output)) {
      if (!isOverwriting) {
        throw new OptionException(
            OUTPUT_OPTION,
            output.toString(),
            "a new or empty directory, or --overwrite to replace an earlier backfill in it");
      }
      for (String result : RESULTS) {
        DirectoryTree.delete(output.resolve(result));
      }
    }
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw new OptionException(
          OUTPUT_OPTION, output.toString(), "a directory that can be created and written to");
    }
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.findAny().isEmpty();
    }
  }
}
