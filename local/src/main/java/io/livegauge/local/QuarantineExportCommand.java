package io.livegauge.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Reason;
import io.livegauge.job.config.OptionException;
import io.livegauge.local.quarantine.Originals;
import io.livegauge.local.quarantine.Quarantine;
import io.livegauge.local.quarantine.QuarantineExport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code quarantine export}: rejected records as a file to be edited. */
@Command(
    name = "export",
    description = {
      "Writes rejected records to a file of JSON Lines, each with the record itself under 'value',"
          + " there to be edited with any tool; the rest of a line says which record it was. Then"
          + " 'quarantine replay' sends what was edited.",
      "Where the record itself is gone its line says so, under 'missing'. Rejected models are left"
          + " out: publish a better one instead. The last line of the output is JSON: exported,"
          + " missing, models, repeated, unreadable."
    })
final class QuarantineExportCommand implements Callable<Integer> {
  private static final int WRITE_BYTES = 1 << 16;

  private final Clock clock;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  QuarantineExportCommand(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    QuarantineCommand.Question question = QuarantineCommand.Question.of(parsed, clock);
    if (question.filter().reasons().contains(Reason.INVALID_MODEL)) {
      throw new OptionException(
          "--" + LocalOptions.REASON.name(),
          Reason.INVALID_MODEL.name(),
          "a reason of events; a model is repaired by publishing a better one");
    }
    Path file =
        GivenFiles.writable(
            LocalOptions.EXPORTED, CommandOptions.required(parsed, LocalOptions.EXPORTED));
    AtomicBoolean isStopped = new AtomicBoolean();
    Interrupts.on(() -> isStopped.set(true), () -> {});
    try (Admin admin = question.access().admin();
        Originals originals = new Originals(question.access(), admin)) {
      Quarantine quarantine = question.quarantine(admin, isStopped::get);
      WholeFile.write(
          file,
          path -> {
            try (OutputStream stream = new BufferedOutputStream(open(path), WRITE_BYTES)) {
              QuarantineExport export = new QuarantineExport(quarantine, originals, stream);
              export.write(question.filter(), question.since());
              if (isStopped.get()) {
                throw new IllegalStateException(
                    "stopped before the end; " + file + " is not written");
              }
              tell(export, quarantine);
            }
          });
    }
    return CommandLine.ExitCode.OK;
  }

  /** A file that nobody else may read, since it holds raw user ids. */
  private static OutputStream open(Path path) throws IOException {
    if (!Files.exists(path)
        && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    return Files.newOutputStream(path);
  }

  private void tell(QuarantineExport export, Quarantine quarantine) {
    PrintWriter err = spec.commandLine().getErr();
    if (export.missing() > 0) {
      err.println(
          "Gone, so that their lines have no value: "
              + export.missing()
              + " of "
              + export.exported()
              + "; the first is "
              + TextTable.printable(export.firstMissing()));
      err.flush();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("exported", export.exported());
    json.put("missing", export.missing());
    json.put("models", export.models());
    json.put("repeated", quarantine.repeated());
    json.put("unreadable", quarantine.unreadable());
    PrintWriter out = spec.commandLine().getOut();
    out.println(json);
    out.flush();
  }
}
