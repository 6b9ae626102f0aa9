package io.livegauge.event;

/**
 * What the contract says about one field of one type.
 *
 * @param kind what JSON value it is
 * @param required whether a record without it is invalid
 * @param min smallest value of an integer, or smallest length of a string in code points
 * @param max largest value or length
 * @param defaultValue of an absent integer (a boolean's is 0 or 1); null where absent stays absent
 */
record FieldRule(Field field, Kind kind, boolean required, long min, long max, Long defaultValue) {

  /** JSON value that a field holds. */
  enum Kind {
    STRING,
    INTEGER,
    BOOLEAN,
    /** Object of string to string; keys 1 to 128 code points, values 0 to 128. */
    TRAITS
  }

  static FieldRule string(Field field, long min, long max) {
    return new FieldRule(field, Kind.STRING, true, min, max, null);
  }

  static FieldRule string(Field field) {
    return string(field, 1, 128);
  }

  static FieldRule integer(Field field, long min, long max) {
    return new FieldRule(field, Kind.INTEGER, true, min, max, null);
  }

  static FieldRule flag(Field field, boolean defaultValue) {
    return new FieldRule(field, Kind.BOOLEAN, false, 0, 1, defaultValue ? 1L : 0L);
  }

  static FieldRule traits() {
    return new FieldRule(Field.TRAITS, Kind.TRAITS, false, 0, Long.MAX_VALUE, null);
  }

  /** The same field, not required. */
  FieldRule optional() {
    return new FieldRule(field, kind, false, min, max, defaultValue);
  }

  /** The same field, not required, with a value for where it is absent. */
  FieldRule optional(long value) {
    return new FieldRule(field, kind, false, min, max, value);
  }
}
