package io.livegauge.job.alert;

import io.livegauge.alert.AlertRecord;
import io.livegauge.job.config.AlertSettings;
import io.livegauge.job.config.JobConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A session's readings by hand: an even room, slice after slice, but for what a test changes. */
final class Readings {
  static final long SLICE = 5_000;
  static final long WINDOW = 300_000;
  static final long START = 1_700_000_000_000L;

  /** Slices up to the first full window, and those in which the usual is learned. */
  static final int LEARNED = 59 + 60;

  private final AlertRules rules;
  private final AlertState state = new AlertState();
  private final List<AlertRecord> alerts = new ArrayList<>();
  private Reading last;

  Readings() {
    this(Map.of());
  }

  Readings(Map<String, String> options) {
    this.rules = new AlertRules(settings(options));
  }

  static AlertSettings settings(Map<String, String> options) {
    return AlertSettings.of(JobConfig.of(new HashMap<>(options)));
  }

  /** The next slices, each changed against those of an even room. */
  Readings next(int slices, UnaryOperator<Builder> change) {
    for (int i = 0; i < slices; i++) {
      long windowEnd = last == null ? START + SLICE : last.windowEnd() + SLICE;
      take(change.apply(new Builder(last).windowEnd(windowEnd)).build());
    }
    return this;
  }

  /** The next slices of an even room. */
  Readings next(int slices) {
    return next(slices, UnaryOperator.identity());
  }

  void take(Reading reading) {
    alerts.addAll(rules.judge(reading, state));
    last = reading;
  }

  /** What changed since it was asked last. */
  List<AlertRecord> changes() {
    List<AlertRecord> changes = List.copyOf(alerts);
    alerts.clear();
    return changes;
  }

  Reading last() {
    return last;
  }

  AlertState state() {
    return state;
  }

  /** One reading: per slice 50 events of 200 viewers, 20 buyers and 30 gifts in the window. */
  static final class Builder {
    private final Reading before;
    private String streamId = "s1";
    private long windowEnd = START + SLICE;
    private boolean isFinal;
    private long score10000 = 600_000;
    private long reference10000 = 500_000;
    private long modelVersion = 1;
    private long viewers = 100;
    private long windowViewers = 400;
    private long windowBuyers = 100;
    private long windowGifts = 30;
    private long paid = 10_000;
    private long refunded;
    private long newValid = 50;
    private long newRejected;
    private long newSuspect;

    Builder(Reading before) {
      this.before = before;
      this.refunded = before == null ? 0 : before.refunded();
    }

    Builder streamId(String id) {
      streamId = id;
      return this;
    }

    Builder windowEnd(long time) {
      windowEnd = time;
      return this;
    }

    Builder last() {
      isFinal = true;
      return this;
    }

    Builder score(double points) {
      score10000 = Math.round(points * 10_000);
      return this;
    }

    Builder model(long version) {
      modelVersion = version;
      return this;
    }

    Builder viewers(long count) {
      viewers = count;
      return this;
    }

    Builder windowViewers(long count) {
      windowViewers = count;
      return this;
    }

    Builder buyers(long count) {
      windowBuyers = count;
      return this;
    }

    Builder gifts(long count) {
      windowGifts = count;
      return this;
    }

    Builder refunded(long minor) {
      refunded = minor;
      return this;
    }

    /** Events of the slice: valid ones, and how many of them cleaning rejected. */
    Builder events(long valid, long rejected) {
      newValid = valid;
      newRejected = rejected;
      return this;
    }

    Builder suspect(long count) {
      newSuspect = count;
      return this;
    }

    Reading build() {
      long valid = before == null ? 0 : before.valid();
      long accepted = before == null ? 0 : before.accepted();
      long rejected = before == null ? 0 : before.rejected();
      long suspect = before == null ? 0 : before.suspect();
      return new Reading(
          streamId,
          "h1",
          null,
          START,
          windowEnd - WINDOW,
          windowEnd,
          isFinal,
          score10000,
          reference10000,
          modelVersion,
          viewers,
          windowViewers,
          windowBuyers,
          windowGifts,
          50,
          paid,
          refunded,
          valid + newValid,
          accepted + newValid - newRejected,
          rejected + newRejected,
          suspect + newSuspect);
    }
  }
}
