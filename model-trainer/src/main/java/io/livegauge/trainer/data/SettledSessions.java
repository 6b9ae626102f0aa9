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
  private final Map<String, SurveyAnswers.Item> items;
  private long applied;
  private long ignored;

  /**
   * @param windows in any order
   * @param settlements in any order
   */
  public SettledSessions(List<WindowObservation> windows, List<Settlement> settlements) {
    this(windows, settlements, Map.of());
  }

  /**
   * @param windows in any order
   * @param settlements in any order
   * @param items of a questionnaire, by name, that ask for an indicator
   */
  SettledSessions(
      List<WindowObservation> windows,
      List<Settlement> settlements,
      Map<String, SurveyAnswers.Item> items) {
    this.items = items;
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

  /** The indicators that answers count in. */
  public static final List<Indicator> SURVEYED =
      List.of(Indicator.A21, Indicator.A22, Indicator.A23);

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
        SurveyAnswers.Item item = item(event.item);
        if (item == null) {
          return false;
        }
        session.add(item.indicator(), item.isReversed() ? 6 - event.answer : event.answer, 1);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** What an item asks for: a code is its own, whatever a questionnaire has of that name. */
  private SurveyAnswers.Item item(String name) {
    for (Indicator indicator : SURVEYED) {
      if (indicator.name().equals(name)) {
        return new SurveyAnswers.Item(indicator, false);
      }
    }
    SurveyAnswers.Item item = items.get(name);
    return item != null && SURVEYED.contains(item.indicator()) ? item : null;
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

  /**
   * Adds a respondent's answers to the session that was watched; where the respondent does not say
   * which, to the only one of the stream.
   *
   * @return whether there is such a session
   */
  boolean add(SurveyAnswers.Respondent respondent) {
    Fractions session;
    if (respondent.sessionStart() == null) {
      NavigableMap<SessionKey, Fractions> ofStream =
          sessions.subMap(
              new SessionKey(respondent.streamId(), Long.MIN_VALUE),
              true,
              new SessionKey(respondent.streamId(), Long.MAX_VALUE),
              true);
      session = ofStream.size() == 1 ? ofStream.firstEntry().getValue() : null;
    } else {
      session = sessions.get(new SessionKey(respondent.streamId(), respondent.sessionStart()));
    }
    if (session == null) {
      return false;
    }
    for (SurveyAnswers.Answer answer : respondent.answers()) {
      session.add(answer.indicator(), answer.value(), 1);
    }
    return true;
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
