package io.tagline.edge.passage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An ensemble of decision trees whose leaves add up to log-odds. As text, a tree is a line of its nodes from the root, the
 * lower branch first: {@code 12<-63.5} asks whether value 12 is under -63.5, {@code =0.25} is a leaf; a first line with a
 * leaf alone is the log-odds to begin with. Immutable.
 */
final class Trees {
    private static final int LEAF = 0xFFFF;

    private final float prior;
    private final int[] root;

    /** Two a node: the value asked for and, above 16 bits, how far on the higher branch is; then the bound, or the leaf. */
    private final int[] nodes;

    private Trees(float prior, List<int[]> trees) {
        this.prior = prior;
        root = new int[trees.size()];
        nodes = new int[trees.stream().mapToInt(tree -> tree.length).sum()];
        int at = 0;
        for (int tree = 0; tree < root.length; tree++) {
            root[tree] = at;
            System.arraycopy(trees.get(tree), 0, nodes, at, trees.get(tree).length);
            at += trees.get(tree).length;
        }
    }

    /** Always the same: to train without. */
    static Trees always(float logOdds) {
        return new Trees(logOdds, List.of());
    }

    /** Reads an ensemble from the class path. */
    static Trees load(String name) {
        try (InputStream in = Trees.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing from the jar");
            }
            return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Trees parse(BufferedReader lines) throws IOException {
        List<int[]> trees = new ArrayList<>();
        float prior = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("#")) {
                continue;
            }
            String[] tree = line.split(" ", -1);
            if (tree.length == 1 && trees.isEmpty()) {
                prior = leaf(tree[0]);
            } else {
                int[] parsed = new int[2 * tree.length];
                int end = parse(tree, 0, parsed);
                if (end != tree.length) {
                    throw new IllegalStateException(
                            "a tree has " + tree.length + " nodes; expected " + end + ", the end of its last branch");
                }
                trees.add(parsed);
            }
        }
        return new Trees(prior, trees);
    }

    /** Fills in the branch that begins at a node, and returns where it ends. */
    private static int parse(String[] text, int at, int[] nodes) {
        String node = text[at];
        int split = node.indexOf('<');
        if (split < 0) {
            nodes[2 * at] = LEAF;
            nodes[2 * at + 1] = Float.floatToRawIntBits(leaf(node));
            return at + 1;
        }
        int value = Integer.parseInt(node.substring(0, split));
        int higher = parse(text, at + 1, nodes);
        nodes[2 * at] = value | ((2 * (higher - at)) << 16);
        nodes[2 * at + 1] = Float.floatToRawIntBits(Float.parseFloat(node.substring(split + 1)));
        return parse(text, higher, nodes);
    }

    private static float leaf(String node) {
        return Float.parseFloat(node.substring(1));
    }

    int count() {
        return root.length;
    }

    /** Log-odds before any tree is asked. */
    float prior() {
        return prior;
    }

    /** What the trees from one number to another, not included, add for these values. */
    float sum(float[] x, int from, int to) {
        float sum = 0;
        for (int tree = from; tree < to; tree++) {
            int at = root[tree];
            int node = nodes[at];
            while (node != LEAF) {
                at += x[node & 0xFFFF] < Float.intBitsToFloat(nodes[at + 1]) ? 2 : node >>> 16;
                node = nodes[at];
            }
            sum += Float.intBitsToFloat(nodes[at + 1]);
        }
        return sum;
    }
}
