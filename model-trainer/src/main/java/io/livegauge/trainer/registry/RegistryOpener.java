package io.livegauge.trainer.registry;

import java.io.IOException;

/** Finds the files of a registry by what a user calls their place. */
@FunctionalInterface
public interface RegistryOpener {
  /**
   * The place, whether a registry is there yet or not.
   *
   * @param location a directory or a URI
   * @throws IOException where it can be none; the message says what can
   */
  RegistryFiles open(String location) throws IOException;
}
