package io.tagline.edge.settings;

import io.tagline.edge.portal.ReaderId;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ReaderAddress;
import io.tagline.llrp.link.ReaderTls;
import java.util.Optional;

/**
 * A reader.
 *
 * @param address who calls whom
 * @param tls empty for plain LLRP
 * @param profileName as agent.yaml has it
 * @param profile how it is to read
 */
public record ReaderSettings(
        ReaderId id, ReaderAddress address, Optional<ReaderTls> tls, String profileName, ReaderProfile profile) {}
