package io.tagline.hub;

import io.tagline.hub.settings.HubSettings;
import io.tagline.settings.SettingsException;

/** {@code check}: reads the settings and says what they come to; problems go out by the exception, all of them. */
final class CheckCommand implements Command.Work {

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings) throws UsageException, SettingsException {
        line.expect(0);
        HubSettings settings = surroundings.settings(line);
        String database =
                settings.databaseUrl().isPresent() ? "PostgreSQL" : "SQLite " + HubDatabase.sqliteFile(settings);
        String broker = settings.mqtt()
                .external()
                .map(other -> "elsewhere, " + other.url())
                .orElse("embedded, " + settings.mqtt().host() + ":"
                        + settings.mqtt().port() + (settings.mqtt().anonymous() ? ", anonymous allowed" : ""));
        surroundings
                .out()
                .printf(
                        "settings are good: http %s:%d; broker %s; database %s; sites %d%n",
                        settings.http().host(),
                        settings.http().port(),
                        broker,
                        database,
                        settings.sites().size());
    }
}
