/** Where registries of models may be: directories, and whatever Flink knows as a file system. */
package io.livegauge.local.registry;
