package io.livegauge.job.metric;

import static io.livegauge.job.OperatorNames.ALERT;
import static io.livegauge.job.OperatorNames.CLEAN;
import static io.livegauge.job.OperatorNames.INDICATE;
import static io.livegauge.job.OperatorNames.ROUTE;
import static io.livegauge.job.OperatorNames.SCORE;

import io.livegauge.alert.AlertRule;
import io.livegauge.event.Reason;
import io.livegauge.job.metric.Metric.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Every metric of the job. Their names are part of what users rely on, as options are. */
public final class JobMetrics {
  private static final int BANDS = 10;
  private static final int BAND_POINTS = 10;

  public static final Metric READ =
      counter(
          "read",
          "records",
          "Records that were read from the input topics.",
          "It stands still while producers send.",
          ROUTE);
  public static final Metric VALID =
      counter(
          "valid",
          "events",
          "Events of closed slices that were in time and of a session that went on.",
          "It falls behind `read` by more than what is rejected before cleaning.",
          CLEAN);
  public static final Metric ACCEPTED =
      counter(
          "accepted",
          "events",
          "Valid events that cleaning let pass: those that count.",
          "Its share of `valid` falls suddenly.",
          INDICATE);
  public static final Metric SETTLEMENTS =
      counter(
          "settlements",
          "events",
          "Refunds, ratings and answers after a session's end, or of a user who is no longer"
              + " remembered: kept for the trainer alone.",
          "Hardly ever.",
          INDICATE);
  public static final Metric SCORES =
      counter(
          "scores",
          "records",
          "Score records: one for each room and slice.",
          "It stands still while rooms are live.",
          SCORE);
  public static final Metric SESSIONS =
      counter("sessions", "sessions", "Sessions that ended.", "Hardly ever.", SCORE);
  public static final Metric SCORED =
      new Metric(
          "scored",
          Kind.COUNTER,
          "scores",
          List.of(SCORE),
          "band",
          IntStream.range(0, BANDS).mapToObj(i -> Integer.toString(i * BAND_POINTS)).toList(),
          "Scores by bands of ten points; the label tells a band's lower end. The distribution of"
              + " a time is that of the counts' rates.",
          "The shape changes within minutes, or with a new model, and nobody knows why.");
  public static final Metric EVENT_TO_SCORE =
      new Metric(
          "eventToScoreMillis",
          Kind.HISTOGRAM,
          "ms",
          List.of(SCORE),
          null,
          List.of(),
          "From the end of a slice to the moment when its score was worked out, of the latest "
              + Metric.HISTOGRAM_VALUES
              + " scores of a subtask. The out-of-orderness bound (5 s) is part of it; the way to"
              + " Kafka is not.",
          "The 0.99 quantile stays above the bound and 5 s. While a backlog is worked off it tells"
              + " how far behind the job is.");
  public static final Metric MODEL_VERSION =
      gauge(
          "modelVersion",
          "version",
          "Version of the model of the subtask's latest score; before the first score that of the"
              + " model that the job began with.",
          "It is not what was published, or differs between subtasks for longer than their rooms"
              + " are quiet.",
          SCORE);
  public static final Metric WATERMARK_LAG =
      gauge(
          "watermarkLagMillis",
          "ms",
          "How far event time is behind this machine's clock: about the out-of-orderness bound"
              + " where all is well. −1 before event time begins and after it has ended.",
          "It stays above a minute: a partition without progress, backpressure, or a backlog.",
          CLEAN,
          INDICATE);
  public static final Metric RESIDENT_BYTES =
      gauge(
          "residentBytes",
          "bytes",
          "Heap that the subtask's users and rooms take, by estimate.",
          "It is at `--resident-bytes`; see `evictions`.",
          CLEAN,
          INDICATE);
  public static final Metric RESIDENT_KEYS =
      gauge(
          "residentKeys",
          "keys",
          "User buckets, or rooms, that are on the subtask's heap.",
          "One subtask has several times as many as the others.",
          CLEAN,
          INDICATE);
  public static final Metric EVICTIONS =
      counter(
          "evictions",
          "keys",
          "User buckets, or rooms, that had to leave the heap for want of `--resident-bytes` and"
              + " are read from the state backend again when they are needed.",
          "More than a few a second: the state backend is asked at every slice, which costs several"
              + " times as much. More `--resident-bytes`, or more subtasks.",
          CLEAN,
          INDICATE);

  private static final List<Metric> REJECTED =
      Arrays.stream(Reason.values()).map(JobMetrics::declare).toList();

  private static final List<Metric> RAISED =
      Arrays.stream(AlertRule.values()).map(JobMetrics::declare).toList();

  private JobMetrics() {}

  /** The counter of what was rejected for a reason. */
  public static Metric rejected(Reason reason) {
    return REJECTED.get(reason.ordinal());
  }

  /** The counter of the alerts that a rule raised. */
  public static Metric raised(AlertRule rule) {
    return RAISED.get(rule.ordinal());
  }

  /** All of them, in the order of the documentation. */
  public static List<Metric> all() {
    List<Metric> all =
        new ArrayList<>(
            List.of(
                READ,
                VALID,
                ACCEPTED,
                SETTLEMENTS,
                SCORES,
                SESSIONS,
                SCORED,
                EVENT_TO_SCORE,
                MODEL_VERSION,
                WATERMARK_LAG,
                RESIDENT_BYTES,
                RESIDENT_KEYS,
                EVICTIONS));
    all.addAll(REJECTED);
    all.addAll(RAISED);
    return List.copyOf(all);
  }

  private static Metric declare(Reason reason) {
    return switch (reason) {
      case INVALID ->
          rejected(
              reason,
              "Records that are no event of the contract.",
              "More than 1 % of `read`.",
              ROUTE);
      case FUTURE ->
          rejected(
              reason,
              "Events that claim to be more than 5 minutes ahead of their Kafka record.",
              "Any: a producer's clock is wrong.",
              ROUTE);
      case STREAM_ENDED ->
          rejected(
              reason,
              "Events of a room within 24 hours after its `stream_end`.",
              "More than the few of a room's last seconds.",
              CLEAN);
      case LATE ->
          rejected(
              reason,
              "Events whose slice was closed when they came.",
              "More than 1 % of `read`.",
              CLEAN);
      case DUPLICATE_ID ->
          rejected(
              reason,
              "Events with the id of an earlier one of the same user and room.",
              "A jump: a producer sends again, or ids are not unique.",
              CLEAN);
      case DUPLICATE_LOGIN ->
          rejected(
              reason,
              "Further logins, or logouts, of a user at the same instant.",
              "A jump: a client sends twice.",
              CLEAN);
      case DUPLICATE_INTERACTION ->
          rejected(
              reason,
              "The same barrage, click or answer of a user again within its time.",
              "A jump: a client sends twice, or a script is at work.",
              CLEAN);
      case DUPLICATE_CART ->
          rejected(
              reason,
              "The same item put into the cart again within its time.",
              "A jump: a client sends twice.",
              CLEAN);
      case DUPLICATE_ORDER ->
          rejected(
              reason,
              "Further records of the same order and item at the same instant.",
              "Any jump: sales may be counted wrongly elsewhere.",
              CLEAN);
      case DUPLICATE_AD ->
          rejected(
              reason,
              "The same showing, or click, of an advertisement again.",
              "A jump: a client sends twice.",
              CLEAN);
      case ORPHAN_CLICK ->
          rejected(
              reason,
              "Clicks on an advertisement that was not shown to the user before.",
              "A jump: impressions are missing, or clicks are bought.",
              CLEAN);
      case ABNORMAL_ACCESS ->
          rejected(
              reason,
              "Logins and logouts of a user beyond the limit of a minute.",
              "A jump: a client that reconnects in a loop, or bots.",
              CLEAN);
      case ABNORMAL_CART ->
          rejected(
              reason,
              "Cart adds of no piece, or of too many.",
              "A jump: a client that sends wrong quantities.",
              CLEAN);
      case ABNORMAL_ORDER ->
          rejected(
              reason,
              "Orders whose amount cannot be, or is far from what the room sells.",
              "Any jump: a wrong currency or unit in the shop's events.",
              CLEAN,
              INDICATE);
      case SUSPECT_RATING ->
          rejected(
              reason,
              "Ratings of users who neither ordered nor were there for long.",
              "A jump: bought ratings, or `enter` and `heartbeat` are missing.",
              CLEAN);
      case INVALID_MODEL ->
          rejected(
              reason,
              "Documents on the models topic that do not validate: models refused.",
              "Any: what was published does not score.",
              SCORE);
    };
  }

  private static Metric declare(AlertRule rule) {
    return counter(
        "alerts." + rule.name().toLowerCase(Locale.ROOT),
        "alerts",
        switch (rule) {
          case SCORE_DROP -> "Rooms whose score fell far below the usual.";
          case BELOW_REFERENCE -> "Rooms far below the model's reference.";
          case CONVERSION_DROP -> "Rooms with far fewer buyers than usual.";
          case VIEWERS_DROP -> "Rooms that lost far more viewers than usual.";
          case GIFT_SPIKE -> "Rooms with several times the usual gifts.";
          case BOT_SURGE -> "Rooms where machines seem to be at work.";
          case HIGH_REFUNDS -> "Rooms where much of the sales was refunded.";
          case DATA_HEALTH -> "Rooms of whose events cleaning rejects many.";
          case NO_EVENTS -> "Rooms that fell silent without an end.";
        },
        "Many rooms at the same moment: it is the platform, not the rooms.",
        ALERT);
  }

  private static Metric rejected(Reason reason, String meaning, String worry, String... operators) {
    return counter(
        "rejected." + reason.name().toLowerCase(Locale.ROOT), "records", meaning, worry, operators);
  }

  private static Metric counter(
      String name, String unit, String meaning, String worry, String... operators) {
    return plain(name, Kind.COUNTER, unit, meaning, worry, operators);
  }

  private static Metric gauge(
      String name, String unit, String meaning, String worry, String... operators) {
    return plain(name, Kind.GAUGE, unit, meaning, worry, operators);
  }

  private static Metric plain(
      String name, Kind kind, String unit, String meaning, String worry, String... operators) {
    return new Metric(name, kind, unit, List.of(operators), null, List.of(), meaning, worry);
  }
}
