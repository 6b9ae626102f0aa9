/** What single steps cost, by JMH. */
package io.livegauge.benchmark.micro;
