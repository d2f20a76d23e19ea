package io.tagline.edge;

import io.tagline.edge.opcua.PlcCertificates;
import io.tagline.edge.opcua.PlcCertificates.Known;
import io.tagline.edge.settings.AgentSettings;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * {@code trust}: lists the certificates that PLCs have shown, or accepts one. The agent need not be stopped: it looks at each try to
 * connect.
 */
final class TrustCommand {

    private TrustCommand() {}

    static int run(AgentSettings settings, Optional<String> accept, PrintStream out, PrintStream err) {
        PlcCertificates certificates = new PlcCertificates(settings.pki());
        try {
            return accept.isPresent()
                    ? accept(certificates, accept.get(), out, err)
                    : list(certificates, settings, out);
        } catch (IOException e) {
            err.println(settings.pki() + ": " + e.getMessage());
            return EdgeAgent.FAILED;
        }
    }

    private static int list(PlcCertificates certificates, AgentSettings settings, PrintStream out) throws IOException {
        List<Known> known = certificates.list();
        if (known.isEmpty()) {
            out.println("no PLC has shown a certificate yet; they are kept in " + settings.pki());
        }
        for (Known each : known) {
            out.println((each.trusted() ? "trusted   " : "rejected  ") + each.fingerprint() + "  " + each.subject());
        }
        return EdgeAgent.DONE;
    }

    private static int accept(PlcCertificates certificates, String fingerprint, PrintStream out, PrintStream err)
            throws IOException {
        Optional<Known> accepted = certificates.accept(fingerprint);
        if (accepted.isEmpty()) {
            err.println("\"" + fingerprint + "\" fits no certificate, or more than one; expected at least "
                    + PlcCertificates.LEAST_DIGITS + " digits of a fingerprint that trust lists");
            return EdgeAgent.FAILED;
        }
        out.println("trusted   " + accepted.get().fingerprint() + "  "
                + accepted.get().subject());
        return EdgeAgent.DONE;
    }
}
