package io.tagline.edge.passage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;

/** Logistic regression on pairs of tags: whether they travel on one cart. */
final class LikenessTraining {
    private static final int PASSES = 20;
    private static final double RATE = 0.3;

    private final Random random = new Random(5);
    private final List<List<float[]>> pairsOf =
            Stream.<List<float[]>>generate(ArrayList::new).limit(Likeness.KINDS).toList();

    void add(int kind, float[] pair, boolean together) {
        float[] row = Arrays.copyOf(pair, Likeness.VALUES + 1);
        row[Likeness.VALUES] = together ? 1 : 0;
        pairsOf.get(kind).add(row);
    }

    /** The weights of each kind of pair as text, a line each, the constant last. */
    String train() {
        StringBuilder text =
                new StringBuilder("# Weights of a pair's values, then the constant, by kind; see Likeness.\n");
        for (List<float[]> pairs : pairsOf) {
            text.append(train(pairs));
        }
        return text.toString();
    }

    private String train(List<float[]> pairs) {
        int n = Likeness.VALUES;
        double[] weights = new double[n + 1];
        double[] squares = new double[n + 1];
        double loss = 0;
        for (long k = 0; k < (long) PASSES * pairs.size(); k++) {
            float[] pair = pairs.get(random.nextInt(pairs.size()));
            double odds = weights[n];
            for (int i = 0; i < n; i++) {
                odds += weights[i] * pair[i];
            }
            double p = 1 / (1 + Math.exp(-odds));
            if (k >= (long) (PASSES - 1) * pairs.size()) {
                loss -= Math.log(Math.max(1e-7, pair[n] > 0 ? p : 1 - p)) / pairs.size();
            }
            for (int i = 0; i <= n; i++) {
                double gradient = (p - pair[n]) * (i == n ? 1 : pair[i]);
                squares[i] += gradient * gradient;
                weights[i] -= RATE * gradient / Math.sqrt(squares[i] + 1);
            }
        }
        System.err.printf(Locale.ROOT, "likeness: %d pairs, loss %.4f%n", pairs.size(), loss);
        StringBuilder text = new StringBuilder();
        for (double weight : weights) {
            text.append(String.format(Locale.ROOT, "%.4f%n", weight));
        }
        return text.toString();
    }
}
