package io.tagline.hub;

import io.tagline.hub.access.MachineSecret;
import io.tagline.hub.access.Role;
import io.tagline.hub.access.StaffUsers;
import io.tagline.hub.settings.HubSettings;
import io.tagline.hub.store.Store;
import io.tagline.settings.SettingsException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code user}: staff who can log in. */
final class UserCommand implements Command.Work {

    private static final String FILE = "--password-file";
    private static final String POST = "--post";
    private static final String ROLE = "--role";

    @Override
    public void run(CommandLine line, Command.Surroundings surroundings)
            throws UsageException, CommandFailedException, SettingsException, IOException {
        String action = line.word(0, "add, password, rights, list or remove");
        HubSettings settings = surroundings.settings(line);
        PrintStream out = surroundings.out();
        try (Store store = HubDatabase.open(settings)) {
            StaffUsers users = new StaffUsers(store.transactions(), InstantSource.system());
            switch (action) {
                case "add" -> add(line, users, out);
                case "password" -> password(line, users, out);
                case "rights" -> rights(line, users);
                case "list" -> {
                    line.expect(1);
                    users.all()
                            .forEach(user -> out.println(user.name() + "\t"
                                    + user.roles().stream()
                                            .map(Role::code)
                                            .sorted()
                                            .collect(Collectors.joining(","))
                                    + "\t" + user.createdAt()
                                    + user.post().map(post -> "\t" + post).orElse("")));
                }
                case "remove" -> {
                    line.expect(2);
                    if (!users.remove(Operator.viewer(), line.word(1, "a name"))) {
                        throw unknown(line);
                    }
                }
                default ->
                    throw new UsageException("user " + action + ": expected add, password, rights, list or remove");
            }
        }
    }

    private static void add(CommandLine line, StaffUsers users, PrintStream out)
            throws UsageException, CommandFailedException, IOException {
        line.expect(2, ROLE, POST, FILE);
        String name = line.word(1, "a name");
        Set<Role> roles = roles(line);
        Optional<String> given = given(line);
        String password = given.orElseGet(MachineSecret::random);
        if (!users.add(Operator.viewer(), name, password, roles, line.option(POST))) {
            throw new CommandFailedException("user \"" + name + "\" is there already: expected a new name");
        }
        if (given.isEmpty()) {
            out.println(password);
        }
    }

    private static void password(CommandLine line, StaffUsers users, PrintStream out)
            throws UsageException, CommandFailedException, IOException {
        line.expect(2, FILE);
        Optional<String> given = given(line);
        String password = given.orElseGet(MachineSecret::random);
        if (!users.setPassword(Operator.viewer(), line.word(1, "a name"), password)) {
            throw unknown(line);
        }
        if (given.isEmpty()) {
            out.println(password);
        }
    }

    /** All of them anew: what is not named is taken away. */
    private static void rights(CommandLine line, StaffUsers users) throws UsageException, CommandFailedException {
        line.expect(2, ROLE, POST);
        if (!users.setRights(Operator.viewer(), line.word(1, "a name"), roles(line), line.option(POST))) {
            throw unknown(line);
        }
    }

    private static Set<Role> roles(CommandLine line) throws UsageException {
        return Words.split(
                line.option(ROLE)
                        .orElseThrow(() -> new UsageException(
                                "user: expected --role with one or more of " + Words.codes(Role.values()))),
                Role::ofCode,
                "role",
                Role.values());
    }

    /** The first line of the file, where one is named. */
    private static Optional<String> given(CommandLine line) throws IOException, CommandFailedException {
        Optional<String> file = line.option(FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Files.readString(Path.of(file.get()))
                .lines()
                .findFirst()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new CommandFailedException(
                        "file \"" + file.get() + "\" is empty: expected a password in its first line")));
    }

    private static CommandFailedException unknown(CommandLine line) throws UsageException {
        return new CommandFailedException("user \"" + line.word(1, "a name") + "\": expected the name of a user");
    }
}
