package io.livegauge.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.common.config.ND4JClassLoading;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.factory.Environment;
import org.nd4j.linalg.factory.Nd4jBackend;

/** ND4J's own look-up of backends, with a second backend beside the real one. */
class BackendsTest {
  private static final String CPU = "org.nd4j.linalg.cpu.nativecpu.CpuBackend";

  @TempDir private Path directory;

  private final ClassLoader before = ND4JClassLoading.getNd4jClassloader();
  private URLClassLoader withCuda;

  /** Announces itself as the CUDA backend does, and as one that ND4J would prefer. */
  public static final class FakeCudaBackend extends Nd4jBackend {
    @Override
    public boolean allowsOrder() {
      return false;
    }

    @Override
    public int getPriority() {
      return BACKEND_PRIORITY_GPU;
    }

    @Override
    public boolean isAvailable() {
      return true;
    }

    @Override
    public boolean canRun() {
      return true;
    }

    @Override
    public Resource getConfigurationResource() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Class<?> getNDArrayClass() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Environment getEnvironment() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String buildInfo() {
      return "fake";
    }

    @Override
    public void logBackendInit() {}
  }

  @BeforeEach
  void putCudaOnTheClassPath() throws IOException {
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve(Nd4jBackend.class.getName()), FakeCudaBackend.class.getName());
    Files.writeString(services.resolve("java.lang.Runnable"), "");
    Path marker = directory.resolve(Backends.CUDA);
    Files.createDirectories(marker.getParent());
    Files.write(marker, new byte[0]);
    withCuda = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
    ND4JClassLoading.setNd4jClassloader(withCuda);
  }

  @AfterEach
  void restore() throws IOException {
    ND4JClassLoading.setNd4jClassloader(before);
    withCuda.close();
  }

  /** As Nd4jBackend.load() looks them up. */
  private static List<String> announced() {
    return ND4JClassLoading.loadService(Nd4jBackend.class).stream()
        .map(ServiceLoader.Provider::type)
        .map(Class::getName)
        .toList();
  }

  @Test
  void shouldHideOneBackendAndShowTheOther() throws IOException {
    assertThat(announced()).contains(CPU, FakeCudaBackend.class.getName());
    assertThat(Backends.isOnClassPath(Backends.CUDA)).isTrue();
    assertThat(Backends.isOnClassPath(Backends.CPU)).isTrue();

    Backends.hide(Backends.CUDA);
    assertThat(announced()).contains(CPU).doesNotContain(FakeCudaBackend.class.getName());
    assertThat(Backends.isOnClassPath(Backends.CUDA)).isTrue();

    // The last word counts, as long as ND4J has not begun.
    Backends.hide(Backends.CPU);
    assertThat(announced()).contains(FakeCudaBackend.class.getName()).doesNotContain(CPU);
  }

  @Test
  void shouldHideNothingButServices() throws IOException {
    Backends.hide(Backends.CUDA);
    ClassLoader hiding = ND4JClassLoading.getNd4jClassloader();

    assertThat(hiding.getResources(Backends.CUDA).hasMoreElements()).isTrue();
    assertThat(hiding.getResources("META-INF/services/java.lang.Runnable").hasMoreElements())
        .isFalse();
  }

  @Test
  void shouldChangeNothingWhereTheBackendIsNotThere() {
    ND4JClassLoading.setNd4jClassloader(before);
    List<String> all = announced();

    Backends.hide("org/nowhere/Backend.class");

    assertThat(ND4JClassLoading.getNd4jClassloader()).isSameAs(before);
    assertThat(announced()).isEqualTo(all);
  }
}
