package io.livegauge.trainer.training;

import java.util.Locale;
import org.nd4j.linalg.factory.Nd4j;

/** What computes: as an option asks for it. */
public enum Device {
  /** A GPU where one can be used, else the CPU. */
  AUTO,
  CPU,
  /** A GPU of NVIDIA's, or an error. */
  CUDA;

  /** What ND4J computes with in this process; starts it. */
  static Device used() {
    return Nd4j.getBackend().getClass().getName().contains(".jcublas.") ? CUDA : CPU;
  }

  /** The option's value, e.g. {@code auto}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The device of that option value, or null. */
  public static Device ofWireName(String name) {
    for (Device device : values()) {
      if (device.wireName().equals(name)) {
        return device;
      }
    }
    return null;
  }
}
