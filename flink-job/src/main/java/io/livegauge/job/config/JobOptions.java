package io.livegauge.job.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every option of the scoring job. {@code docs/configuration.md} is generated from this list. */
public final class JobOptions {
  /** How the scores reach Kafka. */
  public enum Guarantee {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  /** Where keyed state lies. */
  public enum Backend {
    HASHMAP,
    ROCKSDB
  }

  /** From where a job without a checkpoint starts to read. */
  public enum Start {
    EARLIEST,
    LATEST,
    COMMITTED
  }

  private static final String TIME = "Time and sessions";
  private static final String DUPLICATES = "Duplicates";
  private static final String OUTLIERS = "Outliers";
  private static final String INDICATORS = "Gifts, indicators and score";
  private static final String INPUT = "Kafka";
  private static final String STATE = "State and files";

  private static final Pattern ADDRESS =
      Pattern.compile("(?:[^\\s,:]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");

  public static final Option<Duration> SLICE =
      Option.duration(
          "slice", TIME, "5s", Duration.ofMillis(100), "Length of a slice: how often scores come.");
  public static final Option<Duration> WINDOW =
      Option.duration(
          "window",
          TIME,
          "300s",
          Duration.ofMillis(100),
          "Length of the sliding window: a whole number of slices, at most 3600 of them.");
  public static final Option<Duration> OUT_OF_ORDERNESS =
      Option.duration(
          "out-of-orderness",
          TIME,
          "5s",
          Duration.ZERO,
          "How far behind the largest event time of its partition an event may come and not be"
              + " LATE.");
  public static final Option<Duration> MAX_AHEAD =
      Option.duration(
          "max-ahead",
          TIME,
          "5min",
          Duration.ZERO,
          "How far an event time may be ahead of the Kafka record's timestamp.");
  public static final Option<Duration> BROKER_GRACE =
      Option.duration(
          "broker-grace",
          TIME,
          "30s",
          Duration.ZERO,
          "After the broker was out of reach, how long no quiet partition's time goes on.");
  public static final Option<Duration> DORMANCY =
      Option.duration(
          "dormancy",
          TIME,
          "10min",
          Duration.ofSeconds(1),
          "After how long without a valid event no more records come: at least window + presence +"
              + " slice.");
  public static final Option<Duration> SILENCE =
      Option.duration(
          "silence",
          TIME,
          "6h",
          Duration.ofSeconds(1),
          "After how long without a valid event a session ends and a user is forgotten: from"
              + " dormancy to 24h.");
  public static final Option<Duration> PRESENCE =
      Option.duration(
          "presence",
          TIME,
          "60s",
          Duration.ofMillis(1),
          "How long a viewer is present after their last event.");

  public static final Option<Duration> DUPLICATE_ID =
      Option.duration(
          "duplicate-id", DUPLICATES, "10min", Duration.ZERO, "Same eventId: DUPLICATE_ID.");
  public static final Option<Duration> DUPLICATE_BARRAGE =
      Option.duration(
          "duplicate-barrage",
          DUPLICATES,
          "10s",
          Duration.ZERO,
          "Same barrage text: DUPLICATE_INTERACTION.");
  public static final Option<Duration> DUPLICATE_CLICK =
      Option.duration(
          "duplicate-click",
          DUPLICATES,
          "1s",
          Duration.ZERO,
          "Product click on the same item: DUPLICATE_INTERACTION.");
  public static final Option<Duration> DUPLICATE_CART =
      Option.duration(
          "duplicate-cart",
          DUPLICATES,
          "10min",
          Duration.ZERO,
          "Same item added to the cart again: DUPLICATE_CART.");
  public static final Option<Duration> DUPLICATE_AD =
      Option.duration(
          "duplicate-ad",
          DUPLICATES,
          "10min",
          Duration.ZERO,
          "Same impressionId shown or clicked again: DUPLICATE_AD; and how long a click may follow"
              + " its impression, else ORPHAN_CLICK.");

  public static final Option<Duration> ACCESS_WINDOW =
      Option.duration(
          "access-window",
          OUTLIERS,
          "60s",
          Duration.ofMillis(1),
          "The time over which logins and logouts of a user are counted.");
  public static final Option<Long> LOGIN_LIMIT =
      Option.number(
          "login-limit",
          OUTLIERS,
          10,
          1,
          10_000,
          "Accepted logins in that time from which on a login is ABNORMAL_ACCESS.");
  public static final Option<Long> LOGOUT_LIMIT =
      Option.number(
          "logout-limit",
          OUTLIERS,
          5,
          1,
          10_000,
          "Accepted logouts in that time from which on a logout is ABNORMAL_ACCESS.");
  public static final Option<Long> CART_MAX =
      Option.number(
          "cart-max",
          OUTLIERS,
          50,
          1,
          Integer.MAX_VALUE,
          "Largest quantity of a cart add; more, or none, is ABNORMAL_CART.");
  public static final Option<Long> ORDER_MAX =
      Option.number(
          "order-max",
          OUTLIERS,
          10_000_000,
          1,
          1_000_000_000_000L,
          "Largest amount of an order in minor units; more, or none, is ABNORMAL_ORDER.");
  public static final Option<Long> ORDER_MIN_SAMPLE =
      Option.number(
          "order-min-sample",
          OUTLIERS,
          30,
          2,
          100_000,
          "Orders a session must have had before amounts are held against their median.");
  public static final Option<Long> ORDER_SAMPLE =
      Option.number(
          "order-sample",
          OUTLIERS,
          1_000,
          2,
          100_000,
          "How many last orders the median and MAD of ln amount are taken over.");
  public static final Option<BigDecimal> ORDER_DEVIATIONS =
      Option.decimal(
          "order-deviations",
          OUTLIERS,
          "6",
          "0",
          "Distance from the median, in scaled MADs, from which on an order is ABNORMAL_ORDER.");
  public static final Option<BigDecimal> ORDER_DEVIATION_FLOOR =
      Option.decimal(
          "order-deviation-floor",
          OUTLIERS,
          "0.25",
          "0",
          "Least scaled MAD of ln amount, so that equal prices do not make every change an"
              + " outlier.");
  public static final Option<Duration> RATING_PRESENCE =
      Option.duration(
          "rating-presence",
          OUTLIERS,
          "30s",
          Duration.ZERO,
          "Presence from which on a rating without an order is not a SUSPECT_RATING.");
  public static final Option<BigDecimal> CAP_DEVIATIONS =
      Option.decimal(
          "cap-deviations",
          OUTLIERS,
          "6",
          "0",
          "Scaled MADs above the median at which a user's interactions in a slice are capped.");
  public static final Option<Long> CAP_LIKES =
      Option.number(
          "cap-likes", OUTLIERS, 20, 0, 1_000_000, "Least cap on likes per second of slice.");
  public static final Option<Long> CAP_BARRAGES =
      Option.number(
          "cap-barrages", OUTLIERS, 1, 0, 1_000_000, "Least cap on barrages per second of slice.");
  public static final Option<Long> CAP_CLICKS =
      Option.number(
          "cap-clicks",
          OUTLIERS,
          3,
          0,
          1_000_000,
          "Least cap on product clicks per second of slice.");
  public static final Option<Long> CAP_SHARES =
      Option.number(
          "cap-shares", OUTLIERS, 1, 0, 1_000_000, "Least cap on shares per second of slice.");

  public static final Option<Duration> STREAK_CLOSE =
      Option.duration(
          "streak-close",
          INDICATORS,
          "30s",
          Duration.ofMillis(1),
          "After how long without a frame an open gift streak is booked.");
  public static final Option<Duration> STREAK_MEMORY =
      Option.duration(
          "streak-memory",
          INDICATORS,
          "10min",
          Duration.ofMillis(1),
          "How long after its last frame a gift streak is remembered: at least streak-close +"
              + " slice.");
  public static final Option<BigDecimal> SHRINK_RATIOS =
      Option.decimal(
          "shrink-ratios",
          INDICATORS,
          "20",
          "0",
          "Weight of the reference in ratios: that many observations.");
  public static final Option<BigDecimal> SHRINK_MEANS =
      Option.decimal(
          "shrink-means",
          INDICATORS,
          "5",
          "0",
          "Weight of the reference in viewing duration and the 1 to 5 scales.");
  public static final Option<Long> MIN_IMPRESSIONS =
      Option.number(
          "min-impressions",
          INDICATORS,
          20,
          1,
          1_000_000,
          "Product impressions from which on A33 is clicks / impressions.");
  public static final Option<Long> GRADIENT_STEPS =
      Option.number(
          "gradient-steps", INDICATORS, 32, 1, 4_096, "Midpoint steps of integrated gradients.");
  public static final Option<Long> PROMO_CODES =
      Option.number(
          "promo-codes",
          INDICATORS,
          200,
          0,
          1_000,
          "Promo codes that a session summary names; later ones are summed as other.");
  public static final Option<Long> MARK_IDS =
      Option.number(
          "mark-ids",
          INDICATORS,
          10_000,
          0,
          1_000_000,
          "Games, and promo codes, of a session whose first use is marked; later ones are not.");
  public static final Option<Long> SLICE_MARKS =
      Option.number(
          "slice-marks",
          INDICATORS,
          1_000,
          0,
          1_000,
          "Marks in one score record, so that it stays within the largest Kafka record; later ones"
              + " of the slice are left out.");

  public static final Option<String> BOOTSTRAP =
      new Option<>(
          "bootstrap",
          INPUT,
          null,
          "HOST:PORT[,HOST:PORT...]",
          "Kafka bootstrap servers.",
          Function.identity(),
          JobOptions::areAddresses);
  public static final Option<String> TOPIC_PREFIX =
      new Option<>(
          "topic-prefix",
          INPUT,
          "live.",
          "a text of 1 to 200 letters, digits, dots, underscores and hyphens",
          "What all topic names begin with.",
          Function.identity(),
          Pattern.compile("[a-zA-Z0-9._-]{1,200}").asMatchPredicate());
  public static final Option<String> GROUP =
      Option.text(
          "group",
          INPUT,
          "livegauge",
          "a Kafka group id",
          "Consumer group; committed offsets are for monitoring. Also the prefix of transactional"
              + " ids.");
  public static final Option<Start> START =
      Option.choice(
          "start",
          INPUT,
          Start.COMMITTED,
          Start.class,
          "Where a job without a checkpoint starts to read; committed falls back to earliest.");
  public static final Option<Guarantee> GUARANTEE =
      Option.choice(
          "guarantee",
          INPUT,
          Guarantee.AT_LEAST_ONCE,
          Guarantee.class,
          "How scores are written. Their bytes are deterministic, so a repeated one overwrites its"
              + " equal; exactly-once delays them to the next checkpoint.");
  public static final Option<String> KAFKA_CONFIG =
      Option.text(
          "kafka-config",
          INPUT,
          null,
          "a Java properties file",
          "Further properties of all Kafka clients, such as those of TLS and a login. Passwords are"
              + " references to files, see security.md.");

  public static final Option<Long> BUCKETS =
      Option.number(
          "buckets",
          STATE,
          4,
          1,
          1_024,
          "User buckets a stream is spread over. Fixed for the life of a state.");
  public static final Option<Long> PARALLELISM =
      Option.number(
          "parallelism",
          STATE,
          null,
          1,
          1_024,
          "Subtasks of each stage; without it what the cluster, or the command, sets.");
  public static final Option<Long> MAX_PARALLELISM =
      Option.number(
          "max-parallelism",
          STATE,
          128,
          1,
          32_768,
          "Upper bound of any later rescaling. Fixed for the life of a state.");
  public static final Option<Backend> STATE_BACKEND =
      Option.choice(
          "state-backend", STATE, Backend.ROCKSDB, Backend.class, "Where keyed state lies.");
  public static final Option<Long> RESIDENT_BYTES =
      Option.number(
          "resident-bytes",
          STATE,
          268_435_456,
          0,
          1L << 40,
          "Heap that each subtask of the two stages with state may use, by estimate, to keep users"
              + " and streams at hand; what is above it is read from and written to the state"
              + " backend at every slice. No result depends on it.");
  public static final Option<Duration> CHECKPOINT_INTERVAL =
      Option.duration(
          "checkpoint-interval", STATE, "10s", Duration.ofMillis(100), "Time between checkpoints.");
  public static final Option<String> CHECKPOINTS =
      Option.text(
          "checkpoints",
          STATE,
          null,
          "a directory of any file system that Flink knows",
          "Where checkpoints go; without it the cluster's own setting holds.");
  public static final Option<String> STORE =
      Option.text(
          "store",
          STATE,
          null,
          "a directory of any file system that Flink knows",
          "Where the windows and settlements that the trainer learns from are stored; without it"
              + " they are not.");
  public static final Option<String> MODEL =
      Option.text(
          "model",
          STATE,
          null,
          "a file with a model artifact",
          "The model to begin with, instead of the bundled one.");
  public static final Option<String> HASH_KEY_FILE =
      Option.text(
          "hash-key-file",
          STATE,
          null,
          "a file with 32 hexadecimal digits",
          "Secret key of the user hashes, found on every machine of the job; else the environment's"
              + " LIVEGAUGE_HASH_KEY. A live job needs one of them, demo and backfill else draw a"
              + " key for the run. Keep it for the life of a state.");

  /** All of them, in the order of the documentation. */
  public static final List<Option<?>> ALL = all();

  private JobOptions() {}

  private static List<Option<?>> all() {
    List<Option<?>> all =
        new ArrayList<>(
            List.of(
                SLICE,
                WINDOW,
                OUT_OF_ORDERNESS,
                MAX_AHEAD,
                BROKER_GRACE,
                DORMANCY,
                SILENCE,
                PRESENCE,
                DUPLICATE_ID,
                DUPLICATE_BARRAGE,
                DUPLICATE_CLICK,
                DUPLICATE_CART,
                DUPLICATE_AD,
                ACCESS_WINDOW,
                LOGIN_LIMIT,
                LOGOUT_LIMIT,
                CART_MAX,
                ORDER_MAX,
                ORDER_MIN_SAMPLE,
                ORDER_SAMPLE,
                ORDER_DEVIATIONS,
                ORDER_DEVIATION_FLOOR,
                RATING_PRESENCE,
                CAP_DEVIATIONS,
                CAP_LIKES,
                CAP_BARRAGES,
                CAP_CLICKS,
                CAP_SHARES,
                STREAK_CLOSE,
                STREAK_MEMORY,
                SHRINK_RATIOS,
                SHRINK_MEANS,
                MIN_IMPRESSIONS,
                GRADIENT_STEPS,
                PROMO_CODES,
                MARK_IDS,
                SLICE_MARKS));
    all.addAll(AlertOptions.ALL);
    all.addAll(
        List.of(
            BOOTSTRAP,
            TOPIC_PREFIX,
            GROUP,
            START,
            GUARANTEE,
            KAFKA_CONFIG,
            BUCKETS,
            PARALLELISM,
            MAX_PARALLELISM,
            STATE_BACKEND,
            RESIDENT_BYTES,
            CHECKPOINT_INTERVAL,
            CHECKPOINTS,
            STORE,
            MODEL,
            HASH_KEY_FILE));
    return List.copyOf(all);
  }

  private static boolean areAddresses(String text) {
    for (String address : text.split(",", -1)) {
      Matcher matcher = ADDRESS.matcher(address);
      if (!matcher.matches()) {
        return false;
      }
      int port = Integer.parseInt(matcher.group(1));
      if (port < 1 || port > 65_535) {
        return false;
      }
    }
    return true;
  }
}
