package io.tagline.hub.crm.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.tryton.TrytonFault.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** What Tryton 6.0.29 said to requests made on purpose, word for word. */
final class TrytonFaultTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static TrytonFault fault(String error) {
        return TrytonFault.of(JSON.readTree(error.replace('`', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[`UserError`,[`The code on party must be unique.`,``,null]] | REFUSED",
                "[`UserError`,[`A value is required for field \\`Party\\` in \\`Sale\\`.`,``,null]] | REFUSED",
                "[`UserWarning`,[`name`,`The sale has no price.`,``]] | REFUSED",
                "[`UserError`,[`You are trying to write to records \\`99999\\` of \\`Party\\` that don't exist anymore.`,``,null]] | GONE",
                "[`UserError`,[`You are not allowed to write to records \\`9\\` of \\`Sale\\` because of at least one of these rules:\\nUser in companies`,``,null]] | GONE",
                "[`UserError`,[`You are not allowed to access \\`Sale\\`.`,``,null]] | RIGHTS",
                "[`ConcurrencyException`,`Records were modified in the meanwhile`] | CHANGED",
                "[`'nofield'`,``] | UNKNOWN_NAME",
                "[`'no.model'`,``] | UNKNOWN_NAME",
                "[`database is locked`,``] | NOT_NOW",
                "[`could not serialize access due to concurrent update\\n`,``] | NOT_NOW",
                "[``,``] | REFUSED"
            })
    void faultIsSortedByItsBody(String error, Kind kind) {
        assertThat(fault(error).kind()).isEqualTo(kind);
        assertThat(fault(error).said()).isNotBlank();
    }

    @Test
    void namesAreNotRepeated() {
        TrytonFault sign = fault(
                "[`UserError`,[`The value \\`Ada Lovelace\\` for field \\`Name\\` in \\`Party\\` contains some invalid chars.`,``,null]]");
        assertThat(sign.saidOf(List.of()))
                .isEqualTo("The value \"…\" for field \"Name\" in \"Party\" contains some invalid chars.");
        TrytonFault phone =
                fault("[`UserError`,[`The phone number \\`613\\` of party \\`Ada\\` is not valid.`,``,null]]");
        assertThat(phone.saidOf(List.of())).doesNotContain("613").doesNotContain("Ada");
        TrytonFault python = fault("[`could not convert string to float: 'Ada'`,``]");
        assertThat(python.saidOf(List.of())).doesNotContain("Ada");
        TrytonFault bare = fault("[`UserError`,[`Ada Lovelace is no good`,``,null]]");
        assertThat(bare.saidOf(List.of("Ada Lovelace"))).isEqualTo("… is no good");
        TrytonFault lengthy = fault("[`UserError`,[`" + "x".repeat(2000) + "`,``,null]]");
        assertThat(lengthy.saidOf(List.of())).hasSize(450);
    }

    @Test
    void ofARequestAsAWholeOnlyTheCodeIsSaid() {
        for (String error : List.of(
                "[`UserError`,[`You are not allowed to access \\`Ada Lovelace\\`.`,``,null]]",
                "[`UserError`,[`Ada Lovelace is no good`,``,null]]",
                "[`deadlock at Ada Lovelace`,``]")) {
            assertThat(fault(error).whole("party.party read"))
                    .hasMessageContaining("party.party read")
                    .hasMessageNotContaining("Lovelace");
        }
        assertThat(fault("[`'lovelace'`,``]").whole("party.party", List.of("lovelace")))
                .hasMessageNotContaining("lovelace");
    }

    @Test
    void requestAsAWholeWaitsOrCloses() {
        assertThat(fault("[`database is locked`,``]").whole("party.party read")).isInstanceOf(PeerAwayException.class);
        assertThat(fault("[`'nofield'`,``]").whole("party.party read"))
                .isInstanceOfSatisfying(PeerClosedException.class, closed -> assertThat(closed.why())
                        .isEqualTo(PeerClosedException.Why.SCHEMA))
                .hasMessageContaining("'nofield'");
    }
}
