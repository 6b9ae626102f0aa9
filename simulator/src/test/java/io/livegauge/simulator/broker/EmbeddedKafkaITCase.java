package io.livegauge.simulator.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.event.Topic;
import io.livegauge.topic.TopicPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedKafkaITCase {

  @Test
  void shouldKeepRecordsOverRestartsOnTheSameDirectory(@TempDir Path directory) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.in(directory).start()) {
      assertThat(LiveTopics.create(kafka.bootstrapServers(), "live.", 3))
          .hasSize(TopicPlan.all().size());
      assertThat(LiveTopics.create(kafka.bootstrapServers(), "live.", 3)).isEmpty();
      assertSettings(kafka.bootstrapServers());

      produce(kafka.bootstrapServers(), "one", false);
      produce(kafka.bootstrapServers(), "two", true);
      String address = kafka.bootstrapServers();
      kafka.stop();
      assertThat(kafka.isRunning()).isFalse();

      kafka.start();
      assertThat(kafka.bootstrapServers()).isEqualTo(address);
      assertThat(consume(address, 2)).containsExactly("one", "two");
    }
    try (EmbeddedKafka again = EmbeddedKafka.in(directory).start()) {
      produce(again.bootstrapServers(), "three", false);
      assertThat(consume(again.bootstrapServers(), 3)).containsExactly("one", "two", "three");
    }
    assertThat(directory.resolve("meta.properties")).exists();
  }

  @Test
  void shouldDeleteItsTemporaryDirectory() {
    EmbeddedKafka kafka = EmbeddedKafka.temporary();
    assertThatThrownBy(kafka::bootstrapServers).hasMessageContaining("never started");
    kafka.start();
    kafka.createTopics(2, "a", "b");
    kafka.createTopic("a", 1, Map.of());
    kafka.close();
    assertThat(Files.exists(kafka.directory())).isFalse();
  }

  @Test
  void shouldTakeTheFirstBatchesOfTopicsJustCreated() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.temporary().start()) {
      for (int round = 0; round < 2; round++) {
        String prefix = "round" + round + ".";
        LiveTopics.create(kafka.bootstrapServers(), prefix, 20);
        sendInSmallBatches(kafka.bootstrapServers(), Topic.SURVEY.named(prefix), 20);
        kafka.createTopics(200, prefix + "plain");
        sendInSmallBatches(kafka.bootstrapServers(), prefix + "plain", 200);
      }
    }
  }

  /**
   * With several requests under way a broker that is not yet ready for a partition can refuse the
   * first batch and take the second: the first then is out of order until it expires.
   */
  private static void sendInSmallBatches(String bootstrap, String topic, int partitions)
      throws Exception {
    Properties p = new Properties();
    p.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    p.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, "1");
    p.setProperty(ProducerConfig.LINGER_MS_CONFIG, "0");
    p.setProperty(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
    p.setProperty(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "20000");
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 5 * partitions; i++) {
        sent.add(producer.send(new ProducerRecord<>(topic, i % partitions, null, new byte[1])));
      }
      for (Future<RecordMetadata> one : sent) {
        assertThat(one.get().hasOffset()).isTrue();
      }
    }
  }

  private static void assertSettings(String bootstrap) throws Exception {
    try (Admin admin =
        Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) bootstrap))) {
      Map<ConfigResource, TopicPlan> plans = new HashMap<>();
      for (TopicPlan plan : TopicPlan.all()) {
        plans.put(new ConfigResource(ConfigResource.Type.TOPIC, plan.named("live.")), plan);
      }
      var configs = admin.describeConfigs(plans.keySet()).all().get();
      plans.forEach(
          (topic, plan) ->
              assertThat(plan.settings())
                  .allSatisfy(
                      setting ->
                          assertThat(configs.get(topic).get(setting.name()).value())
                              .as("%s of %s", setting.name(), topic.name())
                              .matches(setting::allows)));
      var partitions = admin.describeTopics(List.of("live.models", "live.like")).allTopicNames();
      assertThat(partitions.get().get("live.models").partitions()).hasSize(1);
      assertThat(partitions.get().get("live.like").partitions()).hasSize(3);
    }
  }

  private static void produce(String bootstrap, String value, boolean transactional)
      throws Exception {
    Properties p = new Properties();
    p.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
    if (transactional) {
      p.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "test");
    }
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(p, new ByteArraySerializer(), new ByteArraySerializer())) {
      if (transactional) {
        producer.initTransactions();
        producer.beginTransaction();
      }
      producer
          .send(new ProducerRecord<>("live.like", 0, null, value.getBytes(StandardCharsets.UTF_8)))
          .get();
      if (transactional) {
        producer.commitTransaction();
      }
    }
  }

  private static List<String> consume(String bootstrap, int expected) {
    Properties p = new Properties();
    p.setProperty("bootstrap.servers", bootstrap);
    p.setProperty("isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(p, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition("live.like", 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      while (values.size() < expected) {
        for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
          assertThat(r.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
          values.add(new String(r.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return values;
  }
}
