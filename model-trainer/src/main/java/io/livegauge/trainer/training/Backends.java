package io.livegauge.trainer.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nd4j.common.config.ND4JClassLoading;

/**
 * Which of ND4J's backends is taken where both are on the class path.
 *
 * <p>Left alone, ND4J asks for all backends that announce themselves as services and takes the one
 * of the highest priority that says that it is available: the GPU's wherever there is a GPU, also
 * one whose machine code it lacks. Priorities can be changed by variables of the environment only,
 * which a running process cannot set. So ND4J is given a class loader that does not show what the
 * unwanted backend announces; its classes are then never loaded.
 */
final class Backends {
  /** What the backends' jars are known by. */
  static final String CUDA = "org/nd4j/linalg/jcublas/JCublasBackend.class";

  static final String CPU = "org/nd4j/linalg/cpu/nativecpu/CpuBackend.class";

  private Backends() {}

  /** Looks a backend up without loading any of it. */
  static boolean isOnClassPath(String backend) {
    return loader().getResource(backend) != null;
  }

  /**
   * Hides a backend from ND4J. Only before ND4J is used: it chooses once.
   *
   * @param backend one of the constants; where it is not on the class path nothing changes
   */
  static void hide(String backend) {
    ClassLoader visible = loader();
    Set<String> roots = new HashSet<>();
    try {
      for (URL found : Collections.list(visible.getResources(backend))) {
        roots.add(rootOf(found, backend));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The class path cannot be read: " + e.getMessage(), e);
    }
    ND4JClassLoading.setNd4jClassloader(roots.isEmpty() ? visible : new Hiding(visible, roots));
  }

  /** ND4J's own choice of a loader, without what an earlier call hid. */
  private static ClassLoader loader() {
    ClassLoader current = ND4JClassLoading.getNd4jClassloader();
    if (current instanceof Hiding hiding) {
      return hiding.getParent();
    }
    return current == null ? Backends.class.getClassLoader() : current;
  }

  /** The jar or directory that a resource was found in. */
  private static String rootOf(URL found, String resource) {
    String text = found.toString();
    return text.substring(0, text.length() - resource.length());
  }

  /** Shows all but the services of some jars or directories. */
  private static final class Hiding extends ClassLoader {
    private static final String SERVICES = "META-INF/services/";

    private final Set<String> hiddenRoots;

    Hiding(ClassLoader parent, Set<String> hiddenRoots) {
      super(parent);
      this.hiddenRoots = hiddenRoots;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
      Enumeration<URL> all = super.getResources(name);
      if (!name.startsWith(SERVICES)) {
        return all;
      }
      List<URL> shown =
          Collections.list(all).stream()
              .filter(url -> hiddenRoots.stream().noneMatch(url.toString()::startsWith))
              .toList();
      return Collections.enumeration(shown);
    }
  }
}
