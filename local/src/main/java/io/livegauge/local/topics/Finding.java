package io.livegauge.local.topics;

/**
 * Something about a topic that is not as it is laid out.
 *
 * @param isError whether records are lost or misread with it; else it is merely not advised
 * @param topic its full name
 * @param what a setting, or {@code topic}, {@code partitions}, {@code replication}, {@code access}
 * @param is what is there, for people
 * @param shouldBe what is allowed, for people
 * @param why what goes wrong otherwise
 * @param setTo the value that sets it right, or null where no setting does
 */
public record Finding(
    boolean isError,
    String topic,
    String what,
    String is,
    String shouldBe,
    String why,
    String setTo) {

  /** What counts partitions is no setting, though it can be set right. */
  static final String PARTITIONS = "partitions";

  /** Whether {@code topics create --apply} sets it right. */
  public boolean canBeSetRight() {
    return setTo != null;
  }

  /** {@code error} or {@code warning}. */
  public String level() {
    return isError ? "error" : "warning";
  }
}
