package io.livegauge.trainer.training;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.training.Machine.Answer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Which device a training computes on, found out before ND4J loads: once it has begun with a GPU
 * that it has no machine code for, it fails at the first step.
 *
 * <p>The CPU costs no question. For a GPU the build must have ND4J's CUDA backend (profile {@code
 * cuda}), the machine an NVIDIA driver, and every GPU that the process may use a compute capability
 * within the supported range.
 */
public final class DeviceSelection {
  private static final String VISIBLE = "CUDA_VISIBLE_DEVICES";
  private static final int SHOWN_CHARS = 80;

  private final Device device;
  private final String note;
  private final boolean hasCudaBackend;

  private DeviceSelection(Device device, String note, boolean hasCudaBackend) {
    this.device = device;
    this.note = note;
    this.hasCudaBackend = hasCudaBackend;
  }

  /**
   * Selects a device of this machine.
   *
   * @throws TrainingException where {@link Device#CUDA} is asked for and cannot be used; the
   *     message names what is missing
   */
  public static DeviceSelection of(Device wanted) throws TrainingException {
    return of(wanted, new LocalMachine());
  }

  static DeviceSelection of(Device wanted, Machine machine) throws TrainingException {
    boolean hasCudaBackend = machine.hasCudaBackend();
    if (wanted == Device.CPU) {
      return new DeviceSelection(Device.CPU, null, hasCudaBackend);
    }
    List<String> gpus = new ArrayList<>();
    String obstacle = hasCudaBackend ? obstacle(machine, gpus) : "this build has no CUDA backend";
    if (obstacle == null) {
      return new DeviceSelection(Device.CUDA, "On the GPU: " + String.join(", ", gpus), true);
    }
    if (wanted == Device.CUDA) {
      throw new TrainingException(
          "device cuda cannot be used: "
              + obstacle
              + (hasCudaBackend ? "" : "; ./mvnw -Pcuda package makes one that has")
              + "; auto and cpu use the CPU");
    }
    return new DeviceSelection(Device.CPU, "On the CPU: " + obstacle, hasCudaBackend);
  }

  /** What will compute: {@link Device#CPU} or {@link Device#CUDA}. */
  public Device device() {
    return device;
  }

  /** One line for people: which GPU, or why not one; null where the CPU was asked for. */
  public String note() {
    return note;
  }

  /** Makes ND4J take the selected device. Only before anything of ND4J is used. */
  public void apply() {
    if (hasCudaBackend) {
      Backends.hide(device == Device.CUDA ? Backends.CPU : Backends.CUDA);
    }
  }

  /**
   * Starts ND4J and looks at what it took.
   *
   * @throws TrainingException where it cannot start on the selected device, or takes another one,
   *     since it began before in this process
   */
  public void confirm() throws TrainingException {
    Device used;
    try {
      used = Device.used();
    } catch (LinkageError e) {
      // It tries once in a process, so there is no going on with the CPU in this one.
      throw new TrainingException(
          "ND4J cannot start on device "
              + device.wireName()
              + (device == Device.CUDA
                  ? ": the driver's library or CUDA's cannot be used; with device cpu it needs neither"
                  : ": its native libraries cannot be loaded"),
          e);
    }
    if (used != device) {
      throw new TrainingException(
          "device "
              + device.wireName()
              + " was selected, but ND4J computes with "
              + Nd4j.getBackend().getClass().getName());
    }
  }

  /** Why no GPU can be used, or null; then the GPUs are told. */
  private static String obstacle(Machine machine, List<String> gpus) {
    String visible = machine.variable(VISIBLE);
    if (visible != null && (visible.isBlank() || visible.strip().startsWith("-"))) {
      return VISIBLE + " is '" + visible + "', which hides all GPUs";
    }
    List<String> command = new ArrayList<>();
    command.add("nvidia-smi");
    if (visible != null) {
      command.add("--id=" + visible.strip());
    }
    command.add("--query-gpu=name,compute_cap");
    command.add("--format=csv,noheader");
    Answer answer = machine.run(command);
    return switch (answer.outcome()) {
      case MISSING ->
          machine.hasDriver()
              ? "nvidia-smi is missing, which tells the GPU's compute capability"
              : "there is no NVIDIA driver, neither /proc/driver/nvidia/version nor nvidia-smi";
      case TOO_SLOW -> "nvidia-smi does not answer";
      case FAILED -> "nvidia-smi fails" + shown(answer.lines());
      case ANSWERED -> obstacle(answer.lines(), gpus);
    };
  }

  private static String obstacle(List<String> lines, List<String> gpus) {
    if (lines.isEmpty()) {
      return "nvidia-smi tells of no GPU";
    }
    for (String line : lines) {
      int comma = line.lastIndexOf(',');
      CudaCapability capability = CudaCapability.of(line.substring(comma + 1).strip());
      if (comma <= 0 || capability == null) {
        return "nvidia-smi does not tell the GPU's compute capability" + shown(List.of(line));
      }
      String name = line.substring(0, comma).strip();
      if (!capability.isSupported()) {
        // ND4J spreads over all GPUs that it sees, so one that it cannot use is one too many.
        return name
            + " has compute capability "
            + capability
            + ", the supported range is "
            + CudaCapability.LEAST
            + " to "
            + CudaCapability.GREATEST
            + (lines.size() == 1 ? "" : " (" + VISIBLE + " can hide it)");
      }
      gpus.add(name + " (compute capability " + capability + ")");
    }
    return null;
  }

  private static String shown(List<String> lines) {
    if (lines.isEmpty()) {
      return "";
    }
    String line = lines.get(0);
    return ": '" + (line.length() > SHOWN_CHARS ? line.substring(0, SHOWN_CHARS) : line) + "'";
  }
}
