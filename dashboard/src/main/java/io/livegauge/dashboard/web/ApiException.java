package io.livegauge.dashboard.web;

/** A request that is not answered: with which status, and why, for programs and for people. */
final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;

  /**
   * A refusal.
   *
   * @param status of HTTP
   * @param error stable key, such as {@code UNKNOWN_STREAM}
   * @param message one or two sentences
   */
  ApiException(int status, String error, String message) {
    super(message, null, false, false);
    this.status = status;
    this.error = error;
  }

  static ApiException badParameter(String name, String value, String allowed) {
    return new ApiException(
        400,
        "BAD_PARAMETER",
        "Parameter "
            + name
            + ": '"
            + shown(value)
            + "' is not allowed; allowed is "
            + allowed
            + ".");
  }

  static ApiException unknownStream(String streamId) {
    return new ApiException(
        404,
        "UNKNOWN_STREAM",
        "No stream \""
            + shown(streamId)
            + "\" is known. GET /api/streams lists those that are; ones that ended long ago are"
            + " dropped.");
  }

  static ApiException unknownSession(String streamId, long sessionStart) {
    return new ApiException(
        404,
        "UNKNOWN_SESSION",
        "Stream \""
            + shown(streamId)
            + "\" has no session that began at "
            + sessionStart
            + ". GET /api/streams/{id} lists its sessions; GET /api/sessions those that ended.");
  }

  /** What was given, short enough for a sentence. */
  static String shown(String value) {
    int most = 128;
    return value.codePointCount(0, value.length()) <= most
        ? value
        : value.substring(0, value.offsetByCodePoints(0, most)) + "…";
  }

  int status() {
    return status;
  }

  String error() {
    return error;
  }
}
