package io.livegauge.event;

import java.nio.charset.StandardCharsets;

/**
 * A refund, rating or survey answer that came after the session's end or from a user who is no
 * longer remembered: no valid event, but kept for training.
 *
 * @param sessionStart first event time of the session that it belongs to, epoch milliseconds, or
 *     null where that is not known
 */
public record Settlement(Event event, Long sessionStart) {

  /**
   * The stored line, without its line end: one flat JSON object of type, streamId, eventId,
   * eventTime, the declared fields sorted by name, and sessionStart (or null). It holds no user.
   */
  public byte[] toJson() {
    StringBuilder out = new StringBuilder(160).append('{');
    JsonText.appendField(out, "type", event.type.wireName());
    JsonText.appendField(out, "streamId", event.streamId);
    JsonText.appendField(out, "eventId", event.eventId);
    JsonText.appendField(out, "eventTime", event.eventTime);
    EventContent.append(out, event);
    JsonText.appendName(out, "sessionStart");
    out.append(sessionStart);
    return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }
}
