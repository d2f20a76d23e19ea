package io.tagline.hub.crm.fake;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.Write;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The way of one hub's process to a CRM: once the process is killed nothing more goes out, while what went before arrives. */
public final class CutOff implements Peer {
    private final Peer peer;
    private volatile boolean cut;

    public CutOff(Peer peer) {
        this.peer = peer;
    }

    public void cut() {
        cut = true;
    }

    private Peer peer() throws PeerException {
        if (cut) {
            throw new PeerAwayException("the process is dead");
        }
        return peer;
    }

    @Override
    public PeerTraits traits() {
        return peer.traits();
    }

    @Override
    public ModelTraits traits(String model) {
        return peer.traits(model);
    }

    @Override
    public String check() throws PeerException {
        return peer().check();
    }

    @Override
    public PeerSchema schema(Set<String> models) throws PeerException {
        return peer().schema(models);
    }

    @Override
    public List<Outcome> write(List<Write> writes) throws PeerException {
        return peer().write(writes);
    }

    @Override
    public List<Found> find(String model, Collection<String> keys, Set<String> fields) throws PeerException {
        return peer().find(model, keys, fields);
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) throws PeerException {
        return peer().read(model, remoteIds, fields);
    }

    @Override
    public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most)
            throws PeerException {
        return peer().changes(model, cursor, fields, most);
    }

    @Override
    public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) throws PeerException {
        return peer().keyed(model, after, fields, most);
    }

    @Override
    public void close() {
        // the CRM lives on
    }
}
