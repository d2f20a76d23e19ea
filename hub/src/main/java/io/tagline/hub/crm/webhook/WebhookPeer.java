package io.tagline.hub.crm.webhook;

import io.tagline.hub.crm.peer.ChangePage;
import io.tagline.hub.crm.peer.Found;
import io.tagline.hub.crm.peer.ModelTraits;
import io.tagline.hub.crm.peer.Outcome;
import io.tagline.hub.crm.peer.Peer;
import io.tagline.hub.crm.peer.PeerAwayException;
import io.tagline.hub.crm.peer.PeerBusyException;
import io.tagline.hub.crm.peer.PeerClosedException;
import io.tagline.hub.crm.peer.PeerClosedException.Why;
import io.tagline.hub.crm.peer.PeerException;
import io.tagline.hub.crm.peer.PeerSchema;
import io.tagline.hub.crm.peer.PeerSchema.Field;
import io.tagline.hub.crm.peer.PeerTraits;
import io.tagline.hub.crm.peer.PeerUnsureException;
import io.tagline.hub.crm.peer.Write;
import io.tagline.hub.customer.Personal;
import io.tagline.hub.webhook.HttpPost;
import io.tagline.hub.webhook.WebhookSignature;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * A receiver of signed messages (Standard Webhooks 1.0, bodies of CloudEvents 1.0). It tells nothing of what it has, so nothing is ever
 * looked up there: a repeat is known by its id, and carries all of the record. Safe for any thread.
 */
public final class WebhookPeer implements Peer {
    /** Where the key is, in each message's data. */
    public static final String KEY = "key";

    private final WebhookSettings settings;
    private final HttpPost http;
    private final InstantSource clock;

    public WebhookPeer(WebhookSettings settings, InstantSource clock) {
        this.settings = settings;
        this.http = new HttpPost(settings.hosts());
        this.clock = clock;
    }

    @Override
    public PeerTraits traits() {
        return new PeerTraits("Receiver of signed webhooks", settings.longest(), PeerTraits.Limits.RETRY_AFTER, false);
    }

    @Override
    public ModelTraits traits(String model) {
        if (!settings.models().containsKey(model)) {
            throw new IllegalArgumentException(
                    "model " + model + ": expected one of " + settings.models().keySet());
        }
        return new ModelTraits(ModelTraits.Keys.UPSERT, KEY, 1, true, false);
    }

    /** Sends a message that says nothing. */
    @Override
    public String check() throws PeerException {
        Outcome outcome = send(CloudEvent.ping(settings.crm(), UUID.randomUUID()), "");
        if (outcome instanceof Outcome.Refused refused) {
            throw new PeerClosedException(
                    Why.REQUEST, "the receiver at " + settings.where() + " refuses a ping: " + refused.code());
        }
        return "receiver at " + settings.where() + " takes signed messages"
                + (settings.secrets().size() > 1 ? ", signed with the newest secret and the one before" : "");
    }

    /** Whatever the mapping says: a receiver says nothing of itself. */
    @Override
    public PeerSchema schema(Set<String> models) {
        Field any = new Field(PeerSchema.Type.OTHER, true, false, Optional.empty(), Set.of());
        Map<String, PeerSchema.Model> known = new HashMap<>();
        settings.models().forEach((model, names) -> {
            Map<String, Field> fields = new HashMap<>(Map.of(KEY, any));
            names.forEach(name -> fields.put(name, any));
            known.put(model, new PeerSchema.Model(fields));
        });
        known.keySet().retainAll(models);
        return new PeerSchema(known);
    }

    @Override
    public List<Outcome> write(List<Write> writes) throws PeerException {
        if (writes.size() != 1) {
            throw new IllegalArgumentException(writes.size() + " writes: expected one in a message");
        }
        Write write = writes.get(0);
        return List.of(send(CloudEvent.of(settings.crm(), write), write.key()));
    }

    private Outcome send(CloudEvent event, String key) throws PeerException {
        Instant now = clock.instant();
        List<Personal> secrets = settings.secrets().stream()
                .map(secret -> new Personal(secret.reveal()))
                .toList();
        Map<String, String> headers = Map.of(
                "Content-Type", CloudEvent.CONTENT_TYPE,
                "webhook-id", event.id(),
                "webhook-timestamp", String.valueOf(now.getEpochSecond()),
                "webhook-signature", WebhookSignature.of(event.id(), now, event.body(), secrets));
        try {
            return outcome(http.send(settings.url(), headers, event.body()), key);
        } catch (HttpPost.NoAnswerException e) {
            if (e.isForbidden()) {
                throw new PeerClosedException(
                        Why.REQUEST,
                        settings.where() + " is in a private network: expected a public address, or allow-private");
            }
            throw e.mayHaveArrived()
                    ? new PeerUnsureException("no answer from " + settings.where() + ": " + e.getMessage(), e)
                    : new PeerAwayException(settings.where() + " can't be reached: " + e.getMessage(), e);
        }
    }

    /** What an answer means; of those that may have come after the work was done, nobody knows. */
    private Outcome outcome(HttpPost.Answer answer, String key) throws PeerException {
        int status = answer.status();
        String said = settings.where() + " answers " + status;
        if (status / 100 == 2) {
            return new Outcome.Done(key, Optional.empty());
        }
        switch (status) {
            case 400, 409, 413, 415, 422 -> {
                return new Outcome.Refused("HTTP " + status, "the receiver takes no such message");
            }
            case 429 -> throw new PeerBusyException(said, answer.retryAfter());
            case 503 -> {
                if (answer.retryAfter().isPresent()) {
                    throw new PeerBusyException(said, answer.retryAfter());
                }
                throw new PeerAwayException(said);
            }
            case 401, 403 -> throw new PeerClosedException(Why.CREDENTIALS, said + ": it doesn't know the signature");
            // Standard Webhooks 1.0: nobody wants messages there any more
            case 410 -> throw new PeerClosedException(Why.RIGHTS, said + ": it wants no more messages");
            // a 404 may be a deployment
            case 404 -> throw new PeerAwayException(said);
            default -> {
                if (status >= 500) {
                    throw new PeerUnsureException(said);
                }
                throw new PeerClosedException(Why.REQUEST, said + ": expected a status of 2xx");
            }
        }
    }

    @Override
    public List<Found> find(String model, Collection<String> keys, Set<String> fields) {
        return List.of();
    }

    @Override
    public List<Found> read(String model, Collection<String> remoteIds, Set<String> fields) {
        return List.of();
    }

    @Override
    public ChangePage changes(String model, Optional<String> cursor, Set<String> fields, int most) {
        return new ChangePage(List.of(), cursor.orElse(""), false);
    }

    @Override
    public List<Found> keyed(String model, Optional<String> after, Set<String> fields, int most) {
        return List.of();
    }

    @Override
    public void close() {
        // each message has a connection of its own
    }
}
