package io.tagline.edge.passage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Claims to learn from: their values, whether they are right, and how many claims each stands for. */
final class TrainingRows {
    private final int values;
    private final List<float[]> x = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<Float> weight = new ArrayList<>();

    TrainingRows(int values) {
        this.values = values;
    }

    void add(Claim claim, boolean isRight, float standsFor) {
        x.add(Arrays.copyOf(claim.x, values));
        right.add(isRight);
        weight.add(standsFor);
    }

    int size() {
        return x.size();
    }

    String boost(Boosting boosting, int trees) {
        boolean[] yes = new boolean[x.size()];
        float[] weights = new float[x.size()];
        for (int i = 0; i < yes.length; i++) {
            yes[i] = right.get(i);
            weights[i] = weight.get(i);
        }
        return boosting.train(x.toArray(float[][]::new), yes, weights, values, trees);
    }
}
