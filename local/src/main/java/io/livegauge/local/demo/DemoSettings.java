package io.livegauge.local.demo;

import java.util.Map;

/**
 * What a demo is to do.
 *
 * @param streams live rooms
 * @param ratePerSecond records a second over all of them
 * @param seed of the simulator
 * @param seconds how long to simulate; null: until it is stopped
 * @param refits whether a model is made from ended rooms while the job runs
 * @param port where the screens listen, 0 for any that is free; null for the usual one, or else the
 *     next that is free
 * @param metricsPort where Prometheus can read metrics, or null for nowhere
 * @param jobOptions options of the job by name, without those that the demo sets itself
 */
public record DemoSettings(
    int streams,
    double ratePerSecond,
    long seed,
    Long seconds,
    boolean refits,
    Integer port,
    Integer metricsPort,
    Map<String, String> jobOptions) {
  public DemoSettings {
    jobOptions = Map.copyOf(jobOptions);
  }
}
