package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.Entity;
import io.tagline.settings.Secret;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * One CRM, as the settings have it.
 *
 * @param id names it in the store and in messages: 1 to 40 of a-z, 0-9 and -
 * @param url where it is; there always is one but for a folder of this machine
 * @param folder for files, of this machine
 * @param sites that are activated; none: all
 * @param firstSync what is sent of what was there before the CRM was
 * @param dryRun whether nothing is written
 * @param longestRequest after this long a request is over there, done or not; empty: as the connector knows it
 * @param pullEvery how often it is asked what changed; zero for never
 * @param hookSecret what the CRM shows when it says by itself that something changed; empty: it can't
 * @param newCustomers whether customers that are made there become ours
 * @param compareEvery how often both sides are compared; zero for only when somebody asks
 * @param repair whether what is the hub's alone, and stands otherwise there or is gone, is written again
 * @param paused whether somebody has to start it first
 * @param allowPrivate whether webhooks may go into a private network, and without TLS
 */
public record CrmSettings(
        String id,
        CrmKind kind,
        Optional<URI> url,
        Optional<Path> folder,
        CrmLogin login,
        MappingFile mapping,
        Set<String> sites,
        Set<Entity> firstSync,
        boolean dryRun,
        CrmBudget budget,
        Optional<Duration> longestRequest,
        Duration pullEvery,
        Optional<Secret> hookSecret,
        boolean newCustomers,
        Duration compareEvery,
        boolean repair,
        boolean paused,
        boolean allowPrivate) {
    public CrmSettings {
        sites = Set.copyOf(sites);
        firstSync = Set.copyOf(firstSync);
    }
}
