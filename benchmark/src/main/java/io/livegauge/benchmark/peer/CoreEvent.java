package io.livegauge.benchmark.peer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** What the core needs of an event: a plain bean for databind, as most jobs have it. */
@JsonIgnoreProperties(ignoreUnknown = true)
public final class CoreEvent {
  private static final ObjectReader READER =
      JsonMapper.builder().build().readerFor(CoreEvent.class);

  public String eventId;
  public String type;
  public String streamId;

  /** Absent in {@code stream_start} and {@code stream_end}. */
  public String userId = "";

  /** Epoch ms. */
  public long eventTime;

  /** Of {@code like}. */
  public long count = 1;

  /** Of {@code gift}. */
  public long repeatCount = 1;

  /** Of {@code order_paid} and {@code order_refunded}: minor units. */
  public long amount;

  /**
   * Decodes a record's value.
   *
   * @throws IOException where it is no JSON object with fields of these types
   */
  public static CoreEvent decode(byte[] json) throws IOException {
    return READER.readValue(json);
  }

  /**
   * The instant that the event stands for, epoch ms: its time; of {@code leave} the last one before
   * it, since a viewer is not present any more when they leave.
   */
  public long instant() {
    return type.equals("leave") ? eventTime - 1 : eventTime;
  }

  /** Whether the user counts as present at the {@link #instant()}. */
  public boolean isPresence() {
    return switch (type) {
      case "login",
          "logout",
          "rating",
          "survey_answer",
          "order_refunded",
          "product_pin",
          "product_unpin",
          "stream_start",
          "stream_end" ->
          false;
      default -> true;
    };
  }

  /**
   * The user as a number: FNV-1a of the id's characters, mixed. With 64 bits two users of a stream
   * hardly meet in one.
   */
  long userHash() {
    long hash = 0xCBF29CE484222325L;
    for (int i = 0; i < userId.length(); i++) {
      hash = (hash ^ userId.charAt(i)) * 0x100000001B3L;
    }
    return hash ^ (hash >>> 32);
  }
}
