package io.livegauge.local.cluster;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import io.livegauge.job.config.JobOptions;
import io.livegauge.job.config.KafkaProperties;
import io.livegauge.job.config.OptionException;
import io.livegauge.job.ingest.HashKey;
import io.livegauge.local.CommandOptions;
import io.livegauge.local.cluster.ClusterState.Job;
import io.livegauge.local.cluster.ClusterState.Settings;
import io.livegauge.simulator.broker.LiveTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code cluster up}: sets a cluster up, and starts those of its processes that do not run. */
@Command(
    name = "up",
    description = {
      "Sets the cluster up where there is none, and starts those of its processes that do not run:"
          + " after one was lost, or the machine was started again, up brings it back, and the job"
          + " goes on from its last checkpoint.",
      "Ports are free ones; they are drawn once and printed. The last line of the output is JSON."
    })
final class UpCommand implements Callable<Integer> {
  private static final Duration READY = Duration.ofMinutes(3);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final int CONNECT_MILLIS = 500;

  @Spec private CommandSpec spec;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Shows this.")
  @SuppressWarnings("unused") // picocli asks for it
  private boolean help;

  private final CountDownLatch never = new CountDownLatch(1);

  @Override
  public Integer call() throws Exception {
    CommandLine line = spec.commandLine();
    ParseResult parsed = line.getParseResult();
    Path root =
        ClusterOptions.path(
            ClusterOptions.STATE, CommandOptions.value(parsed, ClusterOptions.STATE));
    Steps steps = new Steps(line.getOut());
    checkOptions(parsed);
    try (ClusterDirectory directory = ClusterDirectory.toChange(root)) {
      Optional<ClusterState> known = directory.read();
      Settings settings =
          known.isPresent()
              ? grown(known.get().settings(), parsed)
              : setUp(directory, parsed, steps);
      directory.write(new ClusterState(settings, known.map(ClusterState::job).orElse(Job.NONE)));
      new FlinkSettings(directory, settings).write();
      int started = start(directory, settings, parsed, steps);
      if (started == 0) {
        steps.say("everything runs already");
      }
      print(directory, settings, started, line);
    }
    return CommandLine.ExitCode.OK;
  }

  /** Everything that can be refused before a directory is made. */
  private static void checkOptions(ParseResult parsed) {
    for (var option : ClusterOptions.ofUp()) {
      CommandOptions.value(parsed, option);
    }
    String key = CommandOptions.value(parsed, ClusterOptions.HASH_KEY_FILE);
    if (key != null) {
      HashKey.find(key, Map.of());
    }
    KafkaProperties.refusePlainSecrets(CommandOptions.value(parsed, JobOptions.KAFKA_CONFIG));
  }

  private static Settings setUp(ClusterDirectory directory, ParseResult parsed, Steps steps)
      throws IOException {
    int taskManagers = CommandOptions.value(parsed, ClusterOptions.TASKMANAGERS).intValue();
    String bootstrap = CommandOptions.value(parsed, ClusterOptions.BOOTSTRAP);
    Settings settings =
        new Settings(
            taskManagers,
            CommandOptions.value(parsed, ClusterOptions.MEMORY),
            bootstrap,
            bootstrap == null,
            CommandOptions.value(parsed, JobOptions.TOPIC_PREFIX),
            absolute(CommandOptions.value(parsed, JobOptions.KAFKA_CONFIG)),
            hashKey(directory, CommandOptions.value(parsed, ClusterOptions.HASH_KEY_FILE)),
            Map.of());
    Map<String, Integer> ports = drawPorts(settings);
    steps.say("setting up a cluster in %s", directory.root());
    return withPorts(
        settings, ports, bootstrap == null ? "127.0.0.1:" + ports.get(Member.BROKER) : bootstrap);
  }

  /** A cluster that is there stays as it was set up, but that it may get more TaskManagers. */
  private static Settings grown(Settings there, ParseResult parsed) throws IOException {
    Map<String, String> given = CommandOptions.given(parsed, ClusterOptions.ofUp());
    refuseOther(given, ClusterOptions.MEMORY.name(), there.memory());
    refuseOther(given, ClusterOptions.BOOTSTRAP.name(), there.bootstrap());
    refuseOther(given, JobOptions.TOPIC_PREFIX.name(), there.topicPrefix());
    refuseOther(given, JobOptions.KAFKA_CONFIG.name(), there.kafkaConfig());
    refuseOther(given, ClusterOptions.HASH_KEY_FILE.name(), there.hashKeyFile());
    int wanted =
        given.containsKey(ClusterOptions.TASKMANAGERS.name())
            ? CommandOptions.value(parsed, ClusterOptions.TASKMANAGERS).intValue()
            : there.taskManagers();
    if (wanted < there.taskManagers()) {
      throw new OptionException(
          "--" + ClusterOptions.TASKMANAGERS.name(),
          Integer.toString(wanted),
          there.taskManagers() + ", which there are, or more");
    }
    Settings more =
        new Settings(
            wanted,
            there.memory(),
            there.bootstrap(),
            there.isOwnBroker(),
            there.topicPrefix(),
            there.kafkaConfig(),
            there.hashKeyFile(),
            there.ports());
    return withPorts(more, drawPorts(more), there.bootstrap());
  }

  private static void refuseOther(Map<String, String> given, String name, String there) {
    String text = given.get(name);
    boolean isSame =
        text == null
            || text.equals(there)
            || (there != null && Path.of(text).toAbsolutePath().toString().equals(there));
    if (!isSame) {
      throw new OptionException(
          "--" + name,
          text,
          (there == null ? "none" : "'" + there + "'")
              + ", with which this cluster was set up; './livegauge cluster down --delete' ends it");
    }
  }

  private static Settings withPorts(
      Settings settings, Map<String, Integer> ports, String bootstrap) {
    return new Settings(
        settings.taskManagers(),
        settings.memory(),
        bootstrap,
        settings.isOwnBroker(),
        settings.topicPrefix(),
        settings.kafkaConfig(),
        settings.hashKeyFile(),
        ports);
  }

  private static String absolute(String file) {
    return file == null ? null : Path.of(file).toAbsolutePath().normalize().toString();
  }

  private static String hashKey(ClusterDirectory directory, String given) throws IOException {
    if (given != null) {
      return absolute(given);
    }
    Path file = directory.in(ClusterDirectory.SECRETS, "hash-key");
    // One that was drawn by an interrupted command is as good.
    if (!Files.exists(file)) {
      byte[] key = new byte[UserHasher.KEY_LENGTH];
      new SecureRandom().nextBytes(key);
      ClusterDirectory.writeWhole(file, HexFormat.of().formatHex(key) + "\n");
    }
    return file.toString();
  }

  /** Draws free ports for what has none yet, all at once, so that they differ. */
  private static Map<String, Integer> drawPorts(Settings settings) throws IOException {
    Map<String, Integer> ports = new HashMap<>(settings.ports());
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (Member member : Member.of(settings)) {
        for (String use : member.ports()) {
          if (!ports.containsKey(use)) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            ports.put(use, socket.getLocalPort());
          }
        }
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return ports;
  }

  private int start(ClusterDirectory directory, Settings settings, ParseResult parsed, Steps steps)
      throws IOException, InterruptedException {
    Members members = new Members(directory, settings);
    FlinkRest rest = new FlinkRest(settings.port(Member.REST));
    int started = 0;
    for (Member member : members.all()) {
      if (members.find(member).isPresent()) {
        continue;
      }
      ProcessMark mark = members.start(member);
      started++;
      steps.say("started %s, process %d", member.name(), mark.pid());
    }
    for (Member member : members.all()) {
      switch (member.role()) {
        case ZOOKEEPER -> await(members, member, () -> isOpen(settings.port(Member.ZOOKEEPER)));
        case BROKER -> {
          await(members, member, () -> isOpen(settings.port(Member.BROKER)));
          Set<String> created =
              LiveTopics.create(
                  settings.bootstrap(),
                  settings.topicPrefix(),
                  CommandOptions.value(parsed, ClusterOptions.PARTITIONS).intValue());
          if (!created.isEmpty()) {
            steps.say("created %d topics", created.size());
          }
        }
        case JOBMANAGER -> await(members, member, rest::answers);
        case TASKMANAGER ->
            await(members, member, () -> rest.answers() && rest.taskManagers() >= numberOf(member));
      }
    }
    steps.say("all processes are ready");
    return started;
  }

  /** TaskManagers are waited for one after the other. */
  private static int numberOf(Member member) {
    return Integer.parseInt(member.name().substring(member.name().lastIndexOf('-') + 1));
  }

  /** Whether something is ready. */
  private interface Ready {
    boolean isReady() throws IOException, InterruptedException;
  }

  private void await(Members members, Member member, Ready ready)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + READY.toNanos();
    while (!ready.isReady()) {
      if (members.find(member).isEmpty()) {
        throw members.ended(member);
      }
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(
            member.name()
                + " is not ready after "
                + READY.toMinutes()
                + " min; its log is "
                + members.logOf(member));
      }
      never.await(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static boolean isOpen(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void print(
      ClusterDirectory directory, Settings settings, int started, CommandLine line) {
    line.getOut().println("Flink    http://127.0.0.1:" + settings.port(Member.REST));
    line.getOut().println("Kafka    " + settings.bootstrap());
    line.getOut().println("topics   " + Topic.SCORES.named(settings.topicPrefix()) + " and others");
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("state", directory.root().toString());
    json.put("started", started);
    json.put("taskManagers", settings.taskManagers());
    json.put("bootstrap", settings.bootstrap());
    ObjectNode ports = json.putObject("ports");
    settings.ports().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(port -> ports.put(port.getKey(), port.getValue()));
    line.getOut().println(json);
    line.getOut().flush();
  }
}
