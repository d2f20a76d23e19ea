package io.tagline.edge.passage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class TreesTest {
    private static Trees parse(String text) throws IOException {
        return Trees.parse(new BufferedReader(new StringReader(text)));
    }

    @Test
    void eachTreeAddsTheLeafThatTheValuesLeadTo() throws IOException {
        Trees trees = parse("# two trees\n=-1.5\n0<10.0 1<-60.0 =1.0 =2.0 =4.0\n1<0.0 =0.25 =0.5\n");

        assertThat(trees.count()).isEqualTo(2);
        assertThat(trees.prior()).isEqualTo(-1.5f);
        assertThat(trees.sum(new float[] {9, -61}, 0, 2)).isEqualTo(1.25f);
        assertThat(trees.sum(new float[] {9, -60}, 0, 2)).isEqualTo(2.25f);
        assertThat(trees.sum(new float[] {10, -61}, 0, 2)).isEqualTo(4.25f);
        assertThat(trees.sum(new float[] {10, 1}, 1, 2)).isEqualTo(0.5f);
    }

    @Test
    void aTreeWithNodesLeftOverIsRefused() {
        assertThatThrownBy(() -> parse("0<1.0 =1.0 =2.0 =3.0\n"))
                .hasMessage("a tree has 4 nodes; expected 3, the end of its last branch");
    }

    /** They travel with every update of a gateway. */
    @Test
    void theModelsTogetherAreUnderAMegabyte() throws IOException {
        int bytes = 0;
        for (String model : List.of("alone.txt", "together.txt", "mates.csv", "place-model.csv")) {
            try (InputStream in = TreesTest.class.getResourceAsStream(model)) {
                assertThat(in).as(model).isNotNull();
                bytes += in.readAllBytes().length;
            }
        }
        assertThat(bytes).isLessThan(1_000_000);
    }
}
