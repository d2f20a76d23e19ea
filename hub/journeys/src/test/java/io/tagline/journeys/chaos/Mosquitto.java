package io.tagline.journeys.chaos;

import io.tagline.journeys.Project;
import io.tagline.wire.AgentAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Debian's mosquitto with the settings and access list that {@code firmware-config/mosquitto} ships, in a folder of its own. */
final class Mosquitto implements Broker {
    static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
    static final String HUB_USER = "hub";
    static final String HUB_SECRET = "chaos-hub-0123456789";

    private static final Path PASSWORDS = Path.of("/usr/bin/mosquitto_passwd");

    private final Path folder;
    private final Path passwords;
    private final Machine machine;
    private int port = Project.freePort();

    Mosquitto(Path plant) throws IOException, InterruptedException {
        folder = Files.createDirectories(plant.resolve("broker"));
        passwords = folder.resolve("tagline.passwd");
        machine = new Machine(
                "broker",
                folder.resolve("broker.log"),
                () -> List.of(PROGRAM.toString(), "-c", settings().toString()));
        Files.createDirectories(store());
        Files.writeString(passwords, "");
        addUser(HUB_USER, HUB_SECRET);
        configure();
    }

    static boolean isInstalled() {
        return Files.isExecutable(PROGRAM) && Files.isExecutable(PASSWORDS);
    }

    private void configure() throws IOException {
        Path shipped = Project.root().resolve("firmware-config/mosquitto");
        String settings = Files.readString(shipped.resolve("mosquitto.conf"))
                .replace("/etc/mosquitto/tagline.passwd", passwords.toString())
                .replace("/etc/mosquitto/tagline.acl", shipped.resolve("acl").toString())
                .replace("/var/lib/mosquitto/", store() + "/")
                .replace("listener 1883 127.0.0.1", "listener " + port + " 127.0.0.1");
        // started by root it would become a user that may not read these files
        Files.writeString(settings(), settings + "\nuser " + System.getProperty("user.name") + "\n");
    }

    private Path settings() {
        return folder.resolve("mosquitto.conf");
    }

    private Path store() {
        return folder.resolve("store");
    }

    private void addUser(String name, String secret) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PASSWORDS.toString(), "-b", passwords.toString(), name, secret));
        int status = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("passwd.log").toFile())
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException(
                    "mosquitto_passwd ended with " + status + ": " + Files.readString(folder.resolve("passwd.log")));
        }
    }

    @Override
    public Machine machine() {
        return machine;
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public String letIn(AgentAddress agent) throws IOException, InterruptedException {
        String secret = "chaos-" + agent.site() + "-0123456789";
        addUser(agent.toString(), secret);
        return secret;
    }

    @Override
    public void wipe() throws IOException {
        Folders.delete(store());
        Files.createDirectories(store());
    }

    @Override
    public void move() throws IOException {
        port = Project.freePort();
        configure();
    }

    @Override
    public void close() {
        machine.close();
    }
}
