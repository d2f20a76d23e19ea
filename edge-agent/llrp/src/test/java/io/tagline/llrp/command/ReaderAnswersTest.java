package io.tagline.llrp.command;

import static io.tagline.llrp.LlrpParameterType.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.Captures;
import io.tagline.llrp.Captures.Captured;
import io.tagline.llrp.LlrpFrame;
import io.tagline.llrp.LlrpMessageType;
import io.tagline.llrp.LlrpWriter;
import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.llrp.ltk.generated.messages.DELETE_ACCESSSPEC_RESPONSE;

class ReaderAnswersTest {
    @Test
    void capabilitiesOfRealReadersReadAlikeWithLtkAndWithoutIt() throws Exception {
        int read = 0;
        for (Captured captured : Captures.all()) {
            if (captured.frame().type() == LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE) {
                ReaderCapabilities walked = WalkedCapabilities.read(captured.frame());
                if (walked.manufacturer() == 25882) {
                    assertThat(walked).as(captured.name()).isEqualTo(LtkCapabilities.read(captured.frame()));
                    read++;
                }
            }
        }
        assertThat(read).isGreaterThanOrEqualTo(3);
    }

    @Test
    void theR420sCapabilitiesAreWhatItsMakersRead() throws Exception {
        LlrpFrame response = captured("edgex-r420/GetReaderCapabilitiesResponse-000.frame.bin");
        ReaderCapabilities r420 = ReaderCapabilities.read(response);
        assertThat(r420.toString())
                .isEqualTo("manufacturer 25882, model 2001002, firmware 5.14.0.240, 4 antennas, UTC clock");
        assertThat(r420.hopping()).isTrue();
        assertThat(r420.powerLevels()).hasSizeGreaterThan(50);
        assertThat(r420.levelFor(30.1).map(PowerLevel::centiDbm)).contains(3000);
    }

    @Test
    void capabilitiesThatLtkCannotReadAreWalked() throws Exception {
        LlrpWriter out = new LlrpWriter(8000);
        out.begin(GENERAL_DEVICE_CAPABILITIES)
                .u16(8)
                .u16(0x4000)
                .u32(161)
                .u32(96008)
                .utf8("3.21.21")
                .begin(GPIO_CAPABILITIES)
                .u16(4)
                .u16(4)
                .end();
        for (int i = 0; i < 1000; i++) {
            out.begin(RECEIVE_SENSITIVITY_TABLE_ENTRY).u16(i).u16(i).end();
        }
        LlrpFrame response = out.end().toFrame(LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE, 1);
        ReaderCapabilities reader = ReaderCapabilities.read(response);
        assertThat(reader.antennas()).isEqualTo(8);
        assertThat(reader.manufacturer()).isEqualTo(161);
        assertThat(reader.firmware()).isEqualTo("3.21.21");
        assertThat(reader.outputs()).isEqualTo(4);
    }

    @Test
    void aRefusalIsToldInFull() throws Exception {
        LlrpFrame response = captured("llrp-rs/03_delete_access_spec_result_error.bin");
        ReaderAnswer answer = ReaderAnswer.read(response);
        assertThat(answer.toString())
                .isEqualTo("M_FieldError: LLRP [409] : //AccessSpecID : invalid (field 1: A_Invalid)");
        DELETE_ACCESSSPEC_RESPONSE ltk = new DELETE_ACCESSSPEC_RESPONSE(response.toBytes());
        assertThat(answer.statusCode())
                .isEqualTo(ltk.getLLRPStatus().getStatusCode().intValue());
        assertThat(answer.words())
                .isEqualTo(ltk.getLLRPStatus().getErrorDescription().toString());
    }

    @Test
    void aStatusThatTheStandardDoesNotKnowIsNoReasonToGiveUp() throws Exception {
        LlrpFrame response = new LlrpWriter(16)
                .begin(LLRP_STATUS)
                .u16(777)
                .utf8("vendor says no")
                .begin(PARAMETER_ERROR)
                .u16(177)
                .u16(301)
                .begin(FIELD_ERROR)
                .u16(2)
                .u16(300)
                .end()
                .end()
                .end()
                .toFrame(LlrpMessageType.ADD_ROSPEC_RESPONSE, 4);
        assertThat(ReaderAnswer.read(response).toString())
                .isEqualTo("status 777: vendor says no (parameter 177: A_OutOfRange, field 2: A_Invalid)");
    }

    @Test
    void powerIsTheStrongestLevelNotAboveTheWish() {
        ReaderCapabilities reader =
                withLevels(new PowerLevel(1, 1000), new PowerLevel(2, 2000), new PowerLevel(3, 3000));
        assertThat(reader.levelFor(25)).contains(new PowerLevel(2, 2000));
        assertThat(reader.levelFor(30)).contains(new PowerLevel(3, 3000));
        assertThat(reader.levelFor(5)).as("weaker than it can be").contains(new PowerLevel(1, 1000));
        assertThat(withLevels().levelFor(30)).isEqualTo(Optional.empty());
    }

    private static ReaderCapabilities withLevels(PowerLevel... levels) {
        return new ReaderCapabilities(4, true, 0, 0, "", 0, 0, true, List.of(levels));
    }

    private static LlrpFrame captured(String file) throws Exception {
        return Captures.all().stream()
                .filter(captured -> captured.file().equals(file))
                .findFirst()
                .orElseThrow()
                .frame();
    }
}
