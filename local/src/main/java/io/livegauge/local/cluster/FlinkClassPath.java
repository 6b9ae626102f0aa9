package io.livegauge.local.cluster;

import java.io.File;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a Flink distribution holds, out of this process' class path. The job's own libraries are not
 * among it: they come with the job's jar, and of two copies of a class each side would see another.
 */
final class FlinkClassPath {
  /** The engine, the connectors that are in the distribution, and what their poms ask for. */
  private static final Pattern JARS =
      Pattern.compile(
          "(flink-(?!connector-kafka|table|test|json|avro).+"
              + "|frocksdbjni|kryo|minlog|objenesis|reflectasm|snakeyaml-engine|async-profiler"
              + "|commons-(cli|collections|compress|io|lang3|math3|text)"
              + "|javassist|jsr305|lz4-java|snappy-java|slf4j-api|slf4j-simple)-\\d.*\\.jar");

  private FlinkClassPath() {}

  /** The class path of Flink's processes, with the place of {@link MemberMain}. */
  static String find() {
    List<String> entries =
        new ArrayList<>(
            Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> isOfFlink(new File(entry).getName()))
                .toList());
    entries.add(ownPlace());
    return String.join(File.pathSeparator, entries);
  }

  /** Whether a jar is in Flink's distribution, by its file's name. */
  static boolean isOfFlink(String jar) {
    return JARS.matcher(jar).matches();
  }

  private static String ownPlace() {
    try {
      return new File(MemberMain.class.getProtectionDomain().getCodeSource().getLocation().toURI())
          .getPath();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Where this program lies is no path", e);
    }
  }
}
