/** Where the road's outputs go: topics, files, the store that the trainer reads. */
package io.livegauge.job.store;
