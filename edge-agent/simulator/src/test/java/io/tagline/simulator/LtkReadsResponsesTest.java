package io.tagline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagline.llrp.LlrpMessageType;
import org.junit.jupiter.api.Test;
import org.llrp.ltk.generated.LLRPMessageFactory;
import org.llrp.ltk.generated.messages.GET_READER_CAPABILITIES_RESPONSE;
import org.llrp.ltk.generated.messages.GET_READER_CONFIG_RESPONSE;
import org.llrp.ltk.generated.messages.GET_ROSPECS_RESPONSE;
import org.llrp.ltk.types.LLRPMessage;

/** LTK as the referee: it reads what the simulator answers, to the last byte. */
class LtkReadsResponsesTest {
    @Test
    void capabilities() throws Exception {
        GET_READER_CAPABILITIES_RESPONSE read = (GET_READER_CAPABILITIES_RESPONSE)
                read(CommandBytes.GET_CAPABILITIES, LlrpMessageType.GET_READER_CAPABILITIES_RESPONSE);

        var general = read.getGeneralDeviceCapabilities();
        assertThat(general.getDeviceManufacturerName().toLong()).isEqualTo(32_473);
        assertThat(general.getReaderFirmwareVersion()).hasToString("tagline-simulator 0.1.0");
        assertThat(general.getMaxNumberOfAntennaSupported().toInteger()).isEqualTo(4);
        assertThat(general.getPerAntennaAirProtocolList()).hasSize(4);
        assertThat(read.getLLRPCapabilities().getMaxNumROSpecs().toLong()).isEqualTo(1);
        assertThat(read.getLLRPCapabilities().getSupportsEventAndReportHolding().toBoolean())
                .isTrue();
        assertThat(read.getLLRPCapabilities().getCanReportBufferFillWarning().toBoolean())
                .isTrue();
        var band = read.getRegulatoryCapabilities().getUHFBandCapabilities();
        assertThat(band.getTransmitPowerLevelTableEntryList()).hasSize(81);
        assertThat(band.getTransmitPowerLevelTableEntryList()
                        .get(80)
                        .getTransmitPowerValue()
                        .toInteger())
                .isEqualTo(3_000);
        assertThat(band.getFrequencyInformation()
                        .getFixedFrequencyTable()
                        .getFrequency()
                        .size())
                .isEqualTo(4);
        assertThat(band.getAirProtocolUHFRFModeTableList()).hasSize(1);
        assertThat(read.getAirProtocolLLRPCapabilities()).isNotNull();
    }

    @Test
    void configuration() throws Exception {
        GET_READER_CONFIG_RESPONSE read =
                (GET_READER_CONFIG_RESPONSE) read(CommandBytes.GET_CONFIG, LlrpMessageType.GET_READER_CONFIG_RESPONSE);

        assertThat(read.getAntennaConfigurationList()).hasSize(4);
        assertThat(read.getAntennaPropertiesList()).hasSize(4);
        assertThat(read.getGPIPortCurrentStateList()).hasSize(4);
        assertThat(read.getGPOWriteDataList()).hasSize(4);
        assertThat(read.getReaderEventNotificationSpec().getEventNotificationStateList())
                .hasSize(9);
        assertThat(read.getEventsAndReports()
                        .getHoldEventsAndReportsUponReconnect()
                        .toBoolean())
                .isTrue();
    }

    @Test
    void roSpecs() throws Exception {
        GET_ROSPECS_RESPONSE read =
                (GET_ROSPECS_RESPONSE) read(CommandBytes.GET_ROSPECS, LlrpMessageType.GET_ROSPECS_RESPONSE);

        assertThat(read.getROSpecList()).hasSize(1);
        assertThat(read.getROSpecList().get(0).getROSpecID().toLong()).isEqualTo(7);
    }

    private static LLRPMessage read(String command, int responseType) throws Exception {
        try (SimulatedReader reader = SimulatedReader.start(ReaderOptions.defaults());
                BareClient client = BareClient.greetedBy(reader)) {
            client.answer(CommandBytes.addRoSpec(7));
            client.send(command);
            byte[] bytes = client.next(responseType).toBytes();
            LLRPMessage message = LLRPMessageFactory.createLLRPMessage(bytes);
            assertThat(message.encodeBinary()).isEqualTo(bytes);
            return message;
        }
    }
}
