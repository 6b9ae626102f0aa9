package io.livegauge.job.reference;

import io.livegauge.event.Event;
import io.livegauge.event.EventContent;
import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Steps 3 and 4 of cleaning: why a valid event is rejected, if it is. */
final class Cleaning {
  private final ReferenceOptions options;

  Cleaning(ReferenceOptions options) {
    this.options = options;
  }

  /**
   * Judges the next valid event of a session.
   *
   * @param sliceStart start of the event's slice
   * @return the reason, or null for an accepted event
   */
  Reason judge(Event event, Viewer viewer, Session session, long sliceStart) {
    Reason reason = duplicate(event, viewer, session);
    return reason != null ? reason : outlier(event, viewer, session, sliceStart);
  }

  private Reason duplicate(Event event, Viewer viewer, Session session) {
    // Everyone is forgotten between two sessions, so a user's earlier events are the session's.
    List<Judged> ofUser =
        session.events.stream().filter(j -> j.viewer() == viewer && j.isDistinct()).toList();
    List<Event> earlier = ofUser.stream().map(Judged::event).toList();
    if (isWithin(
        event, earlier, e -> e.eventId.equals(event.eventId), options.duplicateIdMillis())) {
      return Reason.DUPLICATE_ID;
    }
    List<Event> ofType = earlier.stream().filter(e -> e.type == event.type).toList();
    switch (event.type) {
      case LOGIN, LOGOUT -> {
        return isWithin(event, ofType, e -> true, 0) ? Reason.DUPLICATE_LOGIN : null;
      }
      case BARRAGE -> {
        return isWithin(
                event, ofType, e -> e.text.equals(event.text), options.duplicateBarrageMillis())
            ? Reason.DUPLICATE_INTERACTION
            : null;
      }
      case PRODUCT_CLICK -> {
        return isWithin(
                event, ofType, e -> e.itemId.equals(event.itemId), options.duplicateClickMillis())
            ? Reason.DUPLICATE_INTERACTION
            : null;
      }
      case SURVEY_ANSWER -> {
        return ofType.stream().anyMatch(e -> e.item.equals(event.item))
            ? Reason.DUPLICATE_INTERACTION
            : null;
      }
      case LIKE, SHARE, GIFT, GAME_JOIN, FOLLOW, UNFOLLOW, RATING, PRODUCT_IMPRESSION -> {
        String content = EventContent.canonicalJson(event);
        return isWithin(event, ofType, e -> EventContent.canonicalJson(e).equals(content), 0)
            ? Reason.DUPLICATE_INTERACTION
            : null;
      }
      case CART_ADD -> {
        List<Event> accepted =
            ofUser.stream()
                .filter(Judged::isAccepted)
                .map(Judged::event)
                .filter(e -> e.type == EventType.CART_ADD)
                .toList();
        return isWithin(
                event, accepted, e -> e.itemId.equals(event.itemId), options.duplicateCartMillis())
            ? Reason.DUPLICATE_CART
            : null;
      }
      case ORDER_PAID, ORDER_REFUNDED -> {
        return isWithin(
                event,
                ofType,
                e -> e.orderId.equals(event.orderId) && e.itemId.equals(event.itemId),
                0)
            ? Reason.DUPLICATE_ORDER
            : null;
      }
      case AD_IMPRESSION, AD_CLICK -> {
        Predicate<Event> same = e -> e.impressionId.equals(event.impressionId);
        if (isWithin(event, ofType, same, options.duplicateAdMillis())) {
          return Reason.DUPLICATE_AD;
        }
        List<Event> impressions =
            earlier.stream().filter(e -> e.type == EventType.AD_IMPRESSION).toList();
        return event.type == EventType.AD_CLICK
                && !isWithin(event, impressions, same, options.orphanClickMillis())
            ? Reason.ORPHAN_CLICK
            : null;
      }
      case ENTER, LEAVE, HEARTBEAT, PRODUCT_PIN, PRODUCT_UNPIN, STREAM_START, STREAM_END -> {
        return null;
      }
    }
    throw new AssertionError(event.type);
  }

  /** Whether one of the earlier events that match is this long or less before the event. */
  private static boolean isWithin(
      Event event, List<Event> earlier, Predicate<Event> matches, long millis) {
    return earlier.stream().filter(e -> event.eventTime - e.eventTime <= millis).anyMatch(matches);
  }

  private Reason outlier(Event event, Viewer viewer, Session session, long sliceStart) {
    switch (event.type) {
      case LOGIN, LOGOUT -> {
        int limit = event.type == EventType.LOGIN ? options.loginLimit() : options.logoutLimit();
        long recent =
            session.events.stream()
                .filter(j -> j.viewer() == viewer && j.isAccepted())
                .map(Judged::event)
                .filter(e -> e.type == event.type)
                .filter(e -> event.eventTime - e.eventTime <= options.accessMillis())
                .count();
        return recent >= limit ? Reason.ABNORMAL_ACCESS : null;
      }
      case CART_ADD -> {
        return event.quantity <= 0 || event.quantity > options.maxQuantity()
            ? Reason.ABNORMAL_CART
            : null;
      }
      case ORDER_PAID -> {
        if (!isInRange(event)) {
          return Reason.ABNORMAL_ORDER;
        }
        List<Long> amounts =
            session.events.stream()
                .filter(Judged::isDistinct)
                .map(Judged::event)
                .filter(e -> e.type == EventType.ORDER_PAID && isInRange(e))
                .filter(e -> e.eventTime < sliceStart)
                .map(e -> e.amount)
                .toList();
        if (amounts.size() < options.minOrders()) {
          return null;
        }
        List<Long> last =
            amounts.subList(Math.max(0, amounts.size() - options.orderHistory()), amounts.size());
        return Medians.isFar(event.amount, last, options.orderDeviations())
            ? Reason.ABNORMAL_ORDER
            : null;
      }
      case RATING -> {
        List<Event> ofUser = new ArrayList<>();
        for (Judged judged : session.events) {
          if (judged.viewer() == viewer && judged.isDistinct()) {
            ofUser.add(judged.event());
          }
        }
        boolean hasOrder =
            ofUser.stream().anyMatch(e -> e.type == EventType.ORDER_PAID && isInRange(e));
        long present =
            new Presence(ofUser, options.presenceMillis()).millis(session.start, event.eventTime);
        return hasOrder || present >= options.ratingPresenceMillis() ? null : Reason.SUSPECT_RATING;
      }
      default -> {
        return null;
      }
    }
  }

  private boolean isInRange(Event order) {
    return order.amount > 0 && order.amount <= options.maxAmount();
  }
}
