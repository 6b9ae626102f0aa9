package io.livegauge.topic;

import io.livegauge.event.Topic;
import io.livegauge.model.ModelReader;
import io.livegauge.topic.TopicSetting.Rule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How one topic is laid out. Whoever creates topics, checks them or describes them goes by this.
 *
 * @param suffix the topic's name without the prefix
 * @param key what its records are keyed by, for people
 * @param onePartition whether it has one partition and no more; else as many as are asked for
 * @param settings in the order in which they are told
 */
public record TopicPlan(
    String suffix, String key, boolean onePartition, List<TopicSetting> settings) {
  /** How long rejected records are kept: their bytes may hold raw user ids. */
  private static final Duration QUARANTINE_RETENTION = Duration.ofDays(3);

  /** Of this many copies on, one may be lost while records are still written. */
  public static final int SAFE_REPLICATION = 3;

  private static final String CLEANUP = "cleanup.policy";
  private static final String RETENTION = "retention.ms";

  /**
   * The book of what was replayed from the quarantine; the commands' own, the job has no use for
   * it.
   */
  public static final TopicPlan REPLAYS =
      new TopicPlan(
          "replays",
          "hash of the rejected record and of what was sent",
          true,
          List.of(
              compacted(
                  "a replay that is forgotten can be sent a second time from the same file")));

  /** Where a topic has three copies or more. */
  public static final TopicSetting IN_SYNC =
      new TopicSetting(
          "min.insync.replicas",
          Rule.AT_LEAST,
          "2",
          false,
          true,
          "a record that only one broker holds is lost with it");

  /** The plan of a topic of the contract. */
  public static TopicPlan of(Topic topic) {
    return switch (topic) {
      case SESSIONS ->
          new TopicPlan(
              topic.suffix(),
              "streamId and session start",
              false,
              List.of(
                  new TopicSetting(
                      CLEANUP,
                      Rule.HOLDS,
                      "compact",
                      true,
                      true,
                      "a summary that comes twice stays there twice")));
      case QUARANTINE ->
          new TopicPlan(
              topic.suffix(),
              "streamId, or none",
              false,
              List.of(
                  kept(topic),
                  new TopicSetting(
                      RETENTION,
                      Rule.AT_MOST,
                      Long.toString(QUARANTINE_RETENTION.toMillis()),
                      false,
                      true,
                      "the bytes of invalid records may hold raw user ids")));
      case MODELS ->
          new TopicPlan(
              topic.suffix(),
              "version, in decimal digits",
              true,
              List.of(
                  compacted("a job that starts later finds no model"),
                  new TopicSetting(
                      "max.message.bytes",
                      Rule.AT_LEAST,
                      // The artifact, and what a batch has around it.
                      Integer.toString(ModelReader.MAX_BYTES + (64 << 10)),
                      false,
                      true,
                      "the largest model that a job takes does not fit")));
      default -> topic.isInput() ? input(topic) : output(topic);
    };
  }

  /** All topics: those of the contract in its order, then the commands' own. */
  public static List<TopicPlan> all() {
    List<TopicPlan> all = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      all.add(of(topic));
    }
    all.add(REPLAYS);
    return all;
  }

  /** The full name under a prefix. */
  public String named(String prefix) {
    return prefix + suffix;
  }

  /** What a new topic is given, by name. */
  public Map<String, String> created() {
    Map<String, String> created = new LinkedHashMap<>();
    for (TopicSetting setting : settings) {
      if (setting.created()) {
        created.put(setting.name(), setting.value());
      }
    }
    return created;
  }

  private static TopicPlan input(Topic topic) {
    return new TopicPlan(
        topic.suffix(),
        "streamId",
        false,
        List.of(
            new TopicSetting(
                "message.timestamp.type",
                Rule.IS,
                "LogAppendTime",
                true,
                true,
                "producers' clocks decide what is in the future"),
            kept(topic),
            new TopicSetting(
                RETENTION,
                Rule.AT_LEAST,
                Long.toString(QUARANTINE_RETENTION.toMillis()),
                false,
                false,
                "rejected records are gone before their rejections, and cannot be repaired")));
  }

  private static TopicPlan output(Topic topic) {
    return new TopicPlan(topic.suffix(), "streamId", false, List.of(kept(topic)));
  }

  /** Records of one key are many records, not versions of one. */
  private static TopicSetting kept(Topic topic) {
    return new TopicSetting(
        CLEANUP,
        Rule.IS,
        "delete",
        true,
        true,
        topic.isInput()
            ? "of all events of a stream only the last one stays"
            : "of all records of a stream only the last one stays");
  }

  private static TopicSetting compacted(String why) {
    return new TopicSetting(CLEANUP, Rule.IS, "compact", true, true, why);
  }
}
