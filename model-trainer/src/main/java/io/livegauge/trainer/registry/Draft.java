package io.livegauge.trainer.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What is to become a version. Rows, metrics and the data's checksum are taken from the artifact.
 *
 * @param model the artifact: its version is the one that is asked for, its role champion where it
 *     is promoted and challenger where not
 * @param network Deeplearning4j's zip, or null
 * @param report the page of the training, or null
 * @param sessions that it was trained on and measured by, or null
 * @param isPromoted whether it becomes the current model
 * @param comparedWith the version that it was compared with, or null
 * @param rollbackOf the version whose network it is again, or null
 * @param gate what the gate decided, or null where none was asked
 * @param note where it comes from, one short line, or null
 */
public record Draft(
    byte[] model,
    byte[] network,
    byte[] report,
    byte[] sessions,
    boolean isPromoted,
    Long comparedWith,
    Long rollbackOf,
    ObjectNode gate,
    String note) {

  /** An artifact alone. */
  public static Draft of(byte[] model, boolean isPromoted) {
    return new Draft(model, null, null, null, isPromoted, null, null, null, null);
  }

  /** With the files that belong to it, each may be null. */
  public Draft withFiles(byte[] itsNetwork, byte[] itsReport) {
    return new Draft(
        model, itsNetwork, itsReport, sessions, isPromoted, comparedWith, rollbackOf, gate, note);
  }

  /** With the list of its sessions, which may be null. */
  public Draft withSessions(byte[] itsSessions) {
    return new Draft(
        model, network, report, itsSessions, isPromoted, comparedWith, rollbackOf, gate, note);
  }

  /** With what it was compared with and what came of it. */
  public Draft withGate(Long champion, ObjectNode decision) {
    return new Draft(
        model, network, report, sessions, isPromoted, champion, rollbackOf, decision, note);
  }

  /** With the version that it repeats. */
  public Draft withRollbackOf(long older) {
    return new Draft(model, network, report, sessions, isPromoted, comparedWith, older, gate, note);
  }

  /** With a line about where it comes from. */
  public Draft withNote(String line) {
    return new Draft(
        model, network, report, sessions, isPromoted, comparedWith, rollbackOf, gate, line);
  }
}
