package io.livegauge.simulator.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * One real Kafka node, broker and KRaft controller in one, inside this process, on loopback only.
 * Clients need no login, unless they come by a {@link SecureListener}.
 *
 * <p>The node keeps its data in one directory. An instance can be stopped and started again: it
 * keeps its ports, so clients find it again, and everything that was acknowledged is still there. A
 * new instance on the same directory finds the same data on other ports.
 *
 * <p>It is sized for demonstrations and tests: few threads, small buffers, internal topics of one
 * partition, no automatic creation of topics. Everything else is the broker's default, the largest
 * record (1 MiB) included. Not thread-safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
  private static final int NODE_ID = 1;
  private static final int START_ATTEMPTS = 3;
  private static final int ANSWER_SECONDS = 60;

  private final Path directory;
  private final boolean deleteOnClose;
  private final Map<String, String> overrides;

  private SecureListener secureListener;
  private int brokerPort;
  private int controllerPort;
  private int securePort;
  private KafkaRaftServer server;

  private EmbeddedKafka(Path directory, boolean deleteOnClose, Map<String, String> overrides) {
    this.directory = directory;
    this.deleteOnClose = deleteOnClose;
    this.overrides = Map.copyOf(overrides);
  }

  /** A node that keeps its data in that directory, which is created if it is missing. */
  public static EmbeddedKafka in(Path directory) {
    return in(directory, Map.of());
  }

  /** The same with broker settings that go over the built-in ones. */
  public static EmbeddedKafka in(Path directory, Map<String, String> overrides) {
    return new EmbeddedKafka(directory.toAbsolutePath().normalize(), false, overrides);
  }

  /** A node in a new temporary directory that {@link #close()} deletes. */
  public static EmbeddedKafka temporary() {
    try {
      return new EmbeddedKafka(Files.createTempDirectory("livegauge-kafka"), true, Map.of());
    } catch (IOException e) {
      throw new UncheckedIOException("No temporary directory for the embedded Kafka", e);
    }
  }

  /**
   * Gives the node ports that are known beforehand, so that an instance in another process finds
   * its clients again. Without this it takes free ones.
   *
   * @return this node
   */
  public EmbeddedKafka withPorts(int forClients, int forController) {
    brokerPort = forClients;
    controllerPort = forController;
    return this;
  }

  /**
   * Gives the node a listener with TLS beside the plain one. Its users come with the directory: a
   * node that is there keeps those that it was made with. Its port is a free one.
   *
   * @return this node
   * @throws IllegalStateException where the node's ports are known already
   */
  public EmbeddedKafka withSecureListener(SecureListener listener) {
    if (brokerPort != 0) {
      throw new IllegalStateException("The TLS listener of the embedded Kafka needs a free port");
    }
    secureListener = listener;
    return this;
  }

  /**
   * Starts the node and returns when it answers clients; does nothing where it runs already.
   *
   * @return this node
   * @throws IllegalStateException where the node does not start: the message names the directory
   *     and the cause
   */
  public EmbeddedKafka start() {
    if (server != null) {
      return this;
    }
    boolean portsFixed = brokerPort != 0;
    for (int attempt = 1; ; attempt++) {
      try {
        format();
        if (!portsFixed) {
          chooseFreePorts();
        }
        startOnce();
        return this;
      } catch (Exception e) {
        // Between choosing a free port and binding it another process can take it: choose again.
        if (portsFixed || attempt == START_ATTEMPTS) {
          throw new IllegalStateException(
              "The embedded Kafka did not start in " + directory + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private void startOnce() throws Exception {
    KafkaRaftServer started =
        new KafkaRaftServer(KafkaConfig.fromProps(properties(), false), Time.SYSTEM);
    try {
      started.startup();
      server = started;
      awaitAnswer();
    } catch (Exception e) {
      server = null;
      started.shutdown();
      started.awaitShutdown();
      throw e;
    }
  }

  /** Stops the node and keeps its data and its ports; does nothing where it does not run. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Whether the node runs. */
  public boolean isRunning() {
    return server != null;
  }

  /** The address for clients, e.g. {@code 127.0.0.1:40123}; known from the first start on. */
  public String bootstrapServers() {
    if (brokerPort == 0) {
      throw new IllegalStateException("The embedded Kafka was never started");
    }
    return "127.0.0.1:" + brokerPort;
  }

  /** The address for clients that speak TLS. */
  public String secureServers() {
    if (securePort == 0) {
      throw new IllegalStateException("The embedded Kafka was never started with a TLS listener");
    }
    return "127.0.0.1:" + securePort;
  }

  /** Where the node keeps its data. */
  public Path directory() {
    return directory;
  }

  /** Creates a topic with one replica; one that exists is left as it is. */
  public void createTopic(String name, int partitions, Map<String, String> config) {
    createTopics(Map.of(name, new NewTopic(name, partitions, (short) 1).configs(config)));
  }

  /** Creates topics of that many partitions and default settings; those that exist are left. */
  public void createTopics(int partitions, String... names) {
    Map<String, NewTopic> topics = new HashMap<>();
    for (String name : names) {
      topics.put(name, new NewTopic(name, partitions, (short) 1));
    }
    createTopics(topics);
  }

  private void createTopics(Map<String, NewTopic> topics) {
    try (Admin admin = admin()) {
      List<NewTopic> made = new ArrayList<>();
      for (var created : admin.createTopics(topics.values()).values().entrySet()) {
        try {
          created.getValue().get(ANSWER_SECONDS, TimeUnit.SECONDS);
          made.add(topics.get(created.getKey()));
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException(
                "Topic " + created.getKey() + " was not created: " + e.getCause().getMessage(), e);
          }
        }
      }
      LiveTopics.awaitLeaders(admin, made);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topics", e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("The embedded Kafka does not answer", e);
    }
  }

  /** Stops the node and, where the directory is a temporary one, deletes it. */
  @Override
  public void close() {
    stop();
    if (deleteOnClose) {
      deleteDirectory();
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrapServers()));
  }

  private void awaitAnswer() throws InterruptedException, ExecutionException, TimeoutException {
    try (Admin admin = admin()) {
      admin.describeCluster().nodes().get(ANSWER_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void chooseFreePorts() throws IOException {
    // All at once, so that they differ.
    try (ServerSocket broker = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket controller = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        ServerSocket secure = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      brokerPort = broker.getLocalPort();
      controllerPort = controller.getLocalPort();
      securePort = secureListener == null ? 0 : secure.getLocalPort();
    }
  }

  /** Writes the node's identity into a new directory; a formatted one keeps its own. */
  private void format() throws Exception {
    Files.createDirectories(directory);
    if (Files.exists(directory.resolve("meta.properties"))) {
      return;
    }
    try (PrintStream quiet =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      new Formatter()
          .setPrintStream(quiet)
          .setNodeId(NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName("CONTROLLER")
          .setHasDynamicQuorum(false)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .setIgnoreFormatted(true)
          .setScramArguments(secureListener == null ? List.of() : secureListener.scramArguments())
          .run();
    }
  }

  private Properties properties() {
    Properties p = new Properties();
    p.setProperty("process.roles", "broker,controller");
    p.setProperty("node.id", Integer.toString(NODE_ID));
    p.setProperty("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
    p.setProperty("controller.listener.names", "CONTROLLER");
    String clients = "PLAINTEXT://127.0.0.1:" + brokerPort;
    String protocols = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT";
    if (secureListener != null) {
      clients += "," + secureListener.address(securePort);
      protocols += "," + secureListener.protocol();
      secureListener.properties().forEach(p::setProperty);
    }
    p.setProperty("listeners", clients + ",CONTROLLER://127.0.0.1:" + controllerPort);
    p.setProperty("advertised.listeners", clients);
    p.setProperty("listener.security.protocol.map", protocols);
    p.setProperty("log.dirs", directory.toString());
    p.setProperty("auto.create.topics.enable", "false");
    // Internal topics for one node
    p.setProperty("offsets.topic.num.partitions", "1");
    p.setProperty("offsets.topic.replication.factor", "1");
    p.setProperty("offsets.topic.segment.bytes", "1048576");
    p.setProperty("transaction.state.log.num.partitions", "1");
    p.setProperty("transaction.state.log.replication.factor", "1");
    p.setProperty("transaction.state.log.min.isr", "1");
    p.setProperty("transaction.state.log.segment.bytes", "1048576");
    p.setProperty("share.coordinator.state.topic.num.partitions", "1");
    p.setProperty("share.coordinator.state.topic.replication.factor", "1");
    p.setProperty("share.coordinator.state.topic.min.isr", "1");
    p.setProperty("group.initial.rebalance.delay.ms", "0");
    // Small in threads and memory
    p.setProperty("num.network.threads", "1");
    p.setProperty("num.io.threads", "2");
    p.setProperty("background.threads", "2");
    p.setProperty("num.recovery.threads.per.data.dir", "1");
    p.setProperty("log.cleaner.threads", "1");
    p.setProperty("log.cleaner.dedupe.buffer.size", "2097152");
    p.setProperty("log.cleaner.io.buffer.size", "65536");
    p.setProperty("log.segment.bytes", "67108864");
    p.setProperty("log.index.size.max.bytes", "1048576");
    p.setProperty("group.coordinator.threads", "1");
    p.setProperty("share.coordinator.threads", "1");
    p.setProperty("queued.max.requests", "100");
    overrides.forEach(p::setProperty);
    return p;
  }

  private void deleteDirectory() {
    try {
      DirectoryTree.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot delete " + directory, e);
    }
  }
}
