package io.tagline.hub.crm.hubspot;

import io.tagline.hub.crm.http.CrmAnswer;
import io.tagline.hub.crm.peer.PeerException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/** By what number an account knows that records of two object types stand beside each other ("Associations" v4). Safe for any thread. */
final class HubspotAssociationTypes {
    private final HubspotSession session;
    private final Map<Direction, Type> known = new ConcurrentHashMap<>();

    /** An association of A with B has another number than that of B with A. */
    private record Direction(String from, String to) {}

    /** @param category whose it is: {@code HUBSPOT_DEFINED} or {@code USER_DEFINED} */
    record Type(String category, int id) {}

    HubspotAssociationTypes(HubspotSession session) {
        this.session = session;
    }

    /** The one that has no label; empty where nobody has allowed the two to be associated. */
    Optional<Type> of(String from, String to) throws PeerException {
        Direction direction = new Direction(from, to);
        Optional<Type> type = Optional.ofNullable(known.get(direction));
        if (type.isEmpty()) {
            type = read(direction);
            type.ifPresent(read -> known.put(direction, read));
        }
        return type;
    }

    private Optional<Type> read(Direction direction) throws PeerException {
        CrmAnswer answer = session.get("/crm/v4/associations/" + direction.from() + "/" + direction.to() + "/labels");
        if (HubspotFailures.noType(answer)) {
            return Optional.empty();
        }
        for (JsonNode type :
                HubspotFailures.whole(answer).json().path("results").values()) {
            if (type.path("label").asString("").isEmpty()) {
                return Optional.of(new Type(
                        type.path("category").asString(""), type.path("typeId").asInt()));
            }
        }
        return Optional.empty();
    }

    void forget() {
        known.clear();
    }
}
