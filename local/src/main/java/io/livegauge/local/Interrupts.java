package io.livegauge.local;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ctrl-C and termination: the first one asks, the second one ends the process at once.
 *
 * <p>A shutdown hook cannot tell a second signal, and what it waits for cannot set the exit status;
 * so the JDK's signal handlers are used. They are reached by reflection because the compiler warns
 * of every use that is not. On a JVM without them signals do what they do by default.
 */
final class Interrupts {
  /** What a shell reports of a process that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private Interrupts() {}

  /**
   * Says what to do, on the JVM's signal thread.
   *
   * @param stop at the first signal
   * @param leave at the second one, just before the process ends
   */
  static void on(Runnable stop, Runnable leave) {
    AtomicBoolean isAsked = new AtomicBoolean();
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      handle(
          signal,
          () -> {
            if (isAsked.getAndSet(true)) {
              leave.run();
              Runtime.getRuntime().halt(INTERRUPTED);
            }
            stop.run();
          });
    }
  }

  private static void handle(String name, Runnable action) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object handler =
          Proxy.newProxyInstance(
              Interrupts.class.getClassLoader(),
              new Class<?>[] {handlerType},
              (proxy, method, arguments) -> answer(proxy, method, arguments, action));
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(null, signalType.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      logger().warn("Signal {} keeps its default", name, e);
    }
  }

  private static Object answer(Object proxy, Method method, Object[] arguments, Runnable action) {
    return switch (method.getName()) {
      case "handle" -> {
        action.run();
        yield null;
      }
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "signal handler";
    };
  }

  private static Logger logger() {
    return LoggerFactory.getLogger(Interrupts.class);
  }
}
