package io.livegauge.simulator;

import io.livegauge.event.Topic;

/** Takes the records of the streams and brings them into the order of the run. */
interface Emitter {

  /** Emits a record of any bytes; the event id is null where the bytes hold none. */
  void emit(
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
      long excess);

  /** Emits an event whose fate is definite. */
  default void emit(LiveStream stream, Draft draft, long emitTime, String kind, String expected) {
    emit(stream, draft, draft.toBytes(), emitTime, kind, expected);
  }

  /** The same with the event's bytes at hand. */
  default void emit(
      LiveStream stream, Draft draft, byte[] value, long emitTime, String kind, String expected) {
    emit(
        stream,
        draft.type.topic(),
        value,
        draft.type.wireName(),
        draft.eventId,
        draft.eventTime,
        emitTime,
        kind,
        expected,
        true,
        0);
  }
}
