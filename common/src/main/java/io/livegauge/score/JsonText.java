package io.livegauge.score;

import io.livegauge.json.Utf8Text;

/**
 * Writes one JSON object on one line, without white space, in the order of the calls.
 *
 * <p>The bytes of records are part of the contract, so they come from here and not from a library
 * whose escapes or number formats may change. Only what JSON requires is escaped.
 */
public final class JsonText {
  private final Utf8Text out;
  private boolean separated = true;

  /**
   * Nothing written yet.
   *
   * @param expectedSize of the whole text, in bytes
   */
  public JsonText(int expectedSize) {
    out = new Utf8Text(expectedSize);
  }

  /** Begins an object. */
  public JsonText open() {
    return open('{');
  }

  /** Begins an array. */
  public JsonText openArray() {
    return open('[');
  }

  private JsonText open(char bracket) {
    separate();
    out.append(bracket);
    separated = true;
    return this;
  }

  /** Ends an object. */
  public JsonText close() {
    out.append('}');
    separated = false;
    return this;
  }

  /** Ends an array. */
  public JsonText closeArray() {
    out.append(']');
    separated = false;
    return this;
  }

  /** A field's name; its value comes next. */
  public JsonText name(String name) {
    string(name);
    out.append(':');
    separated = true;
    return this;
  }

  /** A whole number. */
  public JsonText field(String name, long value) {
    name(name).out.append(value);
    separated = false;
    return this;
  }

  /** True or false. */
  public JsonText field(String name, boolean value) {
    name(name).out.append(String.valueOf(value));
    separated = false;
    return this;
  }

  /** A string, or null. */
  public JsonText field(String name, String value) {
    name(name);
    if (value == null) {
      out.append("null");
      separated = false;
    } else {
      string(value);
    }
    return this;
  }

  /** A number given in units of 10^-digits. */
  public JsonText decimal(String name, long scaled, int digits) {
    name(name);
    Decimals.print(scaled, digits, out);
    separated = false;
    return this;
  }

  /** A number that was rounded to 6 digits, or null. */
  public JsonText decimal6(String name, Double rounded) {
    name(name);
    if (rounded == null) {
      out.append("null");
    } else {
      Decimals.print6(rounded, out);
    }
    separated = false;
    return this;
  }

  /** What is written so far, in UTF-8. */
  public byte[] toBytes() {
    return out.toBytes();
  }

  private void string(String text) {
    separate();
    out.quoted(text);
    separated = false;
  }

  private void separate() {
    if (!separated) {
      out.append(',');
    }
  }
}
