package io.livegauge.local.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.livegauge.topic.TopicPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script does by Kafka's tools what the plan of the topics says. */
class CreateTopicsScriptTest {
  private static final Path SCRIPT = Repository.file("k8s/base/topics/create-topics.sh");

  @TempDir Path directory;
  private Path asked;
  private Path existing;

  /** A tool that only notes what it is asked for. */
  @BeforeEach
  void makeTool() throws IOException {
    asked = directory.resolve("asked");
    existing = Files.createFile(directory.resolve("existing"));
    Path tool = directory.resolve("kafka-topics.sh");
    Files.writeString(
        tool,
        "#!/bin/sh\necho \"$@\" >> "
            + asked
            + "\ncase \" $* \" in *' --list '*) cat "
            + existing
            + ";; esac\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
  }

  private List<String> run(Map<String, String> environment) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("sh", SCRIPT.toString()).redirectErrorStream(true);
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.environment().put("KAFKA_TOPICS", directory.resolve("kafka-topics.sh").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(directory.resolve("out"))).isZero();
    return Files.readAllLines(asked);
  }

  private static String creation(String server, TopicPlan topic, int partitions, String more) {
    StringBuilder line =
        new StringBuilder(server)
            .append(" --create --if-not-exists --topic ")
            .append(topic.named("live."))
            .append(" --partitions ")
            .append(topic.onePartition() ? 1 : partitions)
            .append(more);
    topic.created().forEach((name, value) -> line.append(settings(name, value)));
    return line.toString();
  }

  private static String settings(String name, String value) {
    return " --config " + name + "=" + value;
  }

  @Test
  void shouldCreateWhatThePlanSays() throws Exception {
    String server = "--bootstrap-server kafka:9092";
    List<String> expected = new ArrayList<>(List.of(server + " --list"));
    for (TopicPlan topic : TopicPlan.all()) {
      expected.add(creation(server, topic, 4, ""));
    }

    assertThat(run(Map.of("BOOTSTRAP", "kafka:9092"))).isEqualTo(expected);
  }

  @Test
  void shouldAskThatACopyMayBeLostWhereThereAreThree() throws Exception {
    String server = "--bootstrap-server kafka:9093 --command-config client.properties";
    List<String> expected = new ArrayList<>(List.of(server + " --list"));
    for (TopicPlan topic : TopicPlan.all()) {
      expected.add(
          creation(server, topic, 12, " --replication-factor 3")
              + settings(TopicPlan.IN_SYNC.name(), TopicPlan.IN_SYNC.value()));
    }

    assertThat(
            run(
                Map.of(
                    "BOOTSTRAP", "kafka:9093",
                    "KAFKA_CONFIG", "client.properties",
                    "PARTITIONS", "12",
                    "REPLICATION", "3")))
        .isEqualTo(expected);
  }

  @Test
  void shouldLeaveAloneWhatIsThere() throws Exception {
    Files.write(existing, TopicPlan.all().stream().map(topic -> topic.named("live.")).toList());

    assertThat(run(Map.of("BOOTSTRAP", "kafka:9092"))).hasSize(1);
  }
}
