/** What all pages are made of: text, tables, numbers, and charts for light and dark ground. */
package io.livegauge.trainer.page;
