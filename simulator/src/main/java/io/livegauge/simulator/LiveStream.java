package io.livegauge.simulator;

import io.livegauge.event.EventType;
import io.livegauge.event.Reason;
import io.livegauge.event.Topic;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One live room: its host, its viewers and what they do, second by second.
 *
 * <p>What is emitted here as normal passes every rule of cleaning by construction: a viewer's
 * events never share a millisecond, the same doing keeps a distance above its rule's limit, amounts
 * of one room lie within a factor of 4.4 (ln 4.4 is below the narrowest limit for outliers, 6 ·
 * 0.25), and who rates has bought before or has watched for 45 s without a break.
 */
final class LiveStream {
  /** How a room's run ends. */
  enum Fate {
    /** It goes on beyond the run. */
    RUNS,
    /** By a stream_end. */
    ENDS,
    /** Its records just stop. */
    FALLS_SILENT
  }

  private static final double RECORDS_PER_VIEWER_SECOND = 0.125;
  private static final long HEARTBEAT_MILLIS = 30_000;
  private static final long BARRAGE_GAP_MILLIS = 10_500;
  private static final long CLICK_GAP_MILLIS = 1_200;
  private static final long LIKE_GAP_MILLIS = 1_000;
  private static final long SHARE_GAP_MILLIS = 2_500;
  private static final long CART_GAP_MILLIS = 601_000;
  private static final long RATING_PRESENCE_MILLIS = 45_000;
  private static final long GAME_EVERY_MILLIS = 360_000;
  private static final long GAME_MILLIS = 45_000;
  private static final int RETURNERS = 200;

  // Incidents: who stays where viewers leave, and how much is undone, given and repeated.
  private static final double STAYING = 0.2;
  private static final int DESERTION_MILLIS = 5_000;
  private static final double UNDONE = 0.9;
  private static final double GIVING = 0.5;
  private static final double REPEATED = 0.5;

  private final SimulationConfig config;
  private final List<Incident> incidents;
  private final Emitter emitter;
  private final InjectionScripts scripts;
  private final int index;
  private final UserNames names;

  final SeededRandom random;
  final String streamId;
  final byte[] key;

  /** Share of the run's rate, relative to other rooms. */
  final double weight;

  final double quality;
  final Fate fate;

  /** Time of stream_start. */
  final long startTime;

  /** The room's own doing lies before this time. */
  final long lastTime;

  private final String host;
  private final long[] prices;
  private final String[] promoCodes;
  private final double meanWatchMillis;
  private final double wavePeriodMillis;
  private final double wavePhase;
  private final boolean games;
  private final double[] engagement;

  private final List<Viewer> present = new ArrayList<>();
  private final List<Viewer> returners = new ArrayList<>();
  private final PriorityQueue<Planned> plan = new PriorityQueue<>();

  private long events;
  private long users;
  private long planned;
  private double credit;

  /** Records of the last second, as the run asked for. */
  private double recent = 1;

  private double arrivalDebt;
  private boolean started;
  private boolean ended;
  private boolean isDeserted;
  private int pinnedItem = -1;
  private Viewer hostUser;

  /** Work for a later second, in order of time. */
  private record Planned(long time, long order, Runnable work) implements Comparable<Planned> {
    @Override
    public int compareTo(Planned other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  LiveStream(SimulationConfig config, int index, UserNames names, Emitter emitter) {
    this.config = config;
    this.index = index;
    this.names = names;
    this.incidents =
        config.incidents().stream().filter(incident -> incident.stream() == index).toList();
    this.emitter = incidents.isEmpty() ? emitter : new Broken(emitter);
    this.random = new SeededRandom(config.seed(), index);
    this.scripts = new InjectionScripts(this, config, this.emitter);

    String mark =
        Long.toString(
            (SeededRandom.mix(config.seed() * 31 + config.startTime()) >>> 8) % 1_679_616, 36);
    this.streamId = "s" + padded(Integer.toString(index + 1), 3) + "-" + padded(mark, 4);
    this.key = streamId.getBytes(StandardCharsets.UTF_8);
    this.host = "h" + (100 + random.below(900)) + index;
    this.quality = 0.1 + 0.8 * (random.unit() + random.unit()) / 2;
    this.weight = Math.min(8, Math.max(0.15, random.logNormal(1, 0.8)));
    this.startTime = config.startTime() + startOffset();
    this.fate = index % 5 == 2 ? Fate.ENDS : index % 10 == 9 ? Fate.FALLS_SILENT : Fate.RUNS;
    long rest = config.endTime() - startTime;
    this.lastTime =
        switch (fate) {
          case RUNS -> config.endTime();
          case ENDS -> startTime + (long) (rest * (0.4 + 0.4 * random.unit()));
          case FALLS_SILENT -> startTime + (long) (rest * (0.6 + 0.3 * random.unit()));
        };

    long base = 1_000L + random.below(19_001);
    this.prices = new long[12 + random.below(13)];
    for (int i = 0; i < prices.length; i++) {
      prices[i] = base + random.below((int) base + 1);
    }
    this.promoCodes = new String[3 + random.below(4)];
    for (int i = 0; i < promoCodes.length; i++) {
      promoCodes[i] = "SAVE" + (index % 1000) + (char) ('A' + i);
    }
    this.meanWatchMillis = 1000 * (60 + 220 * quality);
    this.wavePeriodMillis = 1000.0 * (240 + random.below(900));
    this.wavePhase = random.unit();
    this.games = index % 3 == 0;
    this.engagement = engagementOf(quality);
    scripts.prepare(base);
  }

  private static String padded(String digits, int length) {
    return "0".repeat(Math.max(0, length - digits.length())) + digits;
  }

  private long startOffset() {
    double roll = random.unit();
    long duration = config.durationMillis();
    if (index == 0 || roll < 0.6) {
      return random.below((int) Math.min(3_000, duration / 10 + 1));
    }
    long within = roll < 0.9 ? Math.min(duration / 20, 60_000) : Math.min(duration / 3, 600_000);
    return (long) (within * random.unit());
  }

  /** Whether the room takes part in the run's rate in the second from that time on. */
  boolean isActive(long from) {
    return from + 1000 > startTime && from < lastTime;
  }

  /** The room's share of the rate at that time, before all shares are put to sum 1. */
  double share(long time) {
    return weight
        * (1
            + 0.5
                * StrictMath.sin(
                    2 * StrictMath.PI * ((time - startTime) / wavePeriodMillis + wavePhase)));
  }

  /** Whether the room is still doing something of its own at that time. */
  boolean fits(long time) {
    return time < lastTime;
  }

  String nextEventId() {
    return Integer.toString(index, 36) + "-" + Long.toString(events++, 36);
  }

  /** A user who was never in this room. */
  String nextUser() {
    return names.name(index, users++);
  }

  /** Someone who is there, or null. */
  String anyPresent() {
    return present.isEmpty() ? null : present.get(random.below(present.size())).userId;
  }

  long price(int item) {
    return prices[item % prices.length];
  }

  int items() {
    return prices.length;
  }

  static String itemName(int item) {
    return "p" + (item + 1);
  }

  /** One record of this room went out, whoever made it. */
  void spend() {
    credit--;
  }

  /** Delay on the road to Kafka of a record that nothing holds up. */
  long shortDelay() {
    return 5L + random.below(116);
  }

  /** One second of the room's life, at about that many records. */
  void tick(long from, long to, double target) {
    recent = target;
    credit = Math.min(credit + target, 3 * target + 3);
    if (!started && to > startTime) {
      start();
    }
    long until = Math.min(to, lastTime);
    if (started && from < lastTime) {
      desert(from);
      arrive(from, until, target);
      work(until);
      scripts.inject(from, until, target);
      if (befalls(Incident.Kind.BOT_SURGE, from)) {
        double own = credit;
        scripts.surge(from, until, target);
        credit = own; // bots come beside the viewers, not in their place
      }
      engage(from, until);
      // What was begun just now can go on within the same second.
      work(until);
    }
    if (to > lastTime && !ended) {
      end();
    }
  }

  private void start() {
    started = true;
    SortedMap<String, String> traits = new TreeMap<>();
    traits.put("age", random.pick(Phrases.AGES));
    traits.put("style", quality > 0.5 ? "expert" : "casual");
    long followers = (long) random.logNormal(20_000 * quality, 1.5);
    hostUser = new Viewer(host, startTime);
    normal(
        new Draft(
            EventType.STREAM_START,
            nextEventId(),
            streamId,
            null,
            startTime,
            "hostId",
            host,
            "title",
            random.pick(Phrases.TITLES) + " " + (index + 1),
            "category",
            Phrases.CATEGORIES[index % Phrases.CATEGORIES.length],
            "currency",
            "CNY",
            "followers",
            random.chance(0.95) ? followers : null,
            "traits",
            traits));
    plan(startTime + 10_000 + unhurried(20_000), this::pin);
  }

  private void end() {
    ended = true;
    plan.clear();
    if (fate == Fate.ENDS && started) {
      Draft end = new Draft(EventType.STREAM_END, nextEventId(), streamId, null, lastTime);
      spend();
      long emitTime = lastTime + shortDelay();
      emitter.emit(this, end, emitTime, Truth.NORMAL, Truth.ACCEPTED);
      scripts.afterEnd(lastTime);
    }
    present.clear();
    returners.clear();
  }

  /** How many records of no use still come after a stream_end; fewer in small rooms. */
  int stragglers() {
    return (int) Math.max(2, Math.min(16, 10 * recent));
  }

  // The host

  /** Evenly up to that time, longer in rooms of less than two records a second. */
  private long unhurried(int withinMillis) {
    return (long) (random.below(withinMillis) * Math.min(100, Math.max(1, 2 / (recent + 0.01))));
  }

  private void pin() {
    int item = random.below(prices.length);
    long time = claim(hostUser, plannedTime);
    if (time < 0) {
      return;
    }
    pinnedItem = item;
    normal(draft(EventType.PRODUCT_PIN, hostUser, time, "itemId", itemName(item)));
    plan(
        time + 45_000 + unhurried(120_000),
        () -> {
          long unpinned = claim(hostUser, plannedTime);
          if (unpinned >= 0) {
            pinnedItem = -1;
            normal(draft(EventType.PRODUCT_UNPIN, hostUser, unpinned, "itemId", itemName(item)));
            plan(unpinned + 5_000 + unhurried(40_000), this::pin);
          }
        });
  }

  // Coming, staying, going

  private void arrive(long from, long until, double target) {
    double audience = target / RECORDS_PER_VIEWER_SECOND;
    if (befalls(Incident.Kind.VIEWERS_LEAVE, from)) {
      audience *= STAYING;
    }
    double missing = Math.max(0, audience - present.size());
    // A room fills within seconds, not at once; the rest replaces those who leave.
    arrivalDebt += Math.min(missing, Math.max(0.2, 0.2 * audience));
    arrivalDebt = Math.min(arrivalDebt, Math.max(2, 0.25 * audience));
    long span = until - Math.max(from, startTime + 1);
    while (arrivalDebt >= 1 && credit > 0 && span > 0) {
      arrivalDebt--;
      enter(Math.max(from, startTime + 1) + (long) (span * random.unit()));
    }
  }

  private void enter(long at) {
    Viewer viewer;
    if (!returners.isEmpty() && random.chance(0.08)) {
      int i = random.below(returners.size());
      viewer = returners.get(i);
      returners.set(i, returners.get(returners.size() - 1));
      returners.remove(returners.size() - 1);
    } else {
      viewer = new Viewer(nextUser(), at - 1);
    }
    if (random.chance(0.4)) {
      long login = claim(viewer, at);
      if (login >= 0) {
        normal(draft(EventType.LOGIN, viewer, login));
      }
    }
    long time = claim(viewer, at + 20);
    if (time < 0) {
      return;
    }
    SortedMap<String, String> traits = null;
    if (random.chance(0.5)) {
      traits = new TreeMap<>();
      traits.put("age", random.pick(Phrases.AGES));
      traits.put("device", random.pick(Phrases.DEVICES));
    }
    normal(
        draft(
            EventType.ENTER,
            viewer,
            time,
            "source",
            random.chance(0.9) ? random.pick(Phrases.SOURCES) : null,
            "traits",
            traits));
    viewer.present = true;
    viewer.visit++;
    viewer.enteredAt = time;
    viewer.busyUntil = time;
    viewer.slot = present.size();
    present.add(viewer);
    // Heavy-tailed: the mean of this log-normal is meanWatchMillis.
    double watch = random.logNormal(meanWatchMillis / 2.33, 1.3);
    viewer.leaveAt = time + 2_000 + (long) Math.min(watch, 4.0 * 3600 * 1000);
    plan(viewer.leaveAt, () -> leave(viewer));
    planHeartbeat(viewer, time);
  }

  private void planHeartbeat(Viewer viewer, long after) {
    int visit = viewer.visit;
    plan(
        after + HEARTBEAT_MILLIS,
        () -> {
          if (viewer.present && viewer.visit == visit) {
            long time = claim(viewer, plannedTime);
            if (time >= 0) {
              normal(draft(EventType.HEARTBEAT, viewer, time));
              planHeartbeat(viewer, time);
            }
          }
        });
  }

  /** Most of the room goes at once when that befalls it. */
  private void desert(long now) {
    boolean isNow = befalls(Incident.Kind.VIEWERS_LEAVE, now);
    if (isNow && !isDeserted) {
      for (Viewer viewer : present) {
        if (!random.chance(STAYING)) {
          plan(now + random.below(DESERTION_MILLIS), () -> leave(viewer));
        }
      }
    }
    isDeserted = isNow;
  }

  private void leave(Viewer viewer) {
    if (!viewer.present) {
      return; // gone before it was planned
    }
    if (viewer.busyUntil >= plannedTime) {
      plan(viewer.busyUntil + 200, () -> leave(viewer));
      return;
    }
    Viewer last = present.remove(present.size() - 1);
    if (last != viewer) {
      present.set(viewer.slot, last);
      last.slot = viewer.slot;
    }
    viewer.present = false;
    if (returners.size() < RETURNERS) {
      returners.add(viewer);
    } else {
      returners.set(random.below(RETURNERS), viewer);
    }
    // Some are just cut off.
    if (random.chance(0.93)) {
      long time = claim(viewer, plannedTime);
      if (time >= 0) {
        normal(draft(EventType.LEAVE, viewer, time));
        if (random.chance(0.15)) {
          plan(time + 200 + random.below(2_000), () -> logout(viewer));
        }
      }
    }
  }

  private void logout(Viewer viewer) {
    if (!viewer.present) {
      long time = claim(viewer, plannedTime);
      if (time >= 0) {
        normal(draft(EventType.LOGOUT, viewer, time));
      }
    }
  }

  // Doing things

  private static final int LIKE = 0;
  private static final int BARRAGE = 1;
  private static final int IMPRESSION = 2;
  private static final int CLICK = 3;
  private static final int SHARE = 4;
  private static final int GIFT = 5;
  private static final int CART = 6;
  private static final int ORDER = 7;
  private static final int AD = 8;
  private static final int FOLLOW = 9;
  private static final int UNFOLLOW = 10;
  private static final int GAME = 11;
  private static final int RATING = 12;
  private static final int SURVEY = 13;

  /** Cumulative weights of what a viewer does next; a better host gets more out of them. */
  private static double[] engagementOf(double quality) {
    double[] weights = new double[14];
    weights[LIKE] = 24 + 8 * quality;
    weights[BARRAGE] = 9 + 12 * quality;
    weights[IMPRESSION] = 28;
    weights[CLICK] = 5 + 9 * quality;
    weights[SHARE] = 1 + 1.5 * quality;
    weights[GIFT] = 1 + 3 * quality;
    weights[CART] = 2 + 3.5 * quality;
    weights[ORDER] = 0.5 + quality;
    weights[AD] = 6;
    weights[FOLLOW] = 0.8 + 1.5 * quality;
    weights[UNFOLLOW] = 0.2 + 0.8 * (1 - quality);
    weights[GAME] = 6;
    weights[RATING] = 0.4;
    weights[SURVEY] = 1;
    for (int i = 1; i < weights.length; i++) {
      weights[i] += weights[i - 1];
    }
    return weights;
  }

  private void engage(long from, long until) {
    long begin = Math.max(from, startTime + 1);
    int limit = present.size();
    for (int i = 0; i < limit && credit >= 1 && until > begin && !present.isEmpty(); i++) {
      // The square favours a few: some do a lot, most just watch.
      double place = random.unit();
      Viewer viewer = present.get((int) (present.size() * place * place));
      act(viewer, begin + (long) ((until - begin) * random.unit()));
    }
  }

  private void act(Viewer viewer, long at) {
    double roll = random.unit() * engagement[engagement.length - 1];
    int kind = 0;
    while (engagement[kind] < roll) {
      kind++;
    }
    if (befalls(Incident.Kind.HOST_FALTERS, at) && random.chance(UNDONE)) {
      kind = IMPRESSION;
    } else if (befalls(Incident.Kind.GIFT_WAVE, at) && random.chance(GIVING)) {
      kind = GIFT;
    }
    long time = claim(viewer, at);
    if (time < 0) {
      return;
    }
    if (!tryTo(kind, viewer, time)) {
      normal(
          draft(
              EventType.PRODUCT_IMPRESSION,
              viewer,
              time,
              "itemId",
              itemName(random.below(prices.length))));
    }
  }

  private boolean tryTo(int kind, Viewer viewer, long time) {
    return switch (kind) {
      case LIKE -> like(viewer, time);
      case BARRAGE -> barrage(viewer, time);
      case CLICK -> click(viewer, time);
      case SHARE -> share(viewer, time);
      case GIFT -> gift(viewer, time);
      case CART -> addToCart(viewer, time);
      case ORDER -> order(viewer, random.below(prices.length), 1, time);
      case AD -> showAd(viewer, time);
      case FOLLOW -> follow(viewer, time, true);
      case UNFOLLOW -> follow(viewer, time, false);
      case GAME -> joinGame(viewer, time);
      case RATING -> rateAfterWatching(viewer, time);
      case SURVEY -> answer(viewer, time);
      default -> false;
    };
  }

  private boolean like(Viewer viewer, long time) {
    if (time - viewer.likedAt < LIKE_GAP_MILLIS) {
      return false;
    }
    viewer.likedAt = time;
    normal(
        draft(
            EventType.LIKE,
            viewer,
            time,
            "count",
            random.chance(0.6) ? 1 + random.below(10) : null));
    return true;
  }

  private boolean barrage(Viewer viewer, long time) {
    if (time - viewer.barrageAt < BARRAGE_GAP_MILLIS) {
      return false;
    }
    viewer.barrageAt = time;
    normal(draft(EventType.BARRAGE, viewer, time, "text", random.pick(Phrases.BARRAGES)));
    return true;
  }

  private boolean click(Viewer viewer, long time) {
    if (time - viewer.clickedAt < CLICK_GAP_MILLIS) {
      return false;
    }
    viewer.clickedAt = time;
    boolean pinned = pinnedItem >= 0 && random.chance(0.5);
    int item = pinned ? pinnedItem : random.below(prices.length);
    normal(
        draft(
            EventType.PRODUCT_CLICK,
            viewer,
            time,
            "itemId",
            itemName(item),
            "pinned",
            pinned ? Boolean.TRUE : random.chance(0.5) ? Boolean.FALSE : null));
    return true;
  }

  private boolean share(Viewer viewer, long time) {
    if (time - viewer.sharedAt < SHARE_GAP_MILLIS) {
      return false;
    }
    viewer.sharedAt = time;
    normal(
        draft(
            EventType.SHARE,
            viewer,
            time,
            "channel",
            random.chance(0.8) ? random.pick(Phrases.CHANNELS) : null));
    return true;
  }

  private boolean gift(Viewer viewer, long time) {
    // The square makes dear gifts rare.
    double luck = random.unit();
    int gift = (int) (Phrases.GIFTS.length * luck * luck);
    if (random.chance(0.65)) {
      normal(
          draft(
              EventType.GIFT,
              viewer,
              time,
              "giftId",
              Phrases.GIFTS[gift],
              "unitValue",
              Phrases.GIFT_VALUES[gift]));
      return true;
    }
    int frames = 2 + random.below(9);
    if (!fits(time + frames * 1_000L + 2_000)) {
      return false;
    }
    streak(viewer, time, gift, "k" + nextEventId(), 1, frames);
    return true;
  }

  private void streak(Viewer viewer, long time, int gift, String streakId, int frame, int frames) {
    boolean last = frame == frames;
    boolean lost =
        !last && frame == frames - 1 && on(Impairment.STREAK_END_LOST) && random.chance(0.2);
    normal(
        draft(
            EventType.GIFT,
            viewer,
            time,
            "giftId",
            Phrases.GIFTS[gift],
            "unitValue",
            Phrases.GIFT_VALUES[gift],
            "repeatCount",
            frame,
            "streakId",
            streakId,
            "streakEnd",
            last),
        lost ? "streak_end_lost" : Truth.NORMAL);
    if (last || lost) {
      return;
    }
    long next = time + 250 + random.below(700);
    viewer.busyUntil = Math.max(viewer.busyUntil, next);
    plan(
        next,
        () -> {
          long at = claim(viewer, plannedTime);
          if (at >= 0) {
            streak(viewer, at, gift, streakId, frame + 1, frames);
          }
        });
  }

  private boolean addToCart(Viewer viewer, long time) {
    int item = pinnedItem >= 0 && random.chance(0.6) ? pinnedItem : random.below(prices.length);
    if (!viewer.canAdd(item, time, CART_GAP_MILLIS)) {
      return false;
    }
    viewer.added(item, time);
    int quantity = random.chance(0.85) ? 1 : 2;
    normal(
        draft(
            EventType.CART_ADD,
            viewer,
            time,
            "itemId",
            itemName(item),
            "quantity",
            quantity,
            "price",
            random.chance(0.7) ? prices[item] : null));
    if (random.chance(0.25 + 0.4 * quality)) {
      long when = time + 3_000 + random.below(60_000);
      viewer.busyUntil = Math.max(viewer.busyUntil, when);
      plan(
          when,
          () -> {
            long at = claim(viewer, plannedTime);
            if (at >= 0) {
              order(viewer, item, quantity, at);
            }
          });
    }
    return true;
  }

  private boolean order(Viewer viewer, int item, int quantity, long time) {
    if (befalls(Incident.Kind.PAYMENT_DOWN, time)) {
      return false;
    }
    String orderId = "o" + nextEventId();
    pay(viewer, orderId, item, quantity, time);
    if (random.chance(0.08)) {
      // Two goods under one order number, paid at one time
      pay(viewer, orderId, (item + 1) % prices.length, 1, time);
    }
    if (random.chance(0.3)) {
      long when = time + 20_000 + random.below(280_000);
      plan(
          when,
          () -> {
            long at = claim(viewer, plannedTime);
            if (at >= 0) {
              rate(viewer, at, orderId);
            }
          });
    }
    return true;
  }

  private void pay(Viewer viewer, String orderId, int item, int quantity, long time) {
    long amount = prices[item] * quantity;
    boolean promo = random.chance(0.3);
    long discount = promo ? amount * (5 + random.below(4)) / 100 : 0;
    long paid = amount - discount;
    scripts.ordered();
    normal(
        draft(
            EventType.ORDER_PAID,
            viewer,
            time,
            "orderId",
            orderId,
            "itemId",
            itemName(item),
            "quantity",
            quantity,
            "amount",
            paid,
            "promoCode",
            promo ? random.pick(promoCodes) : null,
            "discount",
            promo ? discount : null));
    if (random.chance(0.03 + 0.1 * (1 - quality))) {
      long refund = random.chance(0.8) ? paid : Math.max(1, paid / 2);
      plan(
          time + 20_000 + random.below(900_000),
          () -> {
            long at = claim(viewer, plannedTime);
            if (at >= 0) {
              normal(
                  draft(
                      EventType.ORDER_REFUNDED,
                      viewer,
                      at,
                      "orderId",
                      orderId,
                      "itemId",
                      itemName(item),
                      "amount",
                      refund));
            }
          });
    }
  }

  private boolean rateAfterWatching(Viewer viewer, long time) {
    if (time - viewer.enteredAt < RATING_PRESENCE_MILLIS) {
      return false;
    }
    rate(viewer, time, null);
    return true;
  }

  private void rate(Viewer viewer, long time, String orderId) {
    double mean = 2.2 + 2.6 * quality;
    int stars = (int) StrictMath.round(mean + 0.8 * random.gaussian());
    normal(
        draft(
            EventType.RATING,
            viewer,
            time,
            "stars",
            Math.max(1, Math.min(5, stars)),
            "orderId",
            orderId,
            "text",
            random.chance(0.3) ? random.pick(Phrases.REVIEWS) : null));
  }

  private boolean showAd(Viewer viewer, long time) {
    String adId = "ad" + (1 + random.below(5));
    String impressionId = "i" + nextEventId();
    normal(
        draft(EventType.AD_IMPRESSION, viewer, time, "adId", adId, "impressionId", impressionId));
    if (random.chance(0.03 + 0.09 * quality)) {
      long when = time + 300 + random.below(6_000);
      viewer.busyUntil = Math.max(viewer.busyUntil, when);
      plan(
          when,
          () -> {
            long at = claim(viewer, plannedTime);
            if (at >= 0) {
              normal(
                  draft(
                      EventType.AD_CLICK, viewer, at, "adId", adId, "impressionId", impressionId));
            }
          });
    }
    return true;
  }

  private boolean follow(Viewer viewer, long time, boolean follow) {
    if (viewer.follows == follow && follow) {
      return false;
    }
    viewer.follows = follow;
    normal(draft(follow ? EventType.FOLLOW : EventType.UNFOLLOW, viewer, time));
    return true;
  }

  private boolean joinGame(Viewer viewer, long time) {
    long since = time - startTime;
    long round = since / GAME_EVERY_MILLIS;
    long intoRun = time - config.startTime();
    boolean quiet =
        on(Impairment.QUIET_TOPIC)
            && intoRun > 0.2 * config.durationMillis()
            && intoRun < 0.9 * config.durationMillis();
    if (!games || quiet || since % GAME_EVERY_MILLIS > GAME_MILLIS || viewer.gameRound == round) {
      return false;
    }
    viewer.gameRound = round;
    normal(draft(EventType.GAME_JOIN, viewer, time, "gameId", "g" + (round % 5 + 1)));
    return true;
  }

  private boolean answer(Viewer viewer, long time) {
    int item = random.below(Phrases.SURVEY_ITEMS.length);
    if ((viewer.answered & (1 << item)) != 0) {
      return false;
    }
    viewer.answered |= 1 << item;
    int answer = (int) StrictMath.round(1.8 + 3 * quality + 0.7 * random.gaussian());
    normal(
        draft(
            EventType.SURVEY_ANSWER,
            viewer,
            time,
            "item",
            Phrases.SURVEY_ITEMS[item],
            "answer",
            Math.max(1, Math.min(5, answer))));
    return true;
  }

  // Emitting

  private Draft draft(EventType type, Viewer viewer, long time, Object... fields) {
    return new Draft(type, nextEventId(), streamId, viewer.userId, time, fields);
  }

  private void normal(Draft draft) {
    normal(draft, Truth.NORMAL);
  }

  private void normal(Draft draft, String kind) {
    spend();
    long delay = shortDelay();
    String told = kind;
    if (on(Impairment.OUT_OF_ORDER) && random.chance(0.03)) {
      delay = 300L + random.below(1_200);
      told = kind.equals(Truth.NORMAL) ? "out_of_order" : kind;
    }
    byte[] value = draft.toBytes();
    emitter.emit(this, draft, value, draft.eventTime + delay, told, Truth.ACCEPTED);

    if (befalls(Incident.Kind.FEED_REPEATS, draft.eventTime) && random.chance(REPEATED)) {
      long emitTime = draft.eventTime + delay + 20 + random.below(1_000);
      emitter.emit(this, draft, value, emitTime, "redelivery", Reason.DUPLICATE_ID.name());
    } else if (on(Impairment.REDELIVERY) && random.chance(0.012)) {
      int copies = random.chance(0.1) ? 2 : 1;
      for (int i = 0; i < copies; i++) {
        spend();
        long emitTime = draft.eventTime + delay + 20 + random.below(1_000);
        emitter.emit(this, draft, value, emitTime, "redelivery", Reason.DUPLICATE_ID.name());
      }
    }
    if (on(Impairment.NEW_ID_DUPLICATE) && random.chance(0.012)) {
      repeatUnderNewId(draft);
    }
    if (on(Impairment.RETIMED_REDELIVERY) && random.chance(0.004)) {
      int within = random.chance(0.9) ? 20_000 : 600_000;
      repeat(
          draft.as(draft.eventId, draft.eventTime + 1 + random.below(within)),
          "retimed_redelivery",
          Reason.DUPLICATE_ID);
    }
  }

  /**
   * The new id is the old one with a tilde, so that of two at one time the repetition is the later
   * one in canonical order.
   */
  private void repeatUnderNewId(Draft draft) {
    String newId = draft.eventId + "~";
    Draft twin = draft.as(newId, draft.eventTime);
    String kind = "new_id_duplicate";
    switch (draft.type) {
      case LOGIN, LOGOUT -> repeat(twin, kind, Reason.DUPLICATE_LOGIN);
      case BARRAGE ->
          repeat(
              draft.as(newId, draft.eventTime + random.below(10_001)),
              kind,
              Reason.DUPLICATE_INTERACTION);
      case PRODUCT_CLICK ->
          repeat(
              draft.as(newId, draft.eventTime + random.below(1_001)),
              kind,
              Reason.DUPLICATE_INTERACTION);
      case SURVEY_ANSWER ->
          repeat(
              draft
                  .as(newId, draft.eventTime + 1 + random.below(120_000))
                  .with("answer", 1 + random.below(5)),
              kind,
              Reason.DUPLICATE_INTERACTION);
      case LIKE, SHARE, GIFT, GAME_JOIN, FOLLOW, UNFOLLOW, RATING, PRODUCT_IMPRESSION ->
          repeat(twin, kind, Reason.DUPLICATE_INTERACTION);
      case CART_ADD -> {
        int within = random.chance(0.8) ? 30_000 : 600_001;
        repeat(
            draft
                .as(newId, draft.eventTime + random.below(within))
                .with("quantity", 1 + random.below(3)),
            kind,
            Reason.DUPLICATE_CART);
      }
      case ORDER_PAID, ORDER_REFUNDED -> repeat(twin, kind, Reason.DUPLICATE_ORDER);
      case AD_IMPRESSION, AD_CLICK -> {
        int within = random.chance(0.8) ? 5_000 : 600_001;
        repeat(draft.as(newId, draft.eventTime + random.below(within)), kind, Reason.DUPLICATE_AD);
      }
      default -> {
        // Only their ids can be repeated.
      }
    }
  }

  private void repeat(Draft draft, String kind, Reason reason) {
    if (fits(draft.eventTime)) {
      spend();
      emitter.emit(this, draft, draft.eventTime + shortDelay() + 10, kind, reason.name());
    }
  }

  /** Whether the room is in such an incident at that time. */
  private boolean befalls(Incident.Kind kind, long time) {
    long since = time - config.startTime();
    for (Incident incident : incidents) {
      if (incident.kind() == kind
          && since >= incident.fromMillis()
          && since < incident.toMillis()) {
        return true;
      }
    }
    return false;
  }

  /** Loses what would be sent while the room's feed is down. */
  private final class Broken implements Emitter {
    private final Emitter whole;

    Broken(Emitter whole) {
      this.whole = whole;
    }

    @Override
    public void emit(
        LiveStream stream,
        Topic topic,
        byte[] value,
        String type,
        String eventId,
        long eventTime,
        long emitTime,
        String kind,
        String expected,
        boolean definite,
        long excess) {
      if (!befalls(Incident.Kind.FEED_DOWN, eventTime)) {
        whole.emit(
            stream, topic, value, type, eventId, eventTime, emitTime, kind, expected, definite,
            excess);
      }
    }
  }

  boolean on(Impairment impairment) {
    return config.impairments().contains(impairment);
  }

  // Planning

  /** The time for which the work that runs now was planned. */
  private long plannedTime;

  private void plan(long time, Runnable work) {
    if (fits(time)) {
      plan.add(new Planned(time, planned++, work));
    }
  }

  private void work(long until) {
    while (!plan.isEmpty() && plan.peek().time < until) {
      Planned next = plan.poll();
      plannedTime = next.time;
      next.work.run();
    }
  }

  /**
   * The time of a viewer's next event, at the given time or right after their last one; negative
   * where the room is over by then.
   */
  private long claim(Viewer viewer, long at) {
    long time = at > viewer.lastTime ? at : viewer.lastTime + 1 + random.below(20);
    if (!fits(time)) {
      return -1;
    }
    viewer.lastTime = time;
    return time;
  }
}
