package io.livegauge.dashboard.room;

import io.livegauge.event.Reason;
import io.livegauge.indicator.Indicator;
import io.livegauge.score.IndicatorSource;
import io.livegauge.score.ScoreRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads what the screens need of a score record, in one pass. One instance reads one record. */
final class ScoreParser {
  /**
   * A ratio of a smaller denominator rests more on the model's reference than on events: it is the
   * weight that the reference has by default.
   */
  static final int RATIO_SAMPLE = 20;

  /** The same for viewing duration and the scales of 1 to 5. */
  static final int MEAN_SAMPLE = 5;

  /**
   * A slice end so far past the record's Kafka timestamp comes of a broken clock: the job takes no
   * event that is five minutes ahead, and a slice ends soon after its events.
   */
  static final long MOST_AHEAD_MILLIS = 600_000;

  private static final int MOST_MARKS = 100;
  private static final long MISSING = -1;
  private static final long LAST_TIME = 253_402_300_799_999L + 86_400_000L;
  private static final Map<String, Indicator> INDICATORS = new TreeMap<>();
  private static final Map<String, Integer> REASONS = new TreeMap<>();

  static {
    for (Indicator indicator : Indicator.values()) {
      INDICATORS.put(indicator.name(), indicator);
    }
    for (Reason reason : Reason.values()) {
      if (reason.isCleaning()) {
        REASONS.put(reason.name(), reason.ordinal());
      }
    }
  }

  private final JsonFields json;

  private String streamId;
  private String hostId;
  private String category;
  private boolean hasSchema;
  private long sessionStart = MISSING;
  private long windowEnd = MISSING;
  private Boolean isFinal;
  private int score10000 = (int) MISSING;
  private int baselineScore10000 = (int) MISSING;
  private long viewers = MISSING;
  private long peak = MISSING;
  private long distinct = MISSING;
  private final SalesFields sales = new SalesFields();
  private long buyers = MISSING;
  private long conversionMillionths = MISSING;
  private long barrages = MISSING;
  private long valid = MISSING;
  private long accepted = MISSING;
  private final Map<Integer, Long> rejected = new TreeMap<>();
  private int weak;
  private long modelVersion = MISSING;
  private ScoreFacts.Advice advice;
  private List<Mark> marks = List.of();

  private ScoreParser(JsonFields json) {
    this.json = json;
  }

  /**
   * The facts of one record.
   *
   * @param timestamp the record's Kafka timestamp, epoch ms; below 0 where it has none
   */
  static ScoreFacts parse(byte[] value, long timestamp) throws UnreadableRecordException {
    return Schema.read(
        value,
        ScoreRecord.SCHEMA,
        json -> {
          ScoreParser parser = new ScoreParser(json);
          json.object("the record", parser::field);
          json.end();
          return parser.facts(timestamp);
        });
  }

  private void field(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "schema" -> {
        Schema.require(json, name, ScoreRecord.SCHEMA);
        hasSchema = true;
      }
      case "streamId" -> streamId = json.text(name);
      case "hostId" -> hostId = json.textOrNull(name);
      case "category" -> category = json.textOrNull(name);
      case "sessionStart" -> sessionStart = json.integer(name, 1, LAST_TIME);
      case "windowEnd" -> windowEnd = json.integer(name, 1, LAST_TIME);
      case "final" -> isFinal = json.bool(name);
      case "score" -> score10000 = json.points10000(name);
      case "baselineScore" -> baselineScore10000 = json.points10000(name);
      case "indicators" -> {
        weak = 0;
        json.array(name, this::indicator);
      }
      case "audience" -> json.object(name, this::audience);
      case "quality" -> {
        rejected.clear();
        json.object(name, this::quality);
      }
      case "sales" -> json.object(name, field -> sales.read(json, field));
      case "model" -> json.object(name, this::model);
      case "marks" -> {
        marks = new ArrayList<>();
        json.array(name, this::mark);
      }
      case "advice" -> {
        advice = null;
        json.array(name, this::advice);
      }
      default -> json.skip();
    }
  }

  /** One indicator: its sample, and of two of them the figures that a row shows. */
  private void indicator() throws IOException, UnreadableRecordException {
    IndicatorDraft draft = new IndicatorDraft();
    json.object(
        "indicators",
        name -> {
          switch (name) {
            case "code" -> draft.code = INDICATORS.get(json.text(name));
            case "source" -> draft.source = json.text(name);
            case "window" -> json.object(name, field -> scope(field, draft.window));
            case "session" -> json.object(name, field -> scope(field, draft.session));
            default -> json.skip();
          }
        });
    if (draft.code == null) {
      return;
    }
    if (draft.isWeak()) {
      weak++;
    }
    if (draft.code == Indicator.A12) {
      barrages = draft.session.wholeNumerator("A12");
    } else if (draft.code == Indicator.A31) {
      buyers = draft.session.wholeNumerator("A31");
      conversionMillionths =
          Double.isNaN(draft.session.raw) ? MISSING : Math.round(draft.session.raw * 1e6);
    }
  }

  private void scope(String name, ScopeDraft draft) throws IOException, UnreadableRecordException {
    switch (name) {
      case "raw" -> draft.raw = json.isNull() ? Double.NaN : json.number(name, -1e18, 1e18);
      case "numerator" -> draft.numerator = json.number(name, -1e18, 1e18);
      case "denominator" -> draft.denominator = json.number(name, 0, 1e18);
      default -> json.skip();
    }
  }

  private void audience(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "concurrent" -> viewers = json.count(name);
      case "sessionDistinct" -> distinct = json.count(name);
      case "peak" -> peak = json.count(name);
      default -> json.skip();
    }
  }

  private void quality(String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "valid" -> valid = json.count(name);
      case "accepted" -> accepted = json.count(name);
      case "rejected" -> json.object(name, this::rejection);
      default -> json.skip();
    }
  }

  private void rejection(String reason) throws IOException, UnreadableRecordException {
    Integer known = REASONS.get(reason);
    if (known == null) {
      throw new UnreadableRecordException("quality.rejected names a reason that is not known");
    }
    rejected.put(known, json.count(reason));
  }

  private void model(String name) throws IOException, UnreadableRecordException {
    if (name.equals("version")) {
      modelVersion = json.count("model.version");
    } else {
      json.skip();
    }
  }

  private void mark() throws IOException, UnreadableRecordException {
    long[] time = {MISSING};
    String[] texts = new String[2];
    json.object(
        "marks",
        name -> {
          switch (name) {
            case "time" -> time[0] = json.integer(name, 0, LAST_TIME);
            case "kind" -> texts[0] = json.text(name);
            case "id" -> texts[1] = json.text(name);
            default -> json.skip();
          }
        });
    if (time[0] < 0 || texts[0] == null || texts[1] == null) {
      throw new UnreadableRecordException("a mark lacks its time, its kind or its id");
    }
    String kind =
        switch (texts[0]) {
          case "pin" -> "pin";
          case "unpin" -> "unpin";
          case "game" -> "game";
          case "promo" -> "promo";
          default -> null; // of a kind to come
        };
    if (kind != null && marks.size() < MOST_MARKS) {
      marks.add(new Mark(time[0], kind, texts[1]));
    }
  }

  private void advice() throws IOException, UnreadableRecordException {
    int[] gain = {(int) MISSING};
    String[] texts = new String[2];
    json.object(
        "advice",
        name -> {
          switch (name) {
            case "code" -> texts[0] = json.text(name);
            case "gain" -> gain[0] = json.points10000(name);
            case "action" -> texts[1] = json.text(name);
            default -> json.skip();
          }
        });
    if (gain[0] < 0 || texts[0] == null || texts[1] == null) {
      throw new UnreadableRecordException("an advice lacks its code, its gain or its action");
    }
    if (advice == null) {
      advice = new ScoreFacts.Advice(texts[0], gain[0], texts[1]);
    }
  }

  private ScoreFacts facts(long timestamp) throws UnreadableRecordException {
    JsonFields.need(hasSchema, "schema");
    JsonFields.need(streamId != null, "streamId");
    JsonFields.need(sessionStart >= 0, "sessionStart");
    JsonFields.need(windowEnd >= 0, "windowEnd");
    JsonFields.need(isFinal != null, "final");
    JsonFields.need(score10000 >= 0, "score");
    JsonFields.need(baselineScore10000 >= 0, "baselineScore");
    JsonFields.need(viewers >= 0 && peak >= 0 && distinct >= 0, "a figure of audience");
    sales.need();
    JsonFields.need(valid >= 0 && accepted >= 0, "a figure of quality");
    JsonFields.need(modelVersion >= 0, "model.version");
    JsonFields.need(barrages >= 0, "indicator A12");
    JsonFields.need(buyers >= 0, "indicator A31");
    if (windowEnd < sessionStart) {
      throw new UnreadableRecordException(
          "windowEnd " + windowEnd + " lies before sessionStart " + sessionStart);
    }
    if (timestamp >= 0 && windowEnd - timestamp > MOST_AHEAD_MILLIS) {
      throw new UnreadableRecordException(
          "windowEnd "
              + windowEnd
              + " lies more than ten minutes after the record's timestamp "
              + timestamp);
    }
    return new ScoreFacts(
        streamId,
        hostId,
        category,
        sales.currency,
        sessionStart,
        windowEnd,
        isFinal,
        score10000,
        baselineScore10000,
        viewers,
        peak,
        distinct,
        sales.orders,
        sales.paid,
        sales.refunded,
        sales.gifts,
        sales.giftValue,
        buyers,
        conversionMillionths == MISSING ? null : conversionMillionths,
        barrages,
        valid,
        accepted,
        rejectedByName(),
        weak,
        modelVersion,
        advice,
        List.copyOf(marks));
  }

  private Map<String, Long> rejectedByName() throws UnreadableRecordException {
    Map<String, Long> named = new LinkedHashMap<>();
    long sum = accepted;
    for (Map.Entry<Integer, Long> entry : rejected.entrySet()) {
      sum += entry.getValue();
      if (entry.getValue() > 0) {
        named.put(Reason.values()[entry.getKey()].name(), entry.getValue());
      }
    }
    if (sum != valid) {
      throw new UnreadableRecordException(
          "quality.valid is " + valid + ", but accepted and rejected are " + sum + " together");
    }
    return named.isEmpty() ? Map.of() : Collections.unmodifiableMap(named);
  }

  private static final class ScopeDraft {
    double raw = Double.NaN;
    double numerator = Double.NaN;
    double denominator = Double.NaN;

    long wholeNumerator(String code) throws UnreadableRecordException {
      if (!(numerator >= 0 && numerator <= JsonFields.LARGEST)
          || numerator != Math.rint(numerator)) {
        throw new UnreadableRecordException(
            "the numerator of " + code + " over the session is no count");
      }
      return (long) numerator;
    }
  }

  private static final class IndicatorDraft {
    Indicator code;
    String source;
    final ScopeDraft window = new ScopeDraft();
    final ScopeDraft session = new ScopeDraft();

    /** Whether it rests on little: on no events of its own, or on a small sample. */
    boolean isWeak() throws UnreadableRecordException {
      if (source == null || Double.isNaN(window.denominator) || Double.isNaN(session.denominator)) {
        throw new UnreadableRecordException(
            "indicator " + code + " lacks its source or a denominator");
      }
      if (source.equals(IndicatorSource.PRIOR.wireName())
          || source.equals(IndicatorSource.PROXY.wireName())) {
        return true;
      }
      double sample = (code.isScoredBySession() ? session : window).denominator;
      return switch (code.shrinkage()) {
        case NONE -> false;
        case RATIO -> sample < RATIO_SAMPLE;
        case MEAN -> sample < MEAN_SAMPLE;
      };
    }
  }
}
