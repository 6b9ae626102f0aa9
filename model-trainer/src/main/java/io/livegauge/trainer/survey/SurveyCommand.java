package io.livegauge.trainer.survey;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.trainer.io.CsvTable;
import io.livegauge.trainer.io.InputException;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.io.WholeFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code survey}: screens a questionnaire's answers and tells reliability and validity. Exit status
 * 0: it is told, and what could not be computed is said; 1: the report cannot be written; 2: an
 * option or a file is wrong. Unless it is 0, nothing is written.
 */
@Command(
    name = "survey",
    description = {
      "Screens the answers to a Likert questionnaire and tells their reliability and validity.",
      "Without a definition, columns that begin with an indicator's code (A41, A41_2) are the"
          + " items, on a scale from 1 to 5.",
      "The last line of the output is JSON: everything that is told."
    })
public final class SurveyCommand implements Callable<Integer> {
  private static final String JSON_FILE = "survey.json";
  private static final String PAGE_FILE = "survey.html";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Parameters(
      paramLabel = "FILE",
      arity = "1",
      description = "The export: CSV with a header, one row a respondent.")
  private Path file;

  @Option(
      names = "--definition",
      paramLabel = "FILE",
      description = "What the columns mean, as YAML.")
  private Path definition;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where survey.json and the page survey.html go; made where it is missing.")
  private Path out;

  @Override
  public Integer call() {
    OptionValues values = new OptionValues(spec.commandLine());
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw values.wrong("FILE", file, "a file that can be read");
    }
    if (definition != null && (!Files.isRegularFile(definition) || !Files.isReadable(definition))) {
      throw values.wrong("--definition", definition, "a file that can be read");
    }
    if (out != null && !canTake(out)) {
      throw values.wrong("--out", out, "a directory that can be written to, or made");
    }
    SurveyReport report;
    try {
      CsvTable table = CsvTable.read(file);
      report =
          SurveyReport.of(
              table,
              definition == null
                  ? SurveyDefinition.byCodes(table)
                  : SurveyDefinition.read(definition, table));
    } catch (InputException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    ObjectNode json = SurveyJson.of(report);
    if (out != null) {
      try {
        Map<Path, byte[]> files = new LinkedHashMap<>();
        files.put(
            out.resolve(JSON_FILE),
            (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8));
        files.put(out.resolve(PAGE_FILE), SurveyPage.of(report).getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(out);
        WholeFiles.write(files);
      } catch (IOException e) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("survey: the report cannot be written to " + out + ": " + e);
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
      }
    }
    PrintWriter standard = spec.commandLine().getOut();
    SurveyText.print(report, standard);
    if (out != null) {
      standard.println();
      standard.println("Page: " + out.resolve(PAGE_FILE));
    }
    standard.println(json);
    standard.flush();
    return CommandLine.ExitCode.OK;
  }

  private static boolean canTake(Path directory) {
    Path there = directory.toAbsolutePath();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    return there != null && Files.isDirectory(there) && Files.isWritable(there);
  }
}
