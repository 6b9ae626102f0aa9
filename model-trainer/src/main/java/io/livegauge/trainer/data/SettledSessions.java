package io.livegauge.trainer.data;

import io.livegauge.event.CanonicalOrder;
import io.livegauge.event.Event;
import io.livegauge.event.Settlement;
import io.livegauge.indicator.Indicator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sessions of a store when everything is settled: the session scope of each final window, with
 * the settlements of that session added. Sessions without a final window are still running and are
 * left out.
 */
public final class SettledSessions {
  /**
   * So that of repeated events the same one counts, however the files are named and cut. What is
   * equal in all of this is the same settlement.
   */
  private static final Comparator<Settlement> ORDER =
      Comparator.comparing((Settlement settlement) -> settlement.event().streamId)
          .thenComparing(Settlement::event, CanonicalOrder.INSTANCE)
          .thenComparing(
              Settlement::sessionStart, Comparator.nullsFirst(Comparator.naturalOrder()));

  private final NavigableMap<SessionKey, Fractions> sessions = new TreeMap<>();
  private long applied;
  private long ignored;

  /**
   * @param windows in any order
   * @param settlements in any order
   */
  public SettledSessions(List<WindowObservation> windows, List<Settlement> settlements) {
    for (WindowObservation window : windows) {
      if (window.isFinal()) {
        sessions.put(window.session(), window.settled().copy());
      }
    }
    List<Settlement> ordered = new ArrayList<>(settlements);
    ordered.sort(ORDER);
    Set<EventKey> seen = new HashSet<>();
    for (Settlement settlement : ordered) {
      boolean counts =
          seen.add(new EventKey(settlement.event().streamId, settlement.event().eventId))
              && add(settlement);
      if (counts) {
        applied++;
      } else {
        ignored++;
      }
    }
  }

  private record EventKey(String streamId, String eventId) {}

  private boolean add(Settlement settlement) {
    Fractions session = sessionOf(settlement);
    if (session == null) {
      return false;
    }
    Event event = settlement.event();
    switch (event.type) {
      case ORDER_REFUNDED -> session.add(Indicator.A32, (double) -event.amount, 0);
      case RATING -> {
        // Anybody can rate after the end; only an order shows that there was something to rate.
        if (event.orderId == null) {
          return false;
        }
        session.add(Indicator.A41, event.stars, 1);
      }
      case SURVEY_ANSWER -> {
        Indicator surveyed = surveyed(event.item);
        if (surveyed == null) {
          return false;
        }
        session.add(surveyed, event.answer, 1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static Indicator surveyed(String item) {
    for (Indicator indicator : List.of(Indicator.A21, Indicator.A22, Indicator.A23)) {
      if (indicator.name().equals(item)) {
        return indicator;
      }
    }
    return null;
  }

  /**
   * The session that the settlement names; where it names none, the last one of its stream that had
   * begun by then. Null where the store has no such session, or not its end.
   */
  private Fractions sessionOf(Settlement settlement) {
    if (settlement.sessionStart() != null) {
      return sessions.get(new SessionKey(settlement.event().streamId, settlement.sessionStart()));
    }
    Map.Entry<SessionKey, Fractions> last =
        sessions.floorEntry(
            new SessionKey(settlement.event().streamId, settlement.event().eventTime));
    return last != null && last.getKey().streamId().equals(settlement.event().streamId)
        ? last.getValue()
        : null;
  }

  /** In order of stream and start. */
  public NavigableMap<SessionKey, Fractions> sessions() {
    return sessions;
  }

  /** Settlements that changed a session. */
  public long applied() {
    return applied;
  }

  /** Repeated ones, ratings without an order, unmapped survey items, and those of no session. */
  public long ignored() {
    return ignored;
  }
}
