/** What is measured of a stream at a slice end, before a model looks at it. */
package io.livegauge.measure;
