package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import io.tagline.hub.crm.Guards;
import io.tagline.hub.crm.Incoming;
import io.tagline.hub.crm.Mapping;
import io.tagline.hub.crm.Pull;
import io.tagline.hub.crm.Record;
import io.tagline.hub.crm.Target;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.outbox.Happening;
import io.tagline.hub.store.Tx;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A mapping of a file, held against the CRM's schema each time that the CRM lets us in, and fitted to it. Safe for any thread. */
public final class FittedMapping implements Mapping {
    private static final int SHOWN = 3;

    private final FileMapping file;
    private volatile FileMapping fitted;

    public FittedMapping(CrmSettings crm, MappingSurroundings around) {
        this.file = FileMapping.of(crm, around);
        this.fitted = file;
    }

    /**
     * Logs in and looks whether it fits; from then on texts are as long as the CRM takes them.
     *
     * @throws PeerClosedException if the CRM is not as the mapping has it, naming what is to be mended
     */
    public void fit(Peer peer) throws PeerException {
        String unused = peer.check();
        PeerSchema schema = peer.schema(MappingCheck.known(file.file(), peer));
        List<Finding> fatal = MappingCheck.of(file, schema, peer::traits).stream()
                .filter(Finding::fatal)
                .toList();
        if (!fatal.isEmpty()) {
            String first = fatal.stream().limit(SHOWN).map(Finding::toString).collect(Collectors.joining("; "));
            throw new PeerClosedException(
                    PeerClosedException.Why.SCHEMA, fatal.size() + " to mend in the mapping: " + first);
        }
        fitted = file.fitted(schema);
    }

    @Override
    public List<Target> targets(Tx tx, Happening happening) {
        return fitted.targets(tx, happening);
    }

    @Override
    public Optional<Record> record(Tx tx, Target target) {
        return fitted.record(tx, target);
    }

    @Override
    public List<Target> all(Tx tx, Entity entity, Optional<UUID> after, int most) {
        return fitted.all(tx, entity, after, most);
    }

    @Override
    public Set<String> fieldsToRead(String model) {
        return fitted.fieldsToRead(model);
    }

    @Override
    public List<Pull> pulls() {
        return fitted.pulls();
    }

    @Override
    public Optional<Incoming> incoming(Found found) {
        return fitted.incoming(found);
    }

    @Override
    public Guards guards(String place) {
        return fitted.guards(place);
    }
}
