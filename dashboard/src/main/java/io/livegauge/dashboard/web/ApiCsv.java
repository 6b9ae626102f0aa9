package io.livegauge.dashboard.web;

import io.livegauge.dashboard.room.Alert;
import io.livegauge.dashboard.room.Point;
import io.livegauge.dashboard.room.Row;
import io.livegauge.dashboard.room.ScoreFacts;
import io.livegauge.dashboard.room.SeriesView;
import io.livegauge.dashboard.room.SessionRow;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The API's tables for spreadsheets. Money is in minor units of the currency that stands beside it;
 * a time is two columns, ISO 8601 in UTC and epoch milliseconds.
 */
final class ApiCsv {
  private static final String NONE = null;

  private ApiCsv() {}

  static String streams(List<Row> rows) {
    Csv csv =
        new Csv(
            "streamId",
            "hostId",
            "category",
            "currency",
            "status",
            "sessionStart",
            "sessionStartMillis",
            "windowEnd",
            "windowEndMillis",
            "score",
            "baselineScore",
            "change",
            "percentile",
            "peers",
            "viewers",
            "peak",
            "distinct",
            "orders",
            "paidMinor",
            "refundedMinor",
            "salesMinor",
            "gifts",
            "giftValueMinor",
            "buyers",
            "conversion",
            "barrages",
            "valid",
            "accepted",
            "alerts",
            "weak",
            "modelVersion",
            "adviceCode",
            "adviceGain",
            "adviceAction");
    for (Row row : rows) {
      ScoreFacts facts = row.facts();
      csv.text(row.streamId())
          .text(row.hostId())
          .text(facts.category())
          .text(facts.currency())
          .text(row.status().wireName())
          .time(facts.sessionStart())
          .time(facts.windowEnd())
          .number(ApiJson.decimal(facts.score10000(), 4))
          .number(ApiJson.decimal(facts.baselineScore10000(), 4))
          .number(row.change10000() == null ? NONE : ApiJson.decimal(row.change10000(), 4))
          .number(row.percentile() == null ? NONE : row.percentile().toString())
          .number(row.peers())
          .number(facts.viewers())
          .number(facts.peak())
          .number(facts.distinct())
          .number(facts.orders())
          .number(facts.paid())
          .number(facts.refunded())
          .number(facts.sales())
          .number(facts.gifts())
          .number(facts.giftValue())
          .number(facts.buyers())
          .number(ratio(facts.conversionMillionths()))
          .number(facts.barrages())
          .number(facts.valid())
          .number(facts.accepted())
          .text(row.alerts().stream().map(Alert::rule).collect(Collectors.joining(" ")))
          .number(facts.weak())
          .number(facts.modelVersion());
      ScoreFacts.Advice advice = facts.advice();
      csv.text(advice == null ? NONE : advice.code())
          .number(advice == null ? NONE : ApiJson.decimal(advice.gain10000(), 4))
          .text(advice == null ? NONE : advice.action())
          .end();
    }
    return csv.toString();
  }

  static String series(SeriesView series) {
    Csv csv =
        new Csv(
            "streamId",
            "sessionStart",
            "sessionStartMillis",
            "windowEnd",
            "windowEndMillis",
            "score",
            "viewers",
            "distinct",
            "buyers",
            "orders",
            "currency",
            "salesMinor",
            "giftValueMinor",
            "barrages",
            "modelVersion");
    for (Point point : series.points()) {
      csv.text(series.streamId())
          .time(series.sessionStart())
          .time(point.windowEnd())
          .number(ApiJson.decimal(point.score10000(), 4))
          .number(point.viewers())
          .number(point.distinct())
          .number(point.buyers())
          .number(point.orders())
          .text(series.currency())
          .number(point.sales())
          .number(point.giftValue())
          .number(point.barrages())
          .number(point.modelVersion())
          .end();
    }
    return csv.toString();
  }

  static String sessions(List<SessionRow> sessions) {
    Csv csv =
        new Csv(
            "streamId",
            "hostId",
            "category",
            "currency",
            "sessionStart",
            "sessionStartMillis",
            "sessionEnd",
            "sessionEndMillis",
            "endedBy",
            "scoreLast",
            "scoreMean",
            "scoreMin",
            "scoreMax",
            "peak",
            "distinct",
            "average",
            "orders",
            "paidMinor",
            "refundedMinor",
            "salesMinor",
            "gifts",
            "giftValueMinor",
            "buyers",
            "conversion");
    for (SessionRow session : sessions) {
      csv.text(session.streamId())
          .text(session.hostId())
          .text(session.category())
          .text(session.currency())
          .time(session.sessionStart())
          .time(session.sessionEnd())
          .text(session.endedBy())
          .number(ApiJson.decimal(session.score10000(), 4))
          .number(ApiJson.decimal(session.mean10000(), 4))
          .number(ApiJson.decimal(session.min10000(), 4))
          .number(ApiJson.decimal(session.max10000(), 4))
          .number(session.peak())
          .number(session.distinct())
          .number(ApiJson.decimal(session.average1000(), 3))
          .number(session.orders())
          .number(session.paid())
          .number(session.refunded())
          .number(session.sales())
          .number(session.gifts())
          .number(session.giftValue())
          .number(session.buyers())
          .number(ratio(session.conversionMillionths()))
          .end();
    }
    return csv.toString();
  }

  private static String ratio(Long millionths) {
    return millionths == null ? NONE : ApiJson.decimal(millionths, 6);
  }
}
