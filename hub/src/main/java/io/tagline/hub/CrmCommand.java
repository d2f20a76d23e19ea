package io.tagline.hub;

import io.tagline.hub.crm.connect.Peers;
import io.tagline.hub.crm.mapping.CrmCheck;
import io.tagline.hub.crm.mapping.CrmSettings;
import io.tagline.hub.crm.mapping.MappingSurroundings;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** {@code crm check}: looks at each CRM, and at what would be sent there, before anything is. Works beside a running hub. */
final class CrmCommand implements Command.Work {

    private static final String CRM = "--crm";

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        String action = line.word(0, "check");
        line.expect(1, CRM);
        if (!action.equals("check")) {
            throw new UsageException("crm " + action + ": expected check");
        }
        HubSettings settings = surroundings.settings(line);
        List<CrmSettings> wanted = wanted(settings, line.option(CRM));
        if (wanted.isEmpty()) {
            surroundings.out().println("no CRM in the settings; crm: names them");
            return;
        }
        MappingSurroundings around = CrmSurroundings.of(settings);
        int bad = 0;
        try (Store store = HubDatabase.open(settings)) {
            for (CrmSettings crm : wanted) {
                bad += check(crm, around, store, surroundings.out()) ? 0 : 1;
            }
        }
        if (bad > 0) {
            throw new CommandFailedException(
                    bad + " of " + wanted.size() + " CRMs are not ready; nothing should be sent before that is mended");
        }
    }

    private static List<CrmSettings> wanted(HubSettings settings, Optional<String> id) throws UsageException {
        List<CrmSettings> wanted = settings.crm().stream()
                .filter(crm -> id.isEmpty() || id.get().equals(crm.id()))
                .toList();
        if (id.isPresent() && wanted.isEmpty()) {
            throw new UsageException("crm \"" + id.get() + "\": expected one of "
                    + String.join(
                            ", ", settings.crm().stream().map(CrmSettings::id).toList()));
        }
        return wanted;
    }

    private static boolean check(CrmSettings crm, MappingSurroundings around, Store store, PrintStream out) {
        out.println("crm " + crm.id() + " (" + crm.kind().code() + ")" + (crm.dryRun() ? ", dry run" : "")
                + (crm.sites().isEmpty()
                        ? ""
                        : ", sites "
                                + String.join(
                                        ", ", crm.sites().stream().sorted().toList())));
        try (Peer peer = Peers.open(crm, InstantSource.system())) {
            CrmCheck.Report report = CrmCheck.run(crm, peer, around, store.transactions());
            report.lines().forEach(out::println);
            return report.good();
        } catch (IllegalArgumentException e) {
            out.println("  " + e.getMessage());
            return false;
        }
    }
}
