package io.livegauge.trainer.command;

import io.livegauge.model.Model;
import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.FileErrors;
import io.livegauge.trainer.io.OptionValues;
import io.livegauge.trainer.registry.Registry;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.registry.RegistryOpener;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command about a registry. Before it begins, what a killed publisher left behind is set right.
 * Exit status 1: the registry, or Kafka, does not let it be done, and the reason is said.
 */
@Command(sortOptions = false)
abstract class RegistryCommand implements Callable<Integer> {
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,15}");

  private final RegistryOpener opener;
  private final Clock clock;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  @Option(
      names = "--registry",
      paramLabel = "DIR|URI",
      defaultValue = Registry.DEFAULT_LOCATION,
      description =
          "Where the registry is: a directory, or a URI of a file system of Flink's"
              + " [${DEFAULT-VALUE}].")
  private String location;

  RegistryCommand(RegistryOpener opener, Clock clock) {
    this.opener = opener;
    this.clock = clock;
  }

  @Override
  public final Integer call() {
    try {
      run();
      return CommandLine.ExitCode.OK;
    } catch (RegistryException | TrainingException e) {
      return fail(e.getMessage());
    } catch (IOException e) {
      return fail("the registry " + location + " cannot be used: " + FileErrors.reason(e));
    } finally {
      line().getOut().flush();
      line().getErr().flush();
    }
  }

  private int fail(String reason) {
    line().getErr().println(spec.qualifiedName() + ": " + reason);
    return CommandLine.ExitCode.SOFTWARE;
  }

  abstract void run() throws IOException, TrainingException;

  final Clock clock() {
    return clock;
  }

  final CommandLine line() {
    return spec.commandLine();
  }

  final String name() {
    return spec.qualifiedName();
  }

  final OptionValues values() {
    return new OptionValues(spec.commandLine());
  }

  /** The registry, set right. */
  final Registry registry() throws IOException {
    Registry registry;
    try {
      registry = new Registry(opener.open(location), clock);
    } catch (RegistryException e) {
      throw new CommandLine.ParameterException(line(), "option --registry: " + e.getMessage(), e);
    }
    registry.repair();
    return registry;
  }

  /** A version that is in the registry. */
  final long version(Registry registry, String argument, String value) throws IOException {
    if (!VERSION.matcher(value).matches() || registry.entry(Long.parseLong(value)).isEmpty()) {
      throw values()
          .wrong(argument, value, "a version in " + registry.location() + "; " + registry.range());
    }
    return Long.parseLong(value);
  }

  /** Whether an argument is a version rather than a file. */
  static boolean isVersion(String value) {
    return VERSION.matcher(value).matches();
  }

  /** What is told of a model by a version or a file. */
  final Model model(String argument, String value) throws IOException {
    if (isVersion(value)) {
      Registry registry = registry();
      return registry.model(version(registry, argument, value));
    }
    return modelIn(argument, value);
  }

  /** The model in a file, which has to be one. */
  final Model modelIn(String argument, String value) {
    return ModelFile.read(values(), argument, file(argument, value));
  }

  /** The file of that name, whether it is there or not. */
  final Path file(String argument, String value) {
    try {
      return Path.of(value);
    } catch (InvalidPathException e) {
      throw values().wrong(argument, value, "a file that can be read");
    }
  }
}
