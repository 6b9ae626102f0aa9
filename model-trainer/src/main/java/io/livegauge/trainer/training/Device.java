package io.livegauge.trainer.training;

import java.util.Locale;

/** What computes: as an option asks for it. */
public enum Device {
  /** A GPU where one can be used, else the CPU. */
  AUTO,
  CPU,
  /** A GPU of NVIDIA's, or an error. */
  CUDA;

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
