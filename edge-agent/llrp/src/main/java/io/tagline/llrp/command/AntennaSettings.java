package io.tagline.llrp.command;

import io.tagline.llrp.command.ReaderCapabilities.PowerLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.llrp.ltk.generated.parameters.AntennaConfiguration;
import org.llrp.ltk.generated.parameters.C1G2InventoryCommand;
import org.llrp.ltk.generated.parameters.C1G2RFControl;
import org.llrp.ltk.generated.parameters.C1G2SingulationControl;
import org.llrp.ltk.generated.parameters.RFTransmitter;
import org.llrp.ltk.types.Bit;
import org.llrp.ltk.types.TwoBitField;
import org.llrp.ltk.types.UnsignedInteger;
import org.llrp.ltk.types.UnsignedShort;

/** Power and Gen2 settings by antenna; none at all where the profile leaves them to the reader. */
final class AntennaSettings {
    private AntennaSettings() {}

    static List<AntennaConfiguration> of(ReaderProfile profile, ReaderCapabilities reader) {
        TreeSet<Integer> antennas = new TreeSet<>(profile.transmitPowerDbm().keySet());
        if (profile.antennas().isEmpty()) {
            antennas.add(0);
        } else {
            antennas.addAll(profile.antennas());
            antennas.retainAll(profile.antennas());
        }
        List<AntennaConfiguration> settings = new ArrayList<>();
        for (int antenna : antennas) {
            Optional<RFTransmitter> transmitter = transmitter(profile, reader, antenna);
            Optional<C1G2InventoryCommand> inventory = inventory(profile, reader);
            if (transmitter.isEmpty() && inventory.isEmpty()) {
                continue;
            }
            AntennaConfiguration configuration = new AntennaConfiguration();
            configuration.setAntennaID(new UnsignedShort(antenna));
            transmitter.ifPresent(configuration::setRFTransmitter);
            inventory.ifPresent(configuration::addToAirProtocolInventoryCommandSettingsList);
            settings.add(configuration);
        }
        return settings;
    }

    private static Optional<RFTransmitter> transmitter(ReaderProfile profile, ReaderCapabilities reader, int antenna) {
        Double dbm = profile.transmitPowerDbm().containsKey(antenna)
                ? profile.transmitPowerDbm().get(antenna)
                : profile.transmitPowerDbm().get(0);
        Optional<PowerLevel> level = dbm == null ? Optional.empty() : reader.levelFor(dbm);
        return level.map(found -> {
            RFTransmitter transmitter = new RFTransmitter();
            // a hopping reader is told its table, one on fixed channels its channel; both count from 1, and 0 means
            // neither
            transmitter.setHopTableID(new UnsignedShort(reader.hopping() ? 1 : 0));
            transmitter.setChannelIndex(new UnsignedShort(reader.hopping() ? 0 : 1));
            transmitter.setTransmitPower(new UnsignedShort(found.index()));
            return transmitter;
        });
    }

    private static Optional<C1G2InventoryCommand> inventory(ReaderProfile profile, ReaderCapabilities reader) {
        boolean singulation =
                profile.session().isPresent() || profile.tagPopulation().isPresent();
        boolean search = profile.wantsSearchModeOf(reader);
        if (!singulation && !search && profile.modeIndex().isEmpty()) {
            return Optional.empty();
        }
        C1G2InventoryCommand command = new C1G2InventoryCommand();
        command.setTagInventoryStateAware(new Bit(false));
        profile.modeIndex().ifPresent(mode -> {
            C1G2RFControl control = new C1G2RFControl();
            control.setModeIndex(new UnsignedShort(mode));
            control.setTari(new UnsignedShort(profile.tari().orElse(0)));
            command.setC1G2RFControl(control);
        });
        if (singulation) {
            C1G2SingulationControl control = new C1G2SingulationControl();
            // session 1 and 32 tags: what is left open when only the other one is given
            control.setSession(session(profile.session().orElse(1)));
            control.setTagPopulation(new UnsignedShort(profile.tagPopulation().orElse(32)));
            control.setTagTransitTime(new UnsignedInteger(0));
            command.setC1G2SingulationControl(control);
        }
        if (search) {
            // ImpinjInventorySearchMode
            profile.searchMode().ifPresent(mode -> command.addToCustomList(ReaderConfig.impinj(23, mode.hex())));
        }
        return Optional.of(command);
    }

    private static TwoBitField session(int session) {
        return new TwoBitField(new Bit[] {new Bit(session >> 1), new Bit(session & 1)});
    }
}
