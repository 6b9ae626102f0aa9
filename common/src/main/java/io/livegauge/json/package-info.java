/** What all records share of writing JSON. */
package io.livegauge.json;
