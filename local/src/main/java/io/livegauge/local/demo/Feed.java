package io.livegauge.local.demo;

import io.livegauge.simulator.Incident;
import io.livegauge.simulator.KafkaTarget;
import io.livegauge.simulator.Simulation;
import io.livegauge.simulator.SimulationConfig;
import java.util.concurrent.TimeUnit;

/**
 * Simulates into Kafka on a thread of its own. A run without an end is one of many simulations, an
 * hour each, so that new rooms come on air when others have ended.
 */
final class Feed implements AutoCloseable {
  private static final long ROUND_MILLIS = TimeUnit.HOURS.toMillis(1);

  private static final long PREPARATION_MILLIS = 1_000;

  /** The producer waits up to 60 s for a broker, and up to 15 s to be closed. */
  private static final long STOP_MILLIS = 80_000;

  private final DemoSettings settings;
  private final String bootstrap;
  private final String prefix;
  private final Thread thread = new Thread(this::simulate, "simulator");

  private KafkaTarget target;
  private boolean isStopped;
  private long producedBefore;
  private RuntimeException failure;

  Feed(DemoSettings settings, String bootstrap, String prefix) {
    this.settings = settings;
    this.bootstrap = bootstrap;
    this.prefix = prefix;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Whether nothing more comes by itself. */
  boolean isOver() {
    return !thread.isAlive();
  }

  /**
   * Records that are in Kafka for certain.
   *
   * @throws IllegalStateException where the simulator failed
   */
  synchronized long produced() {
    if (failure != null) {
      throw new IllegalStateException("The simulator failed: " + failure.getMessage(), failure);
    }
    return producedBefore + (target == null ? 0 : target.acknowledged());
  }

  private void simulate() {
    try {
      for (int round = 0; hasMore(round); round++) {
        simulate(round);
      }
    } catch (RuntimeException e) {
      synchronized (this) {
        failure = e;
      }
    }
  }

  private synchronized boolean hasMore(int round) {
    return !isStopped && (round == 0 || settings.seconds() == null);
  }

  private void simulate(int round) {
    long millis =
        settings.seconds() == null ? ROUND_MILLIS : TimeUnit.SECONDS.toMillis(settings.seconds());
    try (KafkaTarget next = new KafkaTarget(bootstrap, prefix)) {
      synchronized (this) {
        target = next;
        if (isStopped) {
          next.stop();
        }
      }
      // The run begins when everything is connected and prepared: a first record that comes late
      // would teach its partition a delay that it does not have.
      Simulation simulation =
          new Simulation(
              SimulationConfig.live(
                      settings.seed() + round,
                      settings.streams(),
                      settings.ratePerSecond(),
                      millis,
                      System.currentTimeMillis() + PREPARATION_MILLIS)
                  .with(Incident.inTurn(settings.seed() + round, settings.streams(), millis)));
      next.write(simulation, record -> {});
      synchronized (this) {
        producedBefore += next.acknowledged();
        target = null;
      }
    }
  }

  /** Stops and waits until Kafka has acknowledged what was sent. */
  @Override
  public void close() {
    synchronized (this) {
      isStopped = true;
      if (target != null) {
        target.stop();
      }
    }
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
