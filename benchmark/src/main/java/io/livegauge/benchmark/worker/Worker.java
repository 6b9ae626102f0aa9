package io.livegauge.benchmark.worker;

import io.livegauge.benchmark.variant.Outcome;
import io.livegauge.benchmark.variant.Run;
import io.livegauge.benchmark.variant.Variant;
import io.livegauge.benchmark.variant.Variants;
import java.io.IOException;

/** The JVM of one variant: it makes one run for every line it gets, and stays warm between them. */
final class Worker {
  private Worker() {}

  /**
   * Runs until nobody asks any more.
   *
   * @param arguments the variant's name
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Lines lines = new Lines();
    Variant variant = Variants.create(arguments[0]);
    try (UsageMeter meter = new UsageMeter()) {
      for (Run run = lines.read(Run.class); run != null; run = lines.read(Run.class)) {
        lines.write(answer(variant, run, meter));
      }
    }
    // Engines leave threads behind.
    System.exit(0);
  }

  private static Answer answer(Variant variant, Run run, UsageMeter meter)
      throws InterruptedException {
    meter.start();
    try {
      Outcome outcome = variant.run(run);
      return new Answer(outcome, meter.stop(), null);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      e.printStackTrace(); // the error stream is the log
      return new Answer(null, null, cause(e));
    }
  }

  private static String cause(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName() + ": " + root.getMessage();
  }
}
