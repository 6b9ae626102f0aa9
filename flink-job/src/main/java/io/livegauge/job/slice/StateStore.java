package io.livegauge.job.slice;

/**
 * Where a stage's state objects lie while they are not on the heap: keyed state of the operator's
 * current key. What is handed to the state backend is never changed afterwards, so that a snapshot
 * can be written while the job goes on.
 *
 * @param <S> the stage's state object
 */
public interface StateStore<S> {
  /** What was last written of the current key, or null. */
  S load() throws Exception;

  /** Writes what has changed since the state was loaded or last written. */
  void write(S state) throws Exception;

  /** Removes all that was written of the current key. */
  void clear() throws Exception;

  /** The heap that a state object takes: an estimate, in bytes. */
  long heapBytes(S state);
}
