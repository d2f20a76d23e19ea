package io.tagline.hub.care.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTextTest {
    @Test
    void onlyWhatAReaderSeesIsLeft() {
        assertThat(
                        HtmlText.of(
                                """
                        <html><head><title>x</title><style>p { color: red }</style></head>
                        <body><!-- hidden --><p>Bonjour&nbsp;<b>Ana</b> &amp; co</p><script>alert("</p>")</script>
                        <div>2 &lt; 3 &#8364;&#x41;</div><img src="https://track.example/1.gif"></body></html>
                        """))
                .isEqualTo("Bonjour Ana & co\n\n2 < 3 €A");
        assertThat(HtmlText.of("a < b & c &unknown; &#0; <")).isEqualTo("a < b & c &unknown; &#0; <");
        assertThat(HtmlText.of("<script>never closed <p>x")).isEmpty();
        assertThat(HtmlText.of("<!-- never closed")).isEmpty();
    }

    /** Each sign is looked at a bounded number of times, so that nobody keeps the thread busy with a small mail. */
    @Test
    void aHundredThousandSignsOfTheWorstKindsAreReadInNoTime() {
        for (String worst : new String[] {"<", "&", "<a", "</script", "<script>", "&#", " \n"}) {
            long begun = System.nanoTime();
            assertThat(HtmlText.of(worst.repeat(MailReader.LONGEST_TEXT / worst.length())))
                    .isNotNull();
            assertThat(System.nanoTime() - begun).as(worst).isLessThan(5_000_000_000L);
        }
    }
}
