package io.livegauge.local;

import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.simulator.broker.SecureListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that asks for TLS and a login by SCRAM-SHA-512, with the users and rights of {@code
 * docs/security.md} and no others. Whoever comes by its plain listener may do everything.
 *
 * <p>Every password is a new random one, so that it can be looked for in whatever is written.
 */
final class SecureBroker implements AutoCloseable {
  static final String JOB = "livegauge-job";
  static final String SCREENS = "livegauge-screens";
  static final String TRAINER = "livegauge-trainer";
  static final String TOPICS = "livegauge-topics";
  static final String PRODUCER = "livegauge-producer";
  static final String REPAIR = "livegauge-repair";

  private static final Path PAGE = Path.of("..", "docs", "security.md");
  private static final String RULE = "$acl ";
  private static final Pattern INPUTS = Pattern.compile("(?m)^inputs='([^']+)'$");
  private static final Map<String, ResourceType> RESOURCES =
      Map.of(
          "--topic", ResourceType.TOPIC,
          "--group", ResourceType.GROUP,
          "--transactional-id", ResourceType.TRANSACTIONAL_ID);

  private final Path directory;
  private final Map<String, String> passwords = new TreeMap<>();
  private final String storePassword = randomText();
  private final String wrongPassword = randomText();
  private final BrokerKeys keys;
  private final EmbeddedKafka kafka;

  /** Starts it in a directory of its own. */
  SecureBroker(Path directory) throws Exception {
    this.directory = Files.createDirectories(directory);
    for (String user : List.of(JOB, SCREENS, TRAINER, TOPICS, PRODUCER, REPAIR)) {
      passwords.put(user, randomText());
    }
    keys = new BrokerKeys(this.directory, storePassword);
    SecureListener listener = new SecureListener(keys.keyStore("broker"), storePassword, passwords);
    kafka =
        EmbeddedKafka.in(
                directory.resolve("kafka"),
                Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "super.users",
                    "User:ANONYMOUS"))
            .withSecureListener(listener)
            .start();
    grant(documentedRights());
  }

  /** A text that is nowhere by chance. */
  static String randomText() {
    byte[] bytes = new byte[12];
    new SecureRandom().nextBytes(bytes);
    return "x" + HexFormat.of().formatHex(bytes);
  }

  /** Where users log in. */
  String address() {
    return kafka.secureServers();
  }

  /** Where nobody is asked. */
  String plainAddress() {
    return kafka.bootstrapServers();
  }

  /** All secrets, by what they are. */
  Map<String, String> secrets() {
    Map<String, String> secrets = new TreeMap<>();
    passwords.forEach((user, password) -> secrets.put("password of " + user, password));
    secrets.put("password of the trust store", storePassword);
    secrets.put("wrong password", wrongPassword);
    return secrets;
  }

  /** A file for {@code --kafka-config}, with references to the secrets of a user. */
  Path client(String user) throws Exception {
    Path secrets = Files.createDirectories(directory.resolve("secrets-" + user));
    secret(secrets.resolve("kafka-password"), passwords.get(user));
    secret(secrets.resolve("store-password"), storePassword);
    return client(user, secrets, trustStore());
  }

  /** The same with other files. */
  Path client(String user, Path secrets, Path trustStore) throws IOException {
    String lines =
        String.join(
            "\n",
            "security.protocol=SASL_SSL",
            "config.providers=dir",
            "config.providers.dir.class="
                + "org.apache.kafka.common.config.provider.DirectoryConfigProvider",
            "config.providers.dir.param.allowed.paths=" + secrets,
            "ssl.truststore.type=PKCS12",
            "ssl.truststore.location=" + trustStore,
            "ssl.truststore.password=${dir:" + secrets + ":store-password}",
            "sasl.mechanism=SCRAM-SHA-512",
            "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required \\",
            "  username=\"" + user + "\" password=\"${dir:" + secrets + ":kafka-password}\";",
            "");
    return Files.writeString(
        directory.resolve(user + "-" + secrets.getFileName() + ".properties"), lines);
  }

  /** Secrets with a password that is no user's; it is looked for as all others are. */
  Path wrongSecrets() throws IOException {
    Path secrets = Files.createDirectories(directory.resolve("wrong-secrets"));
    secret(secrets.resolve("kafka-password"), wrongPassword);
    secret(secrets.resolve("store-password"), storePassword);
    return secrets;
  }

  /** A trust store that knows the broker. */
  Path trustStore() throws Exception {
    return keys.trustStore("broker");
  }

  /** A trust store that does not. */
  Path otherTrustStore() throws Exception {
    return keys.trustStore("other");
  }

  /** Writes a secret as its owner alone may read it. */
  static Path secret(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @Override
  public void close() {
    kafka.close();
  }

  /** Reads the commands of the page as {@code kafka-acls} would. */
  static List<AclBinding> documentedRights() throws IOException {
    String page = Files.readString(PAGE);
    Matcher inputs = INPUTS.matcher(page);
    if (!inputs.find()) {
      throw new IllegalStateException(PAGE + " has no line inputs='…'");
    }
    List<AclBinding> rights = new ArrayList<>();
    for (String line : page.lines().toList()) {
      if (line.startsWith(RULE)) {
        String words = line.substring(RULE.length()).replace("$inputs", inputs.group(1));
        rights.addAll(rights(words.strip().split(" +", -1)));
      }
    }
    return rights;
  }

  private static List<AclBinding> rights(String[] words) {
    Map<String, List<String>> options = new HashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      options.computeIfAbsent(words[i], name -> new ArrayList<>()).add(words[i + 1]);
    }
    String principal = options.get("--allow-principal").get(0);
    PatternType type =
        options.containsKey("--resource-pattern-type") ? PatternType.PREFIXED : PatternType.LITERAL;
    List<AclBinding> rights = new ArrayList<>();
    RESOURCES.forEach(
        (option, resource) -> {
          for (String name : options.getOrDefault(option, List.of())) {
            for (String operation : options.get("--operation")) {
              rights.add(
                  new AclBinding(
                      new ResourcePattern(resource, name, type),
                      new AccessControlEntry(
                          principal, "*", operation(operation), AclPermissionType.ALLOW)));
            }
          }
        });
    return rights;
  }

  private static AclOperation operation(String name) {
    return AclOperation.valueOf(
        name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT));
  }

  /** Returns when the broker goes by them. */
  private void grant(List<AclBinding> rights) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createAcls(rights).all().get(30, TimeUnit.SECONDS);
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (!admin
          .describeAcls(AclBindingFilter.ANY)
          .values()
          .get(30, TimeUnit.SECONDS)
          .containsAll(rights)) {
        if (System.nanoTime() > deadline) {
          throw new IllegalStateException("The broker does not know its rights");
        }
      }
    }
  }
}
