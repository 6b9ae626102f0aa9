package io.livegauge.dashboard.room;

import java.io.IOException;

/** The object {@code sales}, which score records and session summaries share. Amounts are minor. */
final class SalesFields {
  private static final long MISSING = -1;

  String currency;
  long orders = MISSING;
  long paid = MISSING;
  long refunded = MISSING;
  long gifts = MISSING;
  long giftValue = MISSING;

  /** Reads one of its fields; the parser stands on the value. */
  void read(JsonFields json, String name) throws IOException, UnreadableRecordException {
    switch (name) {
      case "currency" -> currency = json.textOrNull(name);
      case "orders" -> orders = json.count(name);
      case "paid" -> paid = json.count(name);
      case "refunded" -> refunded = json.count(name);
      case "gifts" -> gifts = json.count(name);
      case "giftValue" -> giftValue = json.count(name);
      default -> json.skip();
    }
  }

  /** Fails where one was not there. */
  void need() throws UnreadableRecordException {
    JsonFields.need(orders >= 0 && paid >= 0 && refunded >= 0, "a figure of sales");
    JsonFields.need(gifts >= 0 && giftValue >= 0, "a figure of the gifts in sales");
  }
}
