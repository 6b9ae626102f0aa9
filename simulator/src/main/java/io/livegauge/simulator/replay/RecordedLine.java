package io.livegauge.simulator.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.livegauge.event.EventType;
import java.io.IOException;

/**
 * What can be read of one line without judging it: when it happened, what type and which stream it
 * names. Fields that cannot be read are null, and so is a time that no event can have: a recording
 * would else begin in 1970 and wait there. Of a field that comes twice the last one counts.
 *
 * @param complete whether the line is one JSON object
 */
record RecordedLine(Long eventTime, EventType type, String streamId, boolean complete) {
  private static final JsonFactory JSON = new JsonFactory();

  /** The contract's largest event time; the least one is 1. */
  private static final long MAX_EVENT_TIME = 253_402_300_799_999L;

  static RecordedLine read(byte[] line) {
    Long eventTime = null;
    EventType type = null;
    String streamId = null;
    boolean complete = false;
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          JsonToken value = json.nextToken();
          switch (name) {
            case "eventTime" -> eventTime = time(json, value);
            case "type" ->
                type =
                    value == JsonToken.VALUE_STRING ? EventType.ofWireName(json.getText()) : null;
            case "streamId" -> streamId = value == JsonToken.VALUE_STRING ? json.getText() : null;
            default -> {}
          }
          if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
            json.skipChildren();
          }
        }
        complete = json.nextToken() == null;
      }
    } catch (IOException e) {
      // Not JSON from here on: what was read before still tells where to send it.
      return new RecordedLine(eventTime, type, streamId, false);
    }
    return new RecordedLine(eventTime, type, streamId, complete);
  }

  private static Long time(JsonParser json, JsonToken value) throws IOException {
    if (value != JsonToken.VALUE_NUMBER_INT
        || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return null;
    }
    long time = json.getLongValue();
    return time >= 1 && time <= MAX_EVENT_TIME ? time : null;
  }

  /** Whether the line looks like an event, as far as a replay needs it. */
  boolean isReadable() {
    return complete && type != null && eventTime != null;
  }
}
