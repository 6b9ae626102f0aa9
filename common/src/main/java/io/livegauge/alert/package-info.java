/** What is said when a stream needs somebody to look at it: the rules by name, and the record. */
package io.livegauge.alert;
