package io.livegauge.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.livegauge.simulator.broker.EmbeddedKafka;
import io.livegauge.topic.TopicPlan;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code topics} against a broker that has access lists, on which everything is allowed at first.
 */
@Timeout(120)
class TopicCommandsITCase {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path directory;
  private static EmbeddedKafka kafka;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeAll
  static void startKafka() {
    kafka =
        EmbeddedKafka.in(
                directory.resolve("kafka"),
                Map.of(
                    "authorizer.class.name",
                    "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                    "allow.everyone.if.no.acl.found",
                    "true"))
            .start();
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  private int topics(String command, String prefix, String... options) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "topics",
                command,
                "--bootstrap",
                kafka.bootstrapServers(),
                "--topic-prefix",
                prefix));
    arguments.addAll(List.of(options));
    return CommandLines.of(new PrintWriter(out), new PrintWriter(err), null)
        .execute(arguments.toArray(String[]::new));
  }

  private JsonNode lastLine() throws IOException {
    List<String> lines = out.toString().lines().toList();
    return JSON.readTree(lines.get(lines.size() - 1));
  }

  @Test
  void shouldCreateWhatIsMissingAndLeaveTheRest() throws Exception {
    assertThat(topics("check", "new.")).isEqualTo(1);
    assertThat(lastLine().get("errors").intValue()).isEqualTo(TopicPlan.all().size());
    assertThat(out.toString()).containsPattern("error +new.like +topic +missing +there");

    assertThat(topics("create", "new.", "--partitions", "3")).as(err::toString).isZero();
    assertThat(lastLine().get("created")).hasSize(TopicPlan.all().size());
    assertThat(out.toString()).contains("Created new.like", "Created new.replays");

    assertThat(topics("check", "new.", "--partitions", "3")).isZero();
    assertThat(lastLine().get("errors").intValue()).isZero();
    assertThat(lastLine().get("warnings").intValue()).isZero();

    assertThat(topics("create", "new.", "--partitions", "3")).isZero();
    assertThat(lastLine().get("created")).isEmpty();
    assertThat(out.toString()).contains("There already: " + TopicPlan.all().size() + " topics");
  }

  @Test
  void shouldChangeWhatIsThereOnlyWhenAskedTo() throws Exception {
    kafka.createTopic("old.like", 2, Map.of());
    kafka.createTopic("old.quarantine", 4, Map.of());
    kafka.createTopic("old.models", 2, Map.of("cleanup.policy", "compact"));

    assertThat(topics("create", "old.")).isZero();
    assertThat(out.toString())
        .containsPattern("error +old.like +message.timestamp.type +CreateTime +LogAppendTime")
        .containsPattern("error +old.models +partitions +2 +1")
        .containsPattern("warning +old.quarantine +retention.ms +604800000 \\(7 d\\) +at most")
        .contains("Nothing of this was changed")
        .doesNotContain("Changed");
    assertThat(topics("check", "old.")).isEqualTo(1);
    assertThat(out.toString()).containsPattern("error +old.like +message.timestamp.type");

    assertThat(topics("create", "old.", "--apply", "--partitions", "4")).isZero();
    assertThat(out.toString())
        .contains("Changed old.like: message.timestamp.type CreateTime -> LogAppendTime")
        .contains("Changed old.like: partitions 2 -> 4")
        .contains("Changed old.quarantine: retention.ms 604800000 (7 d) -> 259200000");
    assertThat(topics("check", "old.", "--partitions", "4")).isEqualTo(1);
    // No setting takes a partition away.
    assertThat(lastLine().get("findings"))
        .allSatisfy(finding -> assertThat(finding.get("topic").textValue()).isEqualTo("old.models"))
        .anySatisfy(finding -> assertThat(finding.get("what").textValue()).isEqualTo("partitions"));
  }

  @Test
  void shouldTellWhatThisUserMayNot() throws Exception {
    assertThat(topics("create", "shut.")).isZero();
    deny("shut.like", AclOperation.DESCRIBE);
    deny("shut.gift", AclOperation.DESCRIBE_CONFIGS);
    deny("shut.cart", AclOperation.ALTER_CONFIGS);

    assertThat(topics("check", "shut.")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("error +shut.like +access +not shown to this user +Describe on the topic")
        .containsPattern("error +shut.gift +access +settings are not shown .* DescribeConfigs on");
    assertThat(lastLine().get("errors").intValue()).isEqualTo(2);

    try (Admin admin = admin()) {
      admin.deleteTopics(List.of("shut.cart")).all().get();
    }
    kafka.createTopic("shut.cart", 4, Map.of());
    assertThat(topics("create", "shut.", "--apply")).isEqualTo(1);
    assertThat(err.toString())
        .contains("does not allow this user to change settings of shut.cart (AlterConfigs on it)")
        .hasLineCount(1);
  }

  @Test
  void shouldTellWhatAClusterRefuses() {
    assertThat(topics("create", "many.", "--replication", "3")).isEqualTo(1);

    assertThat(err.toString())
        .contains("Kafka did not create many.access", "replication factor")
        .hasLineCount(1);
  }

  @Test
  void shouldRefuseAFileThatIsNoneAndAClientThatCannotBe() throws IOException {
    assertThat(topics("check", "live.", "--kafka-config", "/nowhere")).isEqualTo(2);
    assertThat(err.toString()).contains("option --kafka-config: '/nowhere' is not allowed");

    Path file =
        Files.writeString(directory.resolve("client.properties"), "security.protocol=SECRET\n");
    assertThat(topics("check", "live.", "--kafka-config", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("look at --bootstrap and --kafka-config").hasLineCount(1);
  }

  private static void deny(String topic, AclOperation operation) throws Exception {
    try (Admin admin = admin()) {
      ResourcePattern pattern = new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL);
      List<AclBinding> acls = new ArrayList<>();
      acls.add(acl(pattern, operation, AclPermissionType.DENY));
      acls.add(acl(pattern, AclOperation.ALL, AclPermissionType.ALLOW));
      admin.createAcls(acls).all().get();
    }
  }

  private static AclBinding acl(
      ResourcePattern pattern, AclOperation operation, AclPermissionType permission) {
    return new AclBinding(
        pattern, new AccessControlEntry("User:ANONYMOUS", "*", operation, permission));
  }

  private static Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
