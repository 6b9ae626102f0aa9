package io.livegauge.local.quarantine;

import io.livegauge.event.Decoded;
import io.livegauge.event.EventDecoder;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.event.Topic;
import io.livegauge.event.UserHasher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Records and their rejections, as the job writes them. */
public final class Samples {
  public static final long TIME = 1_700_000_000_000L;
  private static final String PREFIX = "live.";

  private Samples() {}

  /** Of each thread one, since they are not thread-safe. */
  private static final ThreadLocal<EventDecoder> DECODER =
      ThreadLocal.withInitial(
          () -> new EventDecoder(new UserHasher(new byte[UserHasher.KEY_LENGTH]), 300_000));

  /** A like of so many. */
  public static String like(String eventId, String streamId, long time, int count) {
    return ("{\"type\":\"like\",\"eventId\":\"%s\",\"streamId\":\"%s\",\"userId\":\"user-of-%s\","
            + "\"eventTime\":%d,\"count\":%d}")
        .formatted(eventId, streamId, eventId, time, count);
  }

  /** The rejection of what the decoder does not take, with its bytes. */
  public static Rejection undecodable(byte[] value, Topic topic, int partition, long offset) {
    Decoded decoded = DECODER.get().fromKafka(value, topic, partition, offset, TIME);
    return ((Decoded.Rejected) decoded).rejection();
  }

  /** The rejection of an event, for a reason of the rules behind the decoder. */
  public static Rejection of(Reason reason, byte[] value, Topic topic, int partition, long offset) {
    PackedEvent event = (PackedEvent) DECODER.get().fromKafka(value, topic, partition, offset, -1);
    return Rejection.of(reason, "for a test", event.unpack());
  }

  /** What is read back of a rejection. */
  static RejectedRecord readBack(Rejection rejection) {
    try {
      return RejectedRecord.read(rejection.toJson(PREFIX), TIME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
