package io.tagline.edge.settings;

import io.tagline.edge.portal.ReaderId;
import io.tagline.llrp.command.ReaderProfile;
import io.tagline.llrp.link.ReaderAddress;

/**
 * A reader.
 *
 * @param address who calls whom
 * @param profileName as agent.yaml has it
 * @param profile how it is to read
 */
public record ReaderSettings(ReaderId id, ReaderAddress address, String profileName, ReaderProfile profile) {}
