package io.livegauge.dashboard.room;

import io.livegauge.json.JsonString;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes a row as the API gives it. The same row gives the same bytes. */
final class RowJson {
  private final StringBuilder out = new StringBuilder(1024);

  private RowJson() {}

  static byte[] of(
      ScoreFacts facts,
      Status status,
      Integer change10000,
      List<Integer> trend10000,
      Integer percentile,
      int peers,
      List<Alert> alerts) {
    return new RowJson()
        .write(facts, status, change10000, trend10000, percentile, peers, alerts)
        .out
        .append('}')
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  private RowJson write(
      ScoreFacts facts,
      Status status,
      Integer change10000,
      List<Integer> trend10000,
      Integer percentile,
      int peers,
      List<Alert> alerts) {
    text("streamId", facts.streamId());
    text("hostId", facts.hostId());
    text("category", facts.category());
    text("currency", facts.currency());
    text("status", status.wireName());
    number("sessionStart", facts.sessionStart());
    number("windowEnd", facts.windowEnd());
    decimal("score", (long) facts.score10000(), 4);
    decimal("baselineScore", (long) facts.baselineScore10000(), 4);
    decimal("change", change10000 == null ? null : (long) change10000, 4);
    trend(trend10000);
    number("percentile", percentile == null ? null : (long) percentile);
    number("peers", (long) peers);
    number("viewers", facts.viewers());
    number("peak", facts.peak());
    number("distinct", facts.distinct());
    number("orders", facts.orders());
    number("paid", facts.paid());
    number("refunded", facts.refunded());
    number("sales", facts.sales());
    number("gifts", facts.gifts());
    number("giftValue", facts.giftValue());
    number("buyers", facts.buyers());
    decimal("conversion", facts.conversionMillionths(), 6);
    number("barrages", facts.barrages());
    number("valid", facts.valid());
    number("accepted", facts.accepted());
    alerts(alerts);
    number("weak", (long) facts.weak());
    number("modelVersion", facts.modelVersion());
    name("advice");
    if (facts.advice() == null) {
      out.append("null");
    } else {
      out.append('{');
      text("code", facts.advice().code());
      decimal("gain", (long) facts.advice().gain10000(), 4);
      text("action", facts.advice().action());
      out.append('}');
    }
    return this;
  }

  private void trend(List<Integer> trend10000) {
    name("trend");
    out.append('[');
    for (int i = 0; i < trend10000.size(); i++) {
      if (i > 0) {
        out.append(',');
      }
      decimal(trend10000.get(i), 4);
    }
    out.append(']');
  }

  private void alerts(List<Alert> alerts) {
    name("alerts");
    out.append('[');
    for (int i = 0; i < alerts.size(); i++) {
      Alert alert = alerts.get(i);
      out.append(i > 0 ? ",{" : "{");
      text("rule", alert.rule());
      number("since", alert.since());
      decimal("value", alert.value10000(), 4);
      decimal("threshold", alert.threshold10000(), 4);
      decimal("usual", alert.usual10000(), 4);
      out.append('}');
    }
    out.append(']');
  }

  private void name(String name) {
    if (out.length() == 0) {
      out.append('{');
    } else if (out.charAt(out.length() - 1) != '{') {
      out.append(',');
    }
    out.append('"').append(name).append("\":");
  }

  private void text(String name, String value) {
    name(name);
    if (value == null) {
      out.append("null");
    } else {
      JsonString.append(out, value);
    }
  }

  private void number(String name, Long value) {
    name(name);
    out.append(value);
  }

  private void decimal(String name, Long scaled, int digits) {
    name(name);
    if (scaled == null) {
      out.append("null");
    } else {
      decimal(scaled, digits);
    }
  }

  /** A number in units of 10^-digits, without zeros at its end. */
  private void decimal(long scaled, int digits) {
    if (scaled < 0) {
      out.append('-');
    }
    String text = Long.toString(Math.abs(scaled));
    int whole = text.length() - digits;
    out.append(whole > 0 ? text.substring(0, whole) : "0");
    String part = whole >= 0 ? text.substring(whole) : "0".repeat(-whole) + text;
    int end = part.length();
    while (end > 0 && part.charAt(end - 1) == '0') {
      end--;
    }
    if (end > 0) {
      out.append('.').append(part, 0, end);
    }
  }
}
