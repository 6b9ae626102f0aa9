package io.livegauge.trainer.comparison;

import java.util.Map;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.deeplearning4j.nn.conf.layers.samediff.SameDiffLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.deeplearning4j.nn.weights.WeightInitUtil;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMActivations;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDataFormat;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMDirectionMode;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.config.LSTMLayerConfig;
import org.nd4j.linalg.api.ops.impl.layers.recurrent.weights.LSTMLayerWeights;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A layer of LSTM units that gives its last output, by the operation {@code lstmLayer} of
 * Deeplearning4j's native library: all time steps in one call, forth and back. Deeplearning4j's own
 * class LSTM makes some twenty calls a time step, and takes about three times as long for the same
 * function; its training time would be that of calls.
 *
 * <p>Inputs are [rows, features, steps]. Gates are sigmoid, cell and output tanh, no peepholes.
 * Weights begin as that class begins them: Xavier's for units and inputs together, biases 0, that
 * of the forget gate 1.
 *
 * <p>Gradients come back twice as long as they are, a flaw of the library's derived layers. Adam
 * divides a gradient by its own size, so it makes no difference there; another updater would want
 * half its learning rate for this layer.
 */
public final class LongShortTermMemory extends SameDiffLayer {
  private static final long serialVersionUID = 1L;

  private static final String INPUT = "W";
  private static final String RECURRENT = "RW";
  private static final String BIAS = "b";
  private static final int GATES = 4;

  private int features;
  private int units;

  /** For Deeplearning4j, which fills it by its setters. */
  public LongShortTermMemory() {}

  LongShortTermMemory(int features, int units) {
    super(new Builder());
    this.features = features;
    this.units = units;
  }

  /** What Deeplearning4j's layers want to be made by. */
  private static final class Builder extends SameDiffLayer.Builder<Builder> {
    @Override
    // As it is declared there, nothing else can be given.
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <E extends Layer> E build() {
      return (E) new LongShortTermMemory();
    }
  }

  public int getFeatures() {
    return features;
  }

  public void setFeatures(int features) {
    this.features = features;
  }

  public int getUnits() {
    return units;
  }

  public void setUnits(int units) {
    this.units = units;
  }

  @Override
  public void defineParameters(SDLayerParams params) {
    params.addWeightParam(INPUT, features, (long) GATES * units);
    params.addWeightParam(RECURRENT, units, (long) GATES * units);
    params.addBiasParam(BIAS, (long) GATES * units);
  }

  @Override
  public void initializeParameters(Map<String, INDArray> params) {
    for (String key : new String[] {INPUT, RECURRENT}) {
      INDArray weights = params.get(key);
      WeightInitUtil.initWeights(
          units, features + units, weights.shape(), WeightInit.XAVIER, null, 'c', weights);
    }
    INDArray bias = params.get(BIAS);
    bias.assign(0);
    // Gates are in the order input, forget, cell, output.
    bias.get(NDArrayIndex.interval(units, 2L * units)).assign(1);
  }

  @Override
  public SDVariable defineLayer(
      SameDiff sameDiff, SDVariable input, Map<String, SDVariable> params, SDVariable mask) {
    LSTMLayerConfig config =
        LSTMLayerConfig.builder()
            .lstmdataformat(LSTMDataFormat.NST)
            .directionMode(LSTMDirectionMode.FWD)
            .gateAct(LSTMActivations.SIGMOID)
            .cellAct(LSTMActivations.TANH)
            .outAct(LSTMActivations.TANH)
            .retFullSequence(false)
            .retLastC(false)
            .retLastH(true)
            .build();
    LSTMLayerWeights weights =
        LSTMLayerWeights.builder()
            .weights(params.get(INPUT))
            .rWeights(params.get(RECURRENT))
            .bias(params.get(BIAS))
            .build();
    return sameDiff.rnn().lstmLayer(input, weights, config)[0];
  }

  @Override
  public InputType getOutputType(int layerIndex, InputType inputType) {
    return InputType.feedForward(units);
  }
}
