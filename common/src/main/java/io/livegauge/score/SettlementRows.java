package io.livegauge.score;

import io.livegauge.event.Event;
import io.livegauge.event.EventType;
import io.livegauge.event.Settlement;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/** Settlement rows: late refunds, ratings and survey answers, by {@code settlement.avsc}. */
public final class SettlementRows extends AvroRows<Settlement> {
  public static final SettlementRows INSTANCE = new SettlementRows();

  private SettlementRows() {
    super("/io/livegauge/schema/settlement.avsc");
  }

  /**
   * The row as Avro's generic record.
   *
   * @throws IllegalArgumentException for an event of a type that settles nothing
   */
  @Override
  public GenericRecord toRecord(Settlement row) {
    Event event = row.event();
    GenericRecord record = new GenericData.Record(schema());
    record.put("type", event.type.wireName());
    record.put("streamId", event.streamId);
    record.put("eventId", event.eventId);
    record.put("eventTime", event.eventTime);
    switch (event.type) {
      case ORDER_REFUNDED -> {
        record.put("orderId", event.orderId);
        record.put("itemId", event.itemId);
        record.put("amount", event.amount);
      }
      case RATING -> {
        record.put("orderId", event.orderId);
        record.put("stars", event.stars);
        record.put("text", event.text);
      }
      case SURVEY_ANSWER -> {
        record.put("item", event.item);
        record.put("answer", event.answer);
      }
      default -> throw new IllegalArgumentException("settles nothing: " + event.type.wireName());
    }
    record.put("sessionStart", row.sessionStart());
    return record;
  }

  /** The settlement; its event has no user and no place where it was found. */
  @Override
  public Settlement fromRecord(GenericRecord row) {
    Event event = new Event();
    event.type = EventType.ofWireName(text(row, "type"));
    if (event.type == null) {
      throw new IllegalArgumentException("unknown type: " + text(row, "type"));
    }
    event.streamId = text(row, "streamId");
    event.eventId = text(row, "eventId");
    event.eventTime = (Long) row.get("eventTime");
    event.orderId = text(row, "orderId");
    event.itemId = text(row, "itemId");
    event.amount = row.get("amount") == null ? 0 : (Long) row.get("amount");
    event.stars = row.get("stars") == null ? 0 : (Integer) row.get("stars");
    event.text = text(row, "text");
    event.item = text(row, "item");
    event.answer = row.get("answer") == null ? 0 : (Integer) row.get("answer");
    return new Settlement(event, (Long) row.get("sessionStart"));
  }

  private static String text(GenericRecord record, String field) {
    Object text = record.get(field);
    return text == null ? null : text.toString();
  }
}
