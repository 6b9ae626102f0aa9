/** Topics beside what is laid out for them. */
package io.livegauge.local.topics;
