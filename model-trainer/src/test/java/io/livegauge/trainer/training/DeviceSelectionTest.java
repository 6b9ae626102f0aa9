package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.livegauge.trainer.TrainingException;
import io.livegauge.trainer.training.Machine.Answer;
import io.livegauge.trainer.training.Machine.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DeviceSelectionTest {

  /** A machine that answers as it is told, and remembers what it was asked. */
  private static final class FakeMachine implements Machine {
    private final boolean cudaBackend;
    private final boolean driver;
    private final String visible;
    private final Answer answer;
    private final List<List<String>> commands = new ArrayList<>();

    FakeMachine(boolean cudaBackend, boolean driver, String visible, Answer answer) {
      this.cudaBackend = cudaBackend;
      this.driver = driver;
      this.visible = visible;
      this.answer = answer;
    }

    @Override
    public boolean hasCudaBackend() {
      return cudaBackend;
    }

    @Override
    public boolean hasDriver() {
      return driver;
    }

    @Override
    public String variable(String name) {
      return name.equals("CUDA_VISIBLE_DEVICES") ? visible : null;
    }

    @Override
    public Answer run(List<String> command) {
      commands.add(command);
      return answer;
    }
  }

  private static FakeMachine with(Outcome outcome, String... lines) {
    return new FakeMachine(true, true, null, new Answer(outcome, List.of(lines)));
  }

  private static FakeMachine gpus(String... lines) {
    return with(Outcome.ANSWERED, lines);
  }

  private static void shouldUseCpuSince(FakeMachine machine, String obstacle)
      throws TrainingException {
    DeviceSelection auto = DeviceSelection.of(Device.AUTO, machine);
    assertThat(auto.device()).isEqualTo(Device.CPU);
    assertThat(auto.note()).isEqualTo("On the CPU: " + obstacle);
    assertThatThrownBy(() -> DeviceSelection.of(Device.CUDA, machine))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith("device cuda cannot be used: " + obstacle)
        .hasMessageEndingWith("; auto and cpu use the CPU");
  }

  @ParameterizedTest
  @CsvSource({
    "'Tesla K80, 3.7', 'Tesla K80 (compute capability 3.7)'",
    "'NVIDIA A100-SXM4-80GB, 8.0', 'NVIDIA A100-SXM4-80GB (compute capability 8.0)'",
    "'NVIDIA RTX A6000, 8.6', 'NVIDIA RTX A6000 (compute capability 8.6)'",
    "'NVIDIA L4, 8.9', 'NVIDIA L4 (compute capability 8.9)'",
    "'Some, GPU,7.5', 'Some, GPU (compute capability 7.5)'"
  })
  void shouldUseAGpuWithinTheRange(String line, String shown) throws TrainingException {
    for (Device wanted : List.of(Device.AUTO, Device.CUDA)) {
      FakeMachine machine = gpus(line);
      DeviceSelection selection = DeviceSelection.of(wanted, machine);

      assertThat(selection.device()).isEqualTo(Device.CUDA);
      assertThat(selection.note()).isEqualTo("On the GPU: " + shown);
      assertThat(machine.commands)
          .containsExactly(
              List.of("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'NVIDIA H200, 9.0', 'NVIDIA H200 has compute capability 9.0'",
    "'NVIDIA H100 80GB HBM3, 9.0', 'NVIDIA H100 80GB HBM3 has compute capability 9.0'",
    "'NVIDIA GeForce RTX 5090, 12.0', 'NVIDIA GeForce RTX 5090 has compute capability 12.0'",
    "'NVIDIA B200, 10.0', 'NVIDIA B200 has compute capability 10.0'",
    "'Tesla K40m, 3.5', 'Tesla K40m has compute capability 3.5'"
  })
  void shouldNotUseAGpuOutsideTheRange(String line, String text) throws TrainingException {
    shouldUseCpuSince(gpus(line), text + ", the supported range is 3.7 to 8.9");
  }

  @Test
  void shouldUseSeveralGpusOnlyWhereEachCanBeUsed() throws TrainingException {
    DeviceSelection both =
        DeviceSelection.of(Device.AUTO, gpus("NVIDIA A40, 8.6", "Tesla T4, 7.5"));

    assertThat(both.device()).isEqualTo(Device.CUDA);
    assertThat(both.note())
        .isEqualTo(
            "On the GPU: NVIDIA A40 (compute capability 8.6), Tesla T4 (compute capability 7.5)");
    shouldUseCpuSince(
        gpus("NVIDIA A40, 8.6", "NVIDIA H100 PCIe, 9.0"),
        "NVIDIA H100 PCIe has compute capability 9.0, the supported range is 3.7 to 8.9"
            + " (CUDA_VISIBLE_DEVICES can hide it)");
  }

  @Test
  void shouldAskForVisibleGpusOnly() throws TrainingException {
    FakeMachine machine =
        new FakeMachine(
            true, true, "GPU-1,GPU-2", new Answer(Outcome.ANSWERED, List.of("NVIDIA A40, 8.6")));

    assertThat(DeviceSelection.of(Device.CUDA, machine).device()).isEqualTo(Device.CUDA);

    assertThat(machine.commands.get(0)).containsSequence("nvidia-smi", "--id=GPU-1,GPU-2");
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "-1"})
  void shouldUseNoGpuWhereAllAreHidden(String visible) throws TrainingException {
    FakeMachine machine =
        new FakeMachine(
            true, true, visible, new Answer(Outcome.ANSWERED, List.of("NVIDIA A40, 8.6")));

    shouldUseCpuSince(machine, "CUDA_VISIBLE_DEVICES is '" + visible + "', which hides all GPUs");
    assertThat(machine.commands).isEmpty();
  }

  @Test
  void shouldSayWhatIsMissing() throws TrainingException {
    shouldUseCpuSince(
        new FakeMachine(true, false, null, new Answer(Outcome.MISSING, List.of())),
        "there is no NVIDIA driver, neither /proc/driver/nvidia/version nor nvidia-smi");
    shouldUseCpuSince(
        with(Outcome.MISSING), "nvidia-smi is missing, which tells the GPU's compute capability");
    shouldUseCpuSince(with(Outcome.TOO_SLOW), "nvidia-smi does not answer");
    shouldUseCpuSince(
        with(Outcome.FAILED, "NVIDIA-SMI has failed because", "more"),
        "nvidia-smi fails: 'NVIDIA-SMI has failed because'");
    shouldUseCpuSince(with(Outcome.FAILED), "nvidia-smi fails");
    shouldUseCpuSince(gpus(), "nvidia-smi tells of no GPU");
    for (String garbage : List.of("No devices were found", "NVIDIA A40, [N/A]", "8.6", ", 8.6")) {
      shouldUseCpuSince(
          gpus(garbage),
          "nvidia-smi does not tell the GPU's compute capability: '" + garbage + "'");
    }
    shouldUseCpuSince(
        with(Outcome.FAILED, "x".repeat(500)), "nvidia-smi fails: '" + "x".repeat(80) + "'");
  }

  @Test
  void shouldAskNothingWhereTheBuildHasNoBackend() throws TrainingException {
    FakeMachine machine =
        new FakeMachine(
            false, true, null, new Answer(Outcome.ANSWERED, List.of("NVIDIA A40, 8.6")));

    DeviceSelection auto = DeviceSelection.of(Device.AUTO, machine);
    assertThat(auto.device()).isEqualTo(Device.CPU);
    assertThat(auto.note()).isEqualTo("On the CPU: this build has no CUDA backend");
    assertThatThrownBy(() -> DeviceSelection.of(Device.CUDA, machine))
        .hasMessage(
            "device cuda cannot be used: this build has no CUDA backend;"
                + " ./mvnw -Pcuda package makes one that has; auto and cpu use the CPU");
    assertThat(machine.commands).isEmpty();
  }

  @Test
  void shouldAskNothingForTheCpu() throws TrainingException {
    FakeMachine machine = gpus("NVIDIA A40, 8.6");

    DeviceSelection cpu = DeviceSelection.of(Device.CPU, machine);

    assertThat(cpu.device()).isEqualTo(Device.CPU);
    assertThat(cpu.note()).isNull();
    assertThat(machine.commands).isEmpty();
  }

  @Test
  void shouldConfirmWhatNd4jTook() throws TrainingException {
    DeviceSelection cpu = DeviceSelection.of(Device.CPU);
    cpu.apply();
    cpu.confirm();

    DeviceSelection cuda = DeviceSelection.of(Device.CUDA, gpus("NVIDIA A40, 8.6"));
    assertThatThrownBy(cuda::confirm)
        .hasMessage(
            "device cuda was selected, but ND4J computes with"
                + " org.nd4j.linalg.cpu.nativecpu.CpuBackend");
  }

  @ParameterizedTest
  @EnumSource(Device.class)
  void shouldReadItsOwnName(Device device) {
    assertThat(Device.ofWireName(device.wireName())).isEqualTo(device);
    assertThat(Device.ofWireName(device.name())).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "3.5, false", "3.7, true", "5.0, true", "5.3, true", "6.2, true", "7.2, true", "7.5, true",
    "8.0, true", "8.6, true", "8.7, true", "8.9, true", "9.0, false", "10.0, false", "12.0, false"
  })
  void shouldKnowTheRange(String text, boolean isSupported) {
    CudaCapability capability = CudaCapability.of(text);

    assertThat(capability).hasToString(text);
    assertThat(capability.isSupported()).isEqualTo(isSupported);
  }

  @ParameterizedTest
  @CsvSource({"''", "8", "8.", ".6", "8.6.1", "[N/A]", "'8,6'", "-8.6", "8.6666"})
  void shouldNotTakeAnythingElseForACapability(String text) {
    assertThat(CudaCapability.of(text)).isNull();
  }
}
