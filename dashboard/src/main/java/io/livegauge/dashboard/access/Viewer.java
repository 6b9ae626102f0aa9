package io.livegauge.dashboard.access;

/**
 * Who looks: the operations team, which sees every stream, or one host, who sees their own streams
 * only.
 *
 * @param hostId the host; null for operations
 */
public record Viewer(String hostId) {
  /** Sees everything. */
  public static final Viewer OPERATIONS = new Viewer(null);

  /**
   * One host.
   *
   * @throws IllegalArgumentException where the host has no name
   */
  public static Viewer host(String hostId) {
    if (hostId == null || hostId.isEmpty()) {
      throw new IllegalArgumentException("A host's view needs the host's id");
    }
    return new Viewer(hostId);
  }

  /** Whether this is the operations team. */
  public boolean isOperations() {
    return hostId == null;
  }

  /**
   * Whether what belongs to that host may be seen.
   *
   * @param owner the host of a stream, or null where it is unknown: then only operations see it
   */
  public boolean sees(String owner) {
    return hostId == null || hostId.equals(owner);
  }
}
