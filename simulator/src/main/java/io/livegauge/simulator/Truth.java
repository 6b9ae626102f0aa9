package io.livegauge.simulator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.livegauge.event.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What the simulator knows about one record, and what the road must make of it.
 *
 * @param n position in the run, from 1; in a file written from the run, the line
 * @param topic where the record goes
 * @param streamId its stream
 * @param eventId its event id as far as it can be read from the record, or null
 * @param eventTime its event time; for a record without a readable one, the time it was made for
 * @param kind {@link #NORMAL}, or the name of what was injected
 * @param expected {@link #ACCEPTED}, {@link #SETTLEMENT} or the name of a {@link
 *     io.livegauge.event.Reason}
 * @param definite whether the contract leaves no other fate to it
 * @param sha256 of the record's bytes, lower-case hex, where the quarantine is expected to carry
 *     the original (INVALID and FUTURE) and there are bytes; else null
 * @param excess how much of a flood's record is cut from its kind's count, with slices of 5 s and
 *     the cap at its floor; 0 for everything else
 */
public record Truth(
    long n,
    Topic topic,
    String streamId,
    String eventId,
    long eventTime,
    String kind,
    String expected,
    boolean definite,
    String sha256,
    long excess) {

  /** The kind of records that were not injected; their fate is always {@link #ACCEPTED}. */
  public static final String NORMAL = "normal";

  /** Counted in its session. */
  public static final String ACCEPTED = "accepted";

  /** No valid event, stored for the trainer. */
  public static final String SETTLEMENT = "settlement";

  private static final JsonFactory JSON = new JsonFactory();

  /** Whether the record was injected, so that it has a line of its own in a truth file. */
  public boolean isInjected() {
    return !kind.equals(NORMAL);
  }

  /** One line of a truth file, without the line end. */
  public byte[] toJson() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(224);
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberField("n", n);
      json.writeStringField("topic", topic.suffix());
      json.writeStringField("streamId", streamId);
      json.writeStringField("eventId", eventId);
      json.writeNumberField("eventTime", eventTime);
      json.writeStringField("kind", kind);
      json.writeStringField("expected", expected);
      json.writeBooleanField("definite", definite);
      if (sha256 != null) {
        json.writeStringField("sha256", sha256);
      }
      if (excess != 0) {
        json.writeNumberField("excess", excess);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory cannot be written to", e);
    }
    return bytes.toByteArray();
  }
}
