package io.livegauge.simulator.replay.kuailive;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The files of the data set that are read, in the order in which they are. */
public enum KuaiLiveFile {
  STREAMER,
  USER,
  ROOM,
  CLICK,
  COMMENT,
  GIFT,
  LIKE,
  NEGATIVE;

  private static final int BINARY_TRAITS = 7;

  /** Its name in the directory, e.g. {@code room.csv}. */
  public String fileName() {
    return stem() + ".csv";
  }

  /** Whether there is nothing to convert without it. */
  public boolean isRequired() {
    return this == ROOM || this == CLICK;
  }

  /** The columns without which it cannot be mapped, in the order in which they are told. */
  public List<String> columns() {
    return switch (this) {
      case STREAMER -> List.of("streamer_id", "fans_user_num");
      case USER -> List.of("user_id");
      case ROOM ->
          List.of(
              "live_id",
              "streamer_id",
              "start_timestamp",
              "end_timestamp",
              "live_content_category");
      case CLICK -> List.of("user_id", "live_id", "timestamp", "watch_live_time");
      case GIFT -> List.of("user_id", "live_id", "timestamp", "gift_price");
      case COMMENT, LIKE, NEGATIVE -> List.of("user_id", "live_id", "timestamp");
    };
  }

  /** The columns that become traits where the file has them; none but of streamers and users. */
  List<String> traits() {
    Stream<String> named =
        switch (this) {
          case STREAMER ->
              Stream.of(
                  "gender",
                  "age",
                  "country",
                  "device_brand",
                  "device_price",
                  "live_operation_tag",
                  "fans_group_fans_num",
                  "follow_user_num",
                  "first_live_timestamp",
                  "accu_live_cnt",
                  "accu_live_duration",
                  "accu_play_cnt",
                  "accu_play_duration",
                  "reg_timestamp");
          case USER ->
              Stream.of(
                  "age",
                  "gender",
                  "country",
                  "device_brand",
                  "device_price",
                  "reg_timestamp",
                  "fans_num",
                  "follow_num",
                  "first_watch_live_timestamp",
                  "accu_watch_live_cnt",
                  "accu_watch_live_duration",
                  "is_live_streamer",
                  "is_photo_author");
          default -> Stream.empty();
        };
    Stream<String> binary =
        this == STREAMER || this == USER
            ? IntStream.range(0, BINARY_TRAITS).mapToObj(i -> "onehot_feat" + i)
            : Stream.empty();
    return Stream.concat(named, binary).toList();
  }

  /** Its name without the ending, which the ids of its events begin with. */
  String stem() {
    return name().toLowerCase(Locale.ROOT);
  }
}
