package io.livegauge.local.registry;

import io.livegauge.trainer.registry.DirectoryFiles;
import io.livegauge.trainer.registry.RegistryException;
import io.livegauge.trainer.registry.RegistryFiles;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.UnsupportedFileSystemSchemeException;
import org.apache.flink.core.plugin.PluginUtils;

/** Finds a registry by a directory's name or by a URI. */
public final class RegistryPlaces {
  private RegistryPlaces() {}

  /**
   * The files at a place, a {@link io.livegauge.trainer.registry.RegistryOpener}. File systems come
   * from the class path and from the plugins below {@code FLINK_PLUGINS_DIR}, with the settings of
   * {@code FLINK_CONF_DIR}, as on a cluster.
   *
   * @throws RegistryException where no file system answers to it
   */
  public static RegistryFiles open(String location) throws IOException {
    if (!location.contains(":/")) {
      return DirectoryFiles.open(location);
    }
    URI uri;
    try {
      uri = new URI(location);
    } catch (URISyntaxException e) {
      throw new RegistryException(
          "'" + location + "' is not allowed; allowed is a directory or a URI", e);
    }
    if ("file".equals(uri.getScheme())) {
      // The same files, with what only the platform itself can promise.
      return DirectoryFiles.open(localPath(location, uri));
    }
    Configuration settings = GlobalConfiguration.loadConfiguration();
    FileSystem.initialize(settings, PluginUtils.createPluginManagerFromRootFolder(settings));
    try {
      return new FlinkFiles(FileSystem.get(uri), new org.apache.flink.core.fs.Path(uri));
    } catch (UnsupportedFileSystemSchemeException e) {
      throw new RegistryException(
          "'"
              + location
              + "' is not allowed: there is no file system for "
              + uri.getScheme()
              + " here; Flink's plugin for it belongs into a directory of its own below"
              + " FLINK_PLUGINS_DIR",
          e);
    }
  }

  private static String localPath(String location, URI uri) throws RegistryException {
    try {
      return Path.of(uri).toString();
    } catch (IllegalArgumentException e) {
      throw new RegistryException("'" + location + "' is not allowed; allowed is file:///DIR", e);
    }
  }
}
