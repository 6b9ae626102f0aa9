package io.livegauge.trainer.data;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Settlement;

/** Made-up settlements. */
public final class Settlements {
  private Settlements() {}

  public static Settlement refund(
      String streamId, String eventId, long eventTime, Long sessionStart, long amount) {
    Event event = event(EventType.ORDER_REFUNDED, streamId, eventId, eventTime);
    event.orderId = "o1";
    event.itemId = "p1";
    event.amount = amount;
    return new Settlement(event, sessionStart);
  }

  public static Settlement rating(
      String streamId, String eventId, long eventTime, Long sessionStart, String order, int stars) {
    Event event = event(EventType.RATING, streamId, eventId, eventTime);
    event.orderId = order;
    event.stars = stars;
    return new Settlement(event, sessionStart);
  }

  public static Settlement answer(
      String streamId, String eventId, long eventTime, Long sessionStart, String item, int answer) {
    Event event = event(EventType.SURVEY_ANSWER, streamId, eventId, eventTime);
    event.item = item;
    event.answer = answer;
    return new Settlement(event, sessionStart);
  }

  private static Event event(EventType type, String streamId, String eventId, long eventTime) {
    Event event = new Event();
    event.type = type;
    event.streamId = streamId;
    event.eventId = eventId;
    event.eventTime = eventTime;
    return event;
  }
}
