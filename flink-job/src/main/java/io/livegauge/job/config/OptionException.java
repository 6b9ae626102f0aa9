package io.livegauge.job.config;

/** An option that cannot be used: says which, what was given and what is allowed. */
public final class OptionException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public OptionException(String option, String value, String allowed) {
    super("option " + option + ": '" + value + "' is not allowed; allowed is " + allowed);
  }

  public OptionException(String message) {
    super(message);
  }
}
