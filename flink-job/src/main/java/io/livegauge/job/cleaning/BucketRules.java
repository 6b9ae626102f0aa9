package io.livegauge.job.cleaning;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.KnownStrings;
import io.livegauge.event.PackedEvent;
import io.livegauge.event.PackedOrder;
import io.livegauge.event.Reason;
import io.livegauge.event.Rejection;
import io.livegauge.job.cleaning.Fingerprint.Kind;
import io.livegauge.job.config.Rules;
import io.livegauge.job.slice.SaturatedSum;
import io.livegauge.job.slice.SlicePartial;
import io.livegauge.job.slice.Tally;
import io.livegauge.measure.Figure;
import io.livegauge.measure.Interaction;
import io.livegauge.measure.Source;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * All rules that look at one user at a time: settlements, duplicates, outliers of access, carts and
 * ratings, gift streaks and presence. They are evaluated over the events of a slice in their
 * canonical order, so arrival order cannot matter: when the slice closes, or part by part before
 * ({@link #takeAhead}), so that little is left to do then.
 *
 * <p>Pure: the state is handed in, partials and rejections are handed out. Not thread-safe.
 */
public final class BucketRules {
  private static final long[] NO_TIMES = {};

  /** Enough to seldom need a new one, few enough to weigh nothing. */
  private static final int MOST_IDLE = 256;

  /** How often users are looked through for those to forget. */
  private final long sweepMillis;

  private final Rules rules;

  /** The event that is looked at, unpacked but for its id: filled anew for every one. */
  private final Event event = new Event();

  private final KnownStrings known = new KnownStrings();

  /** Of as many slices as are taken ahead at a time, to be used again. */
  private final ArrayDeque<Closing> idle = new ArrayDeque<>();

  // What taking events needs, used again by the next.
  private long[] ids = {};

  /** What looking ahead came to: of no use, but it cannot be left out then. */
  long lookedUp;

  private final SliceRow viewerMillis = new SliceRow();
  private final SliceRow present = new SliceRow();

  public BucketRules(Rules rules) {
    this.rules = rules;
    this.sweepMillis = Math.max(rules.sliceMillis, rules.silenceMillis / 36);
  }

  /** What became of an event that came after its slice had closed. */
  public enum AfterClose {
    LATE,
    STREAM_ENDED,
    SETTLEMENT
  }

  /** Judges an event whose slice is closed. */
  AfterClose judgeLate(Event event, BucketState state) {
    if (!isAfterEnd(event.eventTime, state)) {
      return AfterClose.LATE;
    }
    return canSettle(event.type) ? AfterClose.SETTLEMENT : AfterClose.STREAM_ENDED;
  }

  /**
   * Closes a slice of one bucket.
   *
   * @param inputs the slice's events, in any order; may be empty
   * @param rejections takes every rejected event
   * @return what the bucket adds to the stream; may be {@link SlicePartial#isEmpty() empty}
   */
  SlicePartial close(
      String streamId,
      long sliceEnd,
      List<BucketedEvent> inputs,
      BucketState state,
      Consumer<Rejection> rejections) {
    Closing closing = state.ahead == null ? begin(streamId, sliceEnd, 1, state) : state.ahead;
    state.ahead = null;
    SlicePartial partial = closing.finish(sliceEnd, inputs, rejections);
    if (idle.size() < MOST_IDLE) {
      idle.push(closing);
    }
    return partial;
  }

  /**
   * Takes a part of an open slice's events before it closes: results are those of {@link #close}
   * alone. All earlier slices of the bucket are closed. An event that comes for a part that was
   * taken undoes all of them, and the slice waits for its close then.
   *
   * @param parts into how many stretches of equal length the slice's time is divided
   * @param finalParts the first of them, of which all events should have come
   * @param inputs the slice's events so far, as at the last call, and those that came since
   * @return whether there may be more to take
   */
  boolean takeAhead(
      String streamId,
      long sliceEnd,
      int parts,
      int finalParts,
      List<BucketedEvent> inputs,
      BucketState state) {
    if (state.endedAt != BucketState.NONE) {
      return false;
    }
    if (state.ahead == null) {
      state.ahead = begin(streamId, sliceEnd, parts, state);
    }
    return state.ahead.takeAhead(finalParts, inputs);
  }

  /** Makes the state that of closed slices again; what was taken ahead can be taken anew. */
  void undo(BucketState state) {
    if (state.ahead != null) {
      state.ahead.undo();
    }
  }

  private Closing begin(String streamId, long sliceEnd, int parts, BucketState state) {
    Closing closing = idle.isEmpty() ? new Closing() : idle.pop();
    closing.begin(streamId, sliceEnd, parts, state);
    return closing;
  }

  /**
   * The next slice end after {@code sliceEnd} at which the bucket must close without any event: to
   * book a gift streak, to forget users, to drop the mark of an end. {@link Long#MAX_VALUE} where
   * there is none.
   */
  long nextDue(long sliceEnd, BucketState state) {
    long due = Long.MAX_VALUE;
    if (!state.users.isEmpty()) {
      due = state.nextSweep;
      for (long userHash : state.usersWithOpenStreaks) {
        for (Streak streak : state.users.get(userHash).streaks.values()) {
          if (streak.open() > 0) {
            due = Math.min(due, streakDue(streak));
          }
        }
      }
    }
    if (state.endedAt != BucketState.NONE) {
      due = Math.min(due, rules.firstSliceEndFrom(state.endedAt + Rules.ENDED_MILLIS));
    }
    return due == Long.MAX_VALUE ? due : Math.max(due, sliceEnd + rules.sliceMillis);
  }

  private long streakDue(Streak streak) {
    return rules.firstSliceEndFrom(streak.lastFrame + rules.streakCloseMillis);
  }

  private static boolean isAfterEnd(long eventTime, BucketState state) {
    return state.endedAt != BucketState.NONE
        && eventTime >= state.endedAt
        && eventTime < state.endedAt + Rules.ENDED_MILLIS;
  }

  private static boolean canSettle(EventType type) {
    return type == EventType.ORDER_REFUNDED
        || type == EventType.RATING
        || type == EventType.SURVEY_ANSWER;
  }

  private static boolean makesPresent(EventType type) {
    return switch (type) {
      case LOGIN,
          LOGOUT,
          LEAVE,
          RATING,
          SURVEY_ANSWER,
          ORDER_REFUNDED,
          PRODUCT_PIN,
          PRODUCT_UNPIN,
          STREAM_START,
          STREAM_END ->
          false;
      default -> true;
    };
  }

  /** The closing of one slice after the other: what lives for the time of one only. */
  final class Closing {
    private final InteractionCounts interactions = new InteractionCounts();
    private final List<Rejection> rejections = new ArrayList<>();
    private final List<List<PackedEvent>> eventsByPart = new ArrayList<>();

    private String streamId;
    private BucketState state;
    private SlicePartial partial;
    private long sliceEnd;
    private long slice;
    private int parts;

    /** How many parts are taken. */
    private int taken;

    /** How many inputs lie in their parts. */
    private int placed;

    /** Whether an event came for a part that was taken. */
    private boolean hadStraggler;

    private boolean hasEnd;

    /** Fingerprints of distinct events that can only be met at their own instant. */
    private final Set<Long> sameInstant = new HashSet<>(0);

    /** The fingerprint of the event's id. */
    private long id;

    /** The event that is looked at; whoever keeps it must unpack it for themselves. */
    private PackedEvent packed;

    private long instant = Long.MIN_VALUE;

    /** Whether the slice has another event at the instant: most are alone. */
    private boolean sharesInstant;

    private final Set<String> gamesOfSlice = new HashSet<>();

    private void begin(String stream, long end, int numberOfParts, BucketState bucket) {
      streamId = stream;
      sliceEnd = end;
      slice = end / rules.sliceMillis - 1;
      parts = numberOfParts;
      while (eventsByPart.size() < parts) {
        eventsByPart.add(new ArrayList<>());
      }
      state = bucket;
      placed = 0;
      hadStraggler = false;
      hasEnd = false;
      beginAnew();
    }

    private void beginAnew() {
      partial = new SlicePartial(streamId, sliceEnd);
      rejections.clear();
      interactions.clear();
      gamesOfSlice.clear();
      taken = 0;
    }

    private boolean takeAhead(int finalParts, List<BucketedEvent> inputs) {
      place(inputs);
      if (hadStraggler) {
        return false;
      }
      if (!state.canUndo()) {
        state.begin(sliceEnd - rules.sliceMillis);
      }
      boolean foundSome = false;
      while (!foundSome && taken < finalParts) {
        List<PackedEvent> events = eventsByPart.get(taken);
        foundSome = !events.isEmpty();
        takeAll(events);
        taken++;
      }
      return taken < finalParts;
    }

    private void undo() {
      if (state.canUndo()) {
        state.undo();
        beginAnew();
      }
    }

    private SlicePartial finish(
        long end, List<BucketedEvent> inputs, Consumer<Rejection> rejectionsOut) {
      if (end != sliceEnd) {
        throw new IllegalStateException(
            "the slice up to " + end + " closes, that up to " + sliceEnd + " was taken ahead");
      }
      place(inputs);
      state.commit();
      for (; taken < parts; taken++) {
        takeAll(eventsByPart.get(taken));
      }
      eventsByPart.forEach(List::clear);
      partial.end = hasEnd;
      bookStreaks();
      interactions.moveTo(partial.interactions);
      forget();
      state.closedAt = sliceEnd;
      rejections.forEach(rejectionsOut);
      SlicePartial whole = partial;
      state = null;
      partial = null;
      return whole;
    }

    /** Puts the inputs that came since the last time in their parts. */
    private void place(List<BucketedEvent> inputs) {
      boolean isBehind = false;
      for (; placed < inputs.size(); placed++) {
        BucketedEvent input = inputs.get(placed);
        PackedEvent event = input.event();
        if (isAfterEnd(event.eventTime(), state)) {
          if (input.counted()) {
            afterEnd(event.unpack());
          }
        } else {
          hasEnd |= event.type() == EventType.STREAM_END;
          if (input.counted()) {
            int part = partOf(event.eventTime());
            eventsByPart.get(part).add(event);
            isBehind |= part < taken;
          }
        }
      }
      if (isBehind) {
        undo();
        hadStraggler = true;
      }
    }

    private int partOf(long time) {
      return (int) ((time - (sliceEnd - rules.sliceMillis)) * parts / rules.sliceMillis);
    }

    /** Takes a stretch of time's events: none comes before or at the instants of those taken. */
    private void takeAll(List<PackedEvent> events) {
      if (events.isEmpty()) {
        return;
      }
      // Of events that are equal the one found first counts, so that the quarantine names the same
      // ones in every run.
      events.sort(PackedOrder.INSTANCE);
      lookAhead(events);
      viewerMillis.begin(slice, partial.viewerMillis);
      present.begin(slice, partial.present);
      instant = Long.MIN_VALUE;
      for (int i = 0; i < events.size(); i++) {
        packed = events.get(i);
        id = ids[i];
        long time = packed.eventTime();
        sharesInstant = isAt(time, i - 1, events) || isAt(time, i + 1, events);
        if (time != instant) {
          instant = time;
          sameInstant.clear();
        }
        take();
      }
      viewerMillis.end();
      present.end();
    }

    /**
     * Looks up what the events will need, before the first is taken. A lookup mostly waits for
     * memory; here nothing stands between one and the next, so that they wait together.
     */
    private void lookAhead(List<PackedEvent> events) {
      if (ids.length < events.size()) {
        ids = new long[2 * events.size()];
      }
      long found = 0;
      for (int i = 0; i < events.size(); i++) {
        PackedEvent event = events.get(i);
        ids[i] = Fingerprint.ofId(event);
        found += state.fingerprints.get(ids[i]);
        UserState user = state.users.get(event.userHash());
        found += user == null ? 0 : user.lastValid;
      }
      lookedUp = found;
    }

    private static boolean isAt(long instant, int index, List<PackedEvent> events) {
      return index >= 0 && index < events.size() && events.get(index).eventTime() == instant;
    }

    private void afterEnd(Event event) {
      if (canSettle(event.type)) {
        partial.settlements.add(event);
      } else {
        rejections.add(endedRejection(event, state));
      }
    }

    private void take() {
      long time = packed.eventTime();
      UserState user = state.users.get(packed.userHash());
      if (user != null && time - user.lastValid >= rules.silenceMillis) {
        forget(user);
        user = null;
      }
      if (user == null) {
        if (canSettle(packed.type())) {
          partial.settlements.add(packed.unpack());
          return;
        }
        user = new UserState(packed.userHash(), time);
        if (state.users.isEmpty()) {
          state.nextSweep = rules.firstSliceEndFrom(sliceEnd + sweepMillis);
        }
        state.add(user);
      }
      state.change(user);
      user.lastValid = time;
      partial.valid++;
      partial.firstValid = Math.min(partial.firstValid, time);
      partial.lastValid = Math.max(partial.lastValid, time);

      packed.unpackNamelessInto(event, known);
      if (isDistinct(user)) {
        takeDistinct(event, user);
      }
    }

    // ---- Duplicates

    private boolean isDistinct(UserState user) {
      long last = lastTime(id, user);
      if (isWithin(rules.duplicateIdMillis, last, event)) {
        return reject(Reason.DUPLICATE_ID, sameAs("eventId", event, last));
      }
      if (!isDistinctOfType(event, user)) {
        return false;
      }
      state.fingerprints.put(id, event.eventTime);
      return true;
    }

    /** When the user had that fingerprint last; one of an earlier user of the hash is no match. */
    private long lastTime(long fingerprint, UserState user) {
      long last = state.fingerprints.get(fingerprint);
      return last >= user.firstValid ? last : Fingerprints.NONE;
    }

    private static boolean isWithin(long millis, long last, Event event) {
      return last != Fingerprints.NONE && event.eventTime - last <= millis;
    }

    private boolean isDistinctOfType(Event event, UserState user) {
      return switch (event.type) {
        case LOGIN, LOGOUT -> isFirstAtInstant(Reason.DUPLICATE_LOGIN, event);
        case BARRAGE ->
            isFirstWithin(
                rules.duplicateBarrageMillis,
                Kind.BARRAGE_TEXT,
                event.text,
                Reason.DUPLICATE_INTERACTION,
                "text",
                event,
                user);
        case PRODUCT_CLICK ->
            isFirstWithin(
                rules.duplicateClickMillis,
                Kind.CLICKED_ITEM,
                event.itemId,
                Reason.DUPLICATE_INTERACTION,
                "itemId",
                event,
                user);
        case SURVEY_ANSWER -> isFirstAnswer(event, user);
        case LIKE, SHARE, GIFT, GAME_JOIN, FOLLOW, UNFOLLOW, RATING, PRODUCT_IMPRESSION ->
            isFirstAtInstant(Reason.DUPLICATE_INTERACTION, event);
        case CART_ADD -> isNewInCart(event, user);
        case ORDER_PAID, ORDER_REFUNDED -> isFirstAtInstant(Reason.DUPLICATE_ORDER, event);
        case AD_IMPRESSION ->
            isFirstWithin(
                rules.duplicateAdMillis,
                Kind.AD_IMPRESSION,
                event.impressionId,
                Reason.DUPLICATE_AD,
                "impressionId",
                event,
                user);
        case AD_CLICK -> isOwnFirstAdClick(event, user);
        case ENTER, LEAVE, HEARTBEAT, PRODUCT_PIN, PRODUCT_UNPIN, STREAM_START, STREAM_END -> true;
      };
    }

    /** The rule of equal content at one instant; the first one there is remembered for it. */
    private boolean isFirstAtInstant(Reason reason, Event event) {
      if (!sharesInstant) {
        return true;
      }
      if (sameInstant.add(contentAtInstant(event))) {
        return true;
      }
      return reject(
          reason,
          "same content as another "
              + event.type.wireName()
              + " of the user at eventTime "
              + event.eventTime);
    }

    private long contentAtInstant(Event event) {
      return switch (event.type) {
        case LOGIN, LOGOUT, ORDER_PAID, ORDER_REFUNDED ->
            Fingerprint.of(Kind.SAME_INSTANT, event.userHash, namedContent(event));
        default -> Fingerprint.ofContent(packed);
      };
    }

    /** Of types that are the same already where only a part of their content is. */
    private static String namedContent(Event event) {
      String type = event.type.wireName();
      return event.orderId == null
          ? type
          : type + event.orderId.length() + ":" + event.orderId + event.itemId;
    }

    private boolean isFirstWithin(
        long millis,
        Kind kind,
        String text,
        Reason reason,
        String field,
        Event event,
        UserState user) {
      long key = Fingerprint.of(kind, user.userHash, text);
      long last = lastTime(key, user);
      if (isWithin(millis, last, event)) {
        return reject(reason, sameAs(field, event, last));
      }
      state.fingerprints.put(key, event.eventTime);
      return true;
    }

    private boolean isFirstAnswer(Event event, UserState user) {
      if (user.answer(Fingerprint.of(Kind.SURVEY_ITEM, user.userHash, event.item))) {
        return true;
      }
      return reject(Reason.DUPLICATE_INTERACTION, "survey item already answered by the user");
    }

    /** Only an accepted add makes a later one a duplicate, so it is remembered there. */
    private boolean isNewInCart(Event event, UserState user) {
      long last = lastTime(Fingerprint.of(Kind.CART_ITEM, user.userHash, event.itemId), user);
      if (isWithin(rules.duplicateCartMillis, last, event)) {
        return reject(Reason.DUPLICATE_CART, sameAs("itemId", event, last));
      }
      return true;
    }

    private boolean isOwnFirstAdClick(Event event, UserState user) {
      long key = Fingerprint.of(Kind.AD_CLICK, user.userHash, event.impressionId);
      long last = lastTime(key, user);
      if (isWithin(rules.duplicateAdMillis, last, event)) {
        return reject(Reason.DUPLICATE_AD, sameAs("impressionId", event, last));
      }
      long shown =
          lastTime(Fingerprint.of(Kind.AD_IMPRESSION, user.userHash, event.impressionId), user);
      if (!isWithin(rules.duplicateAdMillis, shown, event)) {
        return reject(
            Reason.ORPHAN_CLICK,
            "no impression of that impressionId by the user in the "
                + rules.duplicateAdMillis
                + " ms up to the click");
      }
      state.fingerprints.put(key, event.eventTime);
      return true;
    }

    // ---- Distinct events: presence, source, outliers

    private void takeDistinct(Event event, UserState user) {
      if (makesPresent(event.type)) {
        extendPresence(event.eventTime, user);
      } else if (event.type == EventType.LEAVE || event.type == EventType.LOGOUT) {
        endPresence(event.eventTime, user);
      }
      if (event.source != null && user.source == null) {
        setSource(event, user);
      }
      accept(event, user);
    }

    private void accept(Event event, UserState user) {
      long time = event.eventTime;
      switch (event.type) {
        case LOGIN -> {
          user.logins = recent(user.logins, time);
          if (isWithinLimit(user.logins, rules.loginLimit, event)) {
            user.logins = appended(user.logins, time);
          }
        }
        case LOGOUT -> {
          user.logouts = recent(user.logouts, time);
          if (isWithinLimit(user.logouts, rules.logoutLimit, event)) {
            user.logouts = appended(user.logouts, time);
          }
        }
        case BARRAGE -> interact(Interaction.BARRAGE, event, 1);
        case LIKE -> interact(Interaction.LIKE, event, event.count);
        case SHARE -> interact(Interaction.SHARE, event, 1);
        case GIFT -> takeGift(event, user);
        case CART_ADD -> takeCart(event, user);
        case ORDER_PAID -> takeOrder(event, user);
        case ORDER_REFUNDED -> add(Figure.REFUNDED, event.amount);
        case PRODUCT_IMPRESSION -> add(Figure.IMPRESSIONS, 1);
        case PRODUCT_CLICK -> takeClick(event, user);
        case PRODUCT_PIN, PRODUCT_UNPIN -> partial.marks.add(packed.unpack());
        case RATING -> takeRating(event, user);
        case FOLLOW -> add(Figure.FOLLOWS, 1);
        case UNFOLLOW -> add(Figure.UNFOLLOWS, 1);
        case AD_IMPRESSION -> add(Figure.AD_IMPRESSIONS, 1);
        case AD_CLICK -> add(Figure.AD_CLICKS, 1);
        case GAME_JOIN -> takeGame(event, user);
        case SURVEY_ANSWER -> takeAnswer(event);
        case STREAM_START -> {
          if (partial.start == null) {
            partial.start = packed.unpack();
          }
        }
        case ENTER, LEAVE, HEARTBEAT, STREAM_END -> {
          // They count as accepted and have no figure of their own.
        }
      }
    }

    private long[] recent(long[] times, long time) {
      int from = 0;
      while (from < times.length && time - times[from] > rules.accessWindowMillis) {
        from++;
      }
      if (from == 0) {
        return times;
      }
      return from == times.length ? NO_TIMES : Arrays.copyOfRange(times, from, times.length);
    }

    private boolean isWithinLimit(long[] times, int limit, Event event) {
      if (times.length < limit) {
        return true;
      }
      return reject(
          Reason.ABNORMAL_ACCESS,
          times.length
              + " accepted "
              + event.type.wireName()
              + " events of the user in the "
              + rules.accessWindowMillis
              + " ms up to it; from "
              + limit
              + " on it is abnormal");
    }

    private static long[] appended(long[] times, long time) {
      long[] more = Arrays.copyOf(times, times.length + 1);
      more[times.length] = time;
      return more;
    }

    private void interact(Interaction kind, Event event, long count) {
      interactions.add(event.userHash, kind, count);
    }

    private void takeGift(Event event, UserState user) {
      if (event.streakId == null) {
        book(event.repeatCount, event.unitValue);
        return;
      }
      long key = Fingerprint.of(Kind.STREAK, user.userHash, event.streakId);
      Streak streak = user.streaks.get(key);
      if (streak == null || event.eventTime - streak.lastFrame > rules.streakMemoryMillis) {
        streak = new Streak();
        user.putStreak(key, streak);
      }
      streak.frame(event.eventTime, event.repeatCount, event.unitValue);
      if (event.streakEnd) {
        book(streak);
      } else if (streak.open() > 0) {
        state.usersWithOpenStreaks.add(event.userHash);
      }
    }

    private void takeCart(Event event, UserState user) {
      if (event.quantity <= 0 || event.quantity > rules.cartMax) {
        reject(
            Reason.ABNORMAL_CART,
            "quantity " + event.quantity + " is not from 1 to " + rules.cartMax);
        return;
      }
      state.fingerprints.put(
          Fingerprint.of(Kind.CART_ITEM, user.userHash, event.itemId), event.eventTime);
    }

    private void takeOrder(Event event, UserState user) {
      if (event.amount <= 0 || event.amount > rules.orderMax) {
        reject(
            Reason.ABNORMAL_ORDER,
            "amount " + event.amount + " is not from 1 to " + rules.orderMax);
        return;
      }
      user.ordered = true;
      partial.orders.add(new SlicePartial.Order(packed.unpack(), buyer(event.userHash, user)));
    }

    private void takeClick(Event event, UserState user) {
      interact(Interaction.CLICK, event, 1);
      if (user.lastClickSlice == UserState.NEVER) {
        partial.newClickers++;
      }
      user.lastClickSlice = moveTo(slice, user.lastClickSlice, partial.clickers);
      if (event.pinned) {
        if (user.lastPinnedClickSlice == UserState.NEVER) {
          partial.newPinnedClickers++;
        }
        user.lastPinnedClickSlice =
            moveTo(slice, user.lastPinnedClickSlice, partial.pinnedClickers);
      }
    }

    private void takeGame(Event event, UserState user) {
      if (user.lastGameSlice == UserState.NEVER) {
        partial.newPlayers++;
      }
      user.lastGameSlice = moveTo(slice, user.lastGameSlice, partial.players);
      if (gamesOfSlice.add(event.gameId)) {
        partial.marks.add(packed.unpack());
      }
    }

    private void takeRating(Event event, UserState user) {
      long present =
          user.presentMillis
              - (user.presenceEnd == UserState.NEVER
                  ? 0
                  : Math.max(0, user.presenceEnd - event.eventTime));
      if (!user.ordered && present < rules.ratingPresenceMillis) {
        reject(
            Reason.SUSPECT_RATING,
            "no order in range and "
                + present
                + " ms of presence before it; "
                + rules.ratingPresenceMillis
                + " ms are asked");
        return;
      }
      add(Figure.STARS, event.stars);
      add(Figure.RATINGS, 1);
    }

    private void takeAnswer(Event event) {
      switch (event.item) {
        case "A21" -> {
          add(Figure.A21_SUM, event.answer);
          add(Figure.A21_ANSWERS, 1);
        }
        case "A22" -> {
          add(Figure.A22_SUM, event.answer);
          add(Figure.A22_ANSWERS, 1);
        }
        case "A23" -> {
          add(Figure.A23_SUM, event.answer);
          add(Figure.A23_ANSWERS, 1);
        }
        default -> {
          // An item that maps to no indicator counts nowhere; the answer is accepted all the same.
        }
      }
    }

    // ---- Presence

    private void extendPresence(long time, UserState user) {
      if (user.lastPresentSlice == UserState.NEVER) {
        partial.newViewers++;
        partial.viewersBySource[sourceOf(user).ordinal()]++;
      }
      long from = Math.max(time, user.presenceEnd);
      long to = time + rules.presenceMillis;
      addMillis(from, to, 1);
      user.presentMillis += to - from;
      user.presenceEnd = to;
      user.lastPresenceEvent = time;
      movePresence(rules.sliceOf(to - 1), user);
    }

    private void movePresence(long to, UserState user) {
      if (user.lastPresentSlice != to) {
        if (user.lastPresentSlice != UserState.NEVER) {
          present.add(user.lastPresentSlice, -1);
        }
        present.add(to, 1);
        user.lastPresentSlice = to;
      }
    }

    private void endPresence(long time, UserState user) {
      if (user.presenceEnd == UserState.NEVER || user.presenceEnd <= time) {
        return;
      }
      addMillis(time, user.presenceEnd, -1);
      user.presentMillis -= user.presenceEnd - time;
      user.presenceEnd = time;
      // The end instant is excluded, but a viewer is present at the instant of their event.
      long lastInstant = Math.max(time - 1, user.lastPresenceEvent);
      movePresence(rules.sliceOf(lastInstant), user);
    }

    private void addMillis(long from, long to, int sign) {
      if (from >= to) {
        return;
      }
      long firstSlice = rules.sliceOf(from);
      long lastSlice = rules.sliceOf(to - 1);
      if (firstSlice == lastSlice) {
        viewerMillis.add(firstSlice, sign * (to - from));
        return;
      }
      viewerMillis.add(firstSlice, sign * ((firstSlice + 1) * rules.sliceMillis - from));
      viewerMillis.addToEach(firstSlice + 1, lastSlice, sign * rules.sliceMillis);
      viewerMillis.add(lastSlice, sign * (to - lastSlice * rules.sliceMillis));
    }

    private long moveTo(long to, long from, Tally counts) {
      if (from != to) {
        counts.move(from, from != UserState.NEVER, to);
      }
      return to;
    }

    private void setSource(Event event, UserState user) {
      user.source = Source.ofWireName(event.source);
      if (user.source == Source.OTHER) {
        return;
      }
      if (user.lastPresentSlice != UserState.NEVER) {
        partial.viewersBySource[Source.OTHER.ordinal()]--;
        partial.viewersBySource[user.source.ordinal()]++;
      }
      if (user.ordered) {
        partial.sourceNotices.add(buyer(event.userHash, user));
      }
    }

    private static Source sourceOf(UserState user) {
      return user.source == null ? Source.OTHER : user.source;
    }

    private static SlicePartial.Buyer buyer(long userHash, UserState user) {
      return new SlicePartial.Buyer(userHash, user.firstValid, sourceOf(user));
    }

    // ---- Booking and the slice's end

    private void add(Figure figure, long amount) {
      partial.figures.add(figure, amount);
    }

    private void book(long gifts, long unitValue) {
      add(Figure.GIFTS, gifts);
      partial.giftValue = SaturatedSum.add(partial.giftValue, gifts * unitValue);
    }

    private void book(Streak streak) {
      long open = streak.open();
      if (open > 0) {
        book(open, streak.unitValue);
        streak.booked = streak.largest;
      }
    }

    private void bookStreaks() {
      Iterator<Long> userHashes = state.usersWithOpenStreaks.iterator();
      while (userHashes.hasNext()) {
        UserState user = state.users.get(userHashes.next());
        for (Streak streak : user.streaks.values()) {
          if (partial.end || streakDue(streak) <= sliceEnd) {
            book(streak);
            state.change(user);
          }
        }
        if (!user.hasOpenStreak()) {
          userHashes.remove();
        }
      }
    }

    private void forget() {
      if (state.endedAt != BucketState.NONE && sliceEnd >= state.endedAt + Rules.ENDED_MILLIS) {
        state.endedAt = BucketState.NONE;
      }
      if (partial.end) {
        state.forgetAll();
        state.endedAt = sliceEnd;
      } else if (!state.users.isEmpty() && sliceEnd >= state.nextSweep) {
        sweep();
      }
    }

    private void sweep() {
      state.users.removeIf(
          user -> {
            boolean isGone = sliceEnd - user.lastValid >= rules.silenceMillis;
            if (isGone) {
              state.hasForgotten = true;
              forget(user);
            } else {
              user.pruneStreaks(sliceEnd, rules.streakMemoryMillis);
            }
            return isGone;
          });
      state.fingerprints.prune(sliceEnd);
      state.nextSweep = rules.firstSliceEndFrom(sliceEnd + sweepMillis);
    }

    private void forget(UserState user) {
      if (user.ordered) {
        partial.forgotten.add(buyer(user.userHash, user));
      }
    }

    // ---- Words

    private boolean reject(Reason reason, String detail) {
      partial.rejected[reason.ordinal()]++;
      event.eventId = packed.eventId(); // the quarantine names it
      rejections.add(Rejection.of(reason, detail, event));
      return false;
    }

    private static String sameAs(String field, Event event, long last) {
      return "same "
          + field
          + " as in an event of the user "
          + (event.eventTime - last)
          + " ms before";
    }
  }

  /** The rejection of an event within 24 hours after an end. */
  static Rejection endedRejection(Event event, BucketState state) {
    return Rejection.of(
        Reason.STREAM_ENDED,
        "the stream ended at " + state.endedAt + "; until 24 h later its id takes no events",
        event);
  }
}
