package io.livegauge.trainer.data;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.io.InputException;
import java.util.List;

/**
 * A store that was read, and what is to be made of it.
 *
 * @param store in memory
 * @param settings what is made of it
 */
public record StoredData(WindowStore store, WindowSettings settings) {
  /**
   * The sessions that have ended and settled, and have a target, however few.
   *
   * @throws InputException where a user's targets do not fit the store
   */
  public List<SessionKey> sessions() throws InputException {
    return EndedSessions.learnable(store, settings);
  }

  /**
   * The data set that they make.
   *
   * @throws TrainingException where there are too few of them, or nothing to learn
   * @throws InputException where a user's targets do not fit the store
   */
  public WindowDataset dataset() throws TrainingException, InputException {
    return WindowDataset.of(store, settings);
  }
}
