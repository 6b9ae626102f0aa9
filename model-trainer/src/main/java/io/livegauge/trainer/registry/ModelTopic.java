package io.livegauge.trainer.registry;

import io.livegauge.model.Model;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topic that running jobs take their models from. Used by one thread. */
public interface ModelTopic extends AutoCloseable {
  /** Finds a topic; nothing is connected before it is used. */
  @FunctionalInterface
  interface Opener {
    /** Real topics, for which a broker has half a minute to answer. */
    Opener KAFKA =
        (bootstrap, name, properties) ->
            new KafkaModelTopic(bootstrap, name, properties, Duration.ofSeconds(30));

    /**
     * A topic.
     *
     * @param bootstrap addresses of the cluster, {@code host:port,...}
     * @param name with its prefix
     * @param properties further ones of the clients, security for one
     */
    ModelTopic open(String bootstrap, String name, Map<String, String> properties);
  }

  /** The topic and where it is, for people. */
  String name();

  /**
   * Creates the topic where it is missing.
   *
   * @return what is odd about the one that is there, a sentence each
   * @throws RegistryException where no broker answers in time
   */
  List<String> prepare() throws IOException;

  /**
   * All valid models on it, in the order of their arrival.
   *
   * @throws RegistryException where no broker answers in time
   */
  List<Model> models() throws IOException;

  /**
   * Sends a model, with its version for a key, and waits until it is acknowledged by all replicas
   * in sync.
   *
   * @throws RegistryException where it is not; it may have arrived all the same
   */
  void send(Model model) throws IOException;

  @Override
  void close();
}
