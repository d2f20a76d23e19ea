package io.tagline.hub;

import java.util.Optional;

/** What {@code --help} prints. */
final class Usage {

    private static final String ALL =
            """
            Usage: java -jar tagline-hub.jar COMMAND [--config FILE]

              run                        serve pages, API and broker until stopped
              check                      say every problem with the settings
              user add NAME --role ROLE[,ROLE] [--post POST] [--password-file FILE]
              user password NAME [--password-file FILE]
              user rights NAME --role ROLE[,ROLE] [--post POST]
              user list | user remove NAME
                                         staff who can log in; roles are admin, operations, depot, rep, supervisor,
                                         analyst, partner; without a file a password is made and printed
              key add NAME [--scope SCOPE[,SCOPE]] [--source SOURCE] [--out FILE]
              key list | key remove NAME
                                         programs that can call the API; scopes are read, write, care, notify,
                                         figures, admin; with a source a partner's, for its own orders only
              key signing [--out FILE]   the public half of the key that signs manifests, for agents' manifest.key-file
              agent add SITE/AGENT [--out FILE]
              agent list | agent remove SITE/AGENT
                                         agents that can connect to the broker
              audit verify [--anchor ANCHOR] | audit anchor | audit prune DATE
                                         whether anybody changed the audit log; where it ends, to be kept elsewhere;
                                         let go what is older than DATE
              import customers FILE [--dry-run] | import orders FILE [--dry-run]
                                         take customers or orders from a CSV file; says each line that it does not take
              crm check [--crm ID]       log in to each CRM, hold its mapping against its schema, and show what would be sent
              backup FILE                copy the database while the hub runs (SQLite)
              restore FILE               put a copy in its place while no hub runs (SQLite); the one there is kept

            Settings come from FILE, else from hub.yaml in the working directory, else from the environment alone:
            http.port is TAGLINE_HTTP_PORT. Secrets are printed once, or written to FILE (mode 0600).
            Exit status: 0 done, 1 failed, 2 wrong usage.
            """;

    private Usage() {}

    static String of(Optional<String> command) {
        return command.flatMap(Usage::part).orElse(ALL);
    }

    /** The lines of one command. */
    private static Optional<String> part(String command) {
        String lines = ALL.lines()
                .filter(line -> line.startsWith("  " + command + " "))
                .reduce("", (text, line) -> text + line + "\n");
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of("Usage: java -jar tagline-hub.jar COMMAND [--config FILE]\n\n" + lines);
    }
}
