package io.livegauge.trainer.registry;

import io.livegauge.trainer.TrainingException;
import java.util.Optional;

/** Makes what is to be registered for the version that it gets. */
@FunctionalInterface
public interface Submission {
  /**
   * Called again, with the next version, whenever another publisher was faster. So what it is told
   * holds at the moment when its version comes to be: between {@code version} and all before it
   * there is nothing, and {@code current} is the model that is promoted then.
   *
   * @param version what the artifact has to carry
   * @param current the highest promoted version, if there is one
   * @throws TrainingException where nothing can be registered; registering ends with it
   */
  Draft draft(long version, Optional<Entry> current) throws TrainingException;
}
