package io.livegauge.local.cluster;

import io.livegauge.simulator.broker.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The cluster's own Kafka broker, in a process of its own. */
public final class BrokerMain {
  private BrokerMain() {}

  /**
   * Runs until the process is ended.
   *
   * @param arguments the directory of its data, the port for clients, and that of its controller
   */
  public static void main(String[] arguments) throws InterruptedException {
    CountDownLatch isStopped = new CountDownLatch(1);
    CountDownLatch isClosed = new CountDownLatch(1);
    EmbeddedKafka kafka =
        EmbeddedKafka.in(Path.of(arguments[0]))
            .withPorts(Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  isStopped.countDown();
                  try {
                    isClosed.await();
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                }));
    try (kafka) {
      kafka.start();
      isStopped.await();
    } finally {
      // One that does not start ends this process, and nobody waits for it then.
      isClosed.countDown();
    }
  }
}
