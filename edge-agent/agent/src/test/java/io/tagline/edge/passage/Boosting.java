package io.tagline.edge.passage;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Gradient boosting of decision trees for yes or no, on histograms of 64 quantiles. Writes what {@link Trees} reads. */
final class Boosting {
    private static final int BINS = 64;

    private final int depth;
    private final double rate;
    private final double rowShare;
    private final double valueShare;
    private final double leastWeight;
    private final Random random = new Random(7);

    private byte[][] columns = new byte[0][];
    private float[][] bounds = new float[0][];
    private float[] gradient = new float[0];
    private float[] curvature = new float[0];
    private int[] chosen = new int[0];
    private int[] spare = new int[0];
    private double[] gains = new double[0];

    Boosting(int depth, double rate, double rowShare, double valueShare, double leastWeight) {
        this.depth = depth;
        this.rate = rate;
        this.rowShare = rowShare;
        this.valueShare = valueShare;
        this.leastWeight = leastWeight;
    }

    /** Trains on rows[i] → yes[i] with weight[i], and returns the text of the ensemble. */
    String train(float[][] rows, boolean[] yes, float[] weight, int values, int trees) {
        int n = rows.length;
        quantise(rows, values);
        gains = new double[values];
        double positive = 0;
        double all = 0;
        for (int i = 0; i < n; i++) {
            positive += yes[i] ? weight[i] : 0;
            all += weight[i];
        }
        double bias = Math.log(positive / (all - positive));
        float[] score = new float[n];
        Arrays.fill(score, (float) bias);
        gradient = new float[n];
        curvature = new float[n];
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "=%.4f%n", bias));
        int[] index = new int[n];
        spare = new int[n];
        for (int tree = 0; tree < trees; tree++) {
            double loss = 0;
            for (int i = 0; i < n; i++) {
                double p = 1 / (1 + Math.exp(-score[i]));
                gradient[i] = (float) (weight[i] * (p - (yes[i] ? 1 : 0)));
                curvature[i] = (float) Math.max(1e-6, weight[i] * p * (1 - p));
                loss -= weight[i] * Math.log(Math.max(1e-7, yes[i] ? p : 1 - p));
            }
            int count = 0;
            for (int i = 0; i < n; i++) {
                if (random.nextDouble() < rowShare) {
                    index[count++] = i;
                }
            }
            chosen = random.ints(0, values)
                    .distinct()
                    .limit(Math.max(1, (int) (values * valueShare)))
                    .toArray();
            StringBuilder nodes = new StringBuilder();
            Node root = grow(index, 0, count, 0, nodes);
            text.append(nodes.toString().strip()).append('\n');
            for (int i = 0; i < n; i++) {
                score[i] += root.at(columns, i);
            }
            if (tree % 50 == 0 || tree == trees - 1) {
                System.err.printf(Locale.ROOT, "  tree %d loss %.5f%n", tree, loss / all);
            }
        }
        Integer[] order = new Integer[values];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(gains[b], gains[a]));
        StringBuilder best = new StringBuilder("  gains:");
        for (int i = 0; i < values; i++) {
            best.append(String.format(Locale.ROOT, " %d=%.0f", order[i], gains[order[i]]));
        }
        System.err.println(best);
        return text.toString();
    }

    private void quantise(float[][] rows, int values) {
        int n = rows.length;
        columns = new byte[values][n];
        bounds = new float[values][];
        float[] sample = new float[Math.min(n, 50_000)];
        for (int v = 0; v < values; v++) {
            for (int i = 0; i < sample.length; i++) {
                sample[i] = rows[(int) ((long) i * n / sample.length)][v];
            }
            Arrays.sort(sample);
            float[] cuts = new float[BINS - 1];
            int count = 0;
            for (int b = 1; b < BINS; b++) {
                float cut = sample[(int) ((long) b * sample.length / BINS)];
                if (cut > sample[0] && (count == 0 || cut > cuts[count - 1])) {
                    cuts[count++] = cut;
                }
            }
            bounds[v] = Arrays.copyOf(cuts, count);
            for (int i = 0; i < n; i++) {
                int at = Arrays.binarySearch(bounds[v], rows[i][v]);
                columns[v][i] = (byte) (at >= 0 ? at + 1 : -at - 1);
            }
        }
    }

    private Node grow(int[] index, int lo, int hi, int level, StringBuilder text) {
        double g = 0;
        double h = 0;
        for (int k = lo; k < hi; k++) {
            g += gradient[index[k]];
            h += curvature[index[k]];
        }
        Split best = level < depth && h > 2 * leastWeight ? best(index, lo, hi, g, h) : Split.NONE;
        Node node = new Node();
        if (best.value < 0) {
            node.leaf = Math.round(-rate * g / (h + 1) * 10_000) / 10_000f;
            text.append('=').append(node.leaf).append(' ');
            return node;
        }
        gains[best.value] += best.gain;
        node.value = best.value;
        node.bin = best.bin;
        text.append(best.value).append('<').append(bounds[best.value][best.bin]).append(' ');
        int left = lo;
        int right = 0;
        byte[] column = columns[best.value];
        for (int k = lo; k < hi; k++) {
            if (column[index[k]] <= best.bin) {
                index[left++] = index[k];
            } else {
                spare[right++] = index[k];
            }
        }
        System.arraycopy(spare, 0, index, left, right);
        node.low = grow(index, lo, left, level + 1, text);
        node.high = grow(index, left, hi, level + 1, text);
        return node;
    }

    private record Split(int value, int bin, double gain) {
        static final Split NONE = new Split(-1, 0, 1e-3);
    }

    /** The same whatever the number of processors: of equal gains the first value's. */
    private Split best(int[] index, int lo, int hi, double g, double h) {
        return IntStream.of(chosen)
                .parallel()
                .mapToObj(value -> best(value, index, lo, hi, g, h))
                .reduce(Split.NONE, (one, other) -> other.gain > one.gain ? other : one);
    }

    private Split best(int value, int[] index, int lo, int hi, double g, double h) {
        double[] gs = new double[BINS];
        double[] hs = new double[BINS];
        byte[] column = columns[value];
        for (int k = lo; k < hi; k++) {
            int i = index[k];
            gs[column[i]] += gradient[i];
            hs[column[i]] += curvature[i];
        }
        Split best = Split.NONE;
        double gl = 0;
        double hl = 0;
        for (int b = 0; b < bounds[value].length; b++) {
            gl += gs[b];
            hl += hs[b];
            if (hl < leastWeight || h - hl < leastWeight) {
                continue;
            }
            double gain = gl * gl / (hl + 1) + (g - gl) * (g - gl) / (h - hl + 1) - g * g / (h + 1);
            if (gain > best.gain) {
                best = new Split(value, b, gain);
            }
        }
        return best;
    }

    private static final class Node {
        int value = -1;
        int bin;
        float leaf;

        @Nullable
        Node low;

        @Nullable
        Node high;

        float at(byte[][] columns, int row) {
            Node node = this;
            while (node.value >= 0) {
                node = Objects.requireNonNull(columns[node.value][row] <= node.bin ? node.low : node.high);
            }
            return node.leaf;
        }
    }
}
