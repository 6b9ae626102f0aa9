package io.livegauge.model;

/** A document that is no model. Never leaves the package: the reader turns it into a result. */
final class InvalidModelException extends Exception {
  InvalidModelException(String reason) {
    super(reason);
  }
}
