package io.tagline.hub.crm.hook;

import io.tagline.settings.Secret;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Hears from CRMs that something changed there. Nothing of what they say is taken over: the CRM is asked, as it is in turn, but now. So a
 * call that is lost, comes twice or comes from elsewhere harms nothing. Safe for any thread.
 */
public final class CrmHooks {
    private final Map<String, Secret> secrets;
    private final Consumer<String> look;
    private final InstantSource clock;

    /**
     * @param secrets of the CRMs that may call, by the CRM's id
     * @param look has a CRM asked soon, by its id
     */
    public CrmHooks(Map<String, Secret> secrets, Consumer<String> look, InstantSource clock) {
        this.secrets = Map.copyOf(secrets);
        this.look = look;
        this.clock = clock;
    }

    /**
     * False for a CRM that may not call and for a caller that doesn't know the secret alike.
     *
     * @param body as it came: it is signed byte by byte
     */
    public boolean take(String crm, HookCall call, byte[] body) {
        Optional<Secret> secret = Optional.ofNullable(secrets.get(crm));
        if (secret.filter(known -> HookSeal.genuine(call, body, known, clock.instant()))
                .isEmpty()) {
            return false;
        }
        look.accept(crm);
        return true;
    }
}
