package io.livegauge.trainer.registry;

import io.livegauge.model.Model;
import java.util.ArrayList;
import java.util.List;

/** A topic that remembers what came. */
public final class MemoryTopic implements ModelTopic {
  public final List<Model> sent = new ArrayList<>();

  /** Whether nobody answers. */
  public boolean isAway;

  /** Whether sending fails though all else works. */
  public boolean refuses;

  private void answer() throws RegistryException {
    if (isAway) {
      throw new RegistryException("no Kafka answers at nowhere:1 (waited 0 s)");
    }
  }

  @Override
  public String name() {
    return "live.models at nowhere:1";
  }

  @Override
  public List<String> prepare() throws RegistryException {
    answer();
    return List.of();
  }

  @Override
  public List<Model> models() throws RegistryException {
    answer();
    return List.copyOf(sent);
  }

  @Override
  public void send(Model model) throws RegistryException {
    answer();
    if (refuses) {
      throw new RegistryException("not acknowledged");
    }
    sent.add(model);
  }

  @Override
  public void close() {}
}
