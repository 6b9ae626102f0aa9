package io.livegauge.dashboard.room;

import java.io.IOException;

/** The version of published records. */
final class Schema {
  /** Makes something of a record's one object. */
  interface RecordReader<T> {
    T read(JsonFields json) throws IOException, UnreadableRecordException;
  }

  private Schema() {}

  /**
   * Reads a record. Of a newer version anything may be otherwise, before the field that says so
   * too: then that is what is wrong with it.
   *
   * @param newest version that is known
   */
  static <T> T read(byte[] value, long newest, RecordReader<T> reader)
      throws UnreadableRecordException {
    try (JsonFields json = JsonFields.open(value, JsonFields.MOST_BYTES)) {
      return reader.read(json);
    } catch (IOException e) {
      throw JsonFields.broken(e);
    } catch (UnreadableRecordException e) {
      if (!e.isNewer() && isNewer(value, newest)) {
        throw newer(newest);
      }
      throw e;
    }
  }

  /** Reads the field of the version. */
  static void require(JsonFields json, String name, long newest)
      throws IOException, UnreadableRecordException {
    if (json.isAbove(name, newest)) {
      throw newer(newest);
    }
    json.integer(name, newest, newest);
  }

  /** Whether a record says that it is of a later version, wherever it says so. */
  private static boolean isNewer(byte[] value, long newest) {
    boolean[] isNewer = new boolean[1];
    try (JsonFields json = JsonFields.open(value, Integer.MAX_VALUE)) {
      json.object(
          "the record",
          name -> {
            if (name.equals("schema")) {
              isNewer[0] = json.isAbove(name, newest);
            } else {
              json.skip();
            }
          });
      return isNewer[0];
    } catch (IOException | UnreadableRecordException e) {
      return false;
    }
  }

  private static UnreadableRecordException newer(long newest) {
    return new UnreadableRecordException(
        "the record's schema is newer than " + newest + ", which is the newest known", true);
  }
}
