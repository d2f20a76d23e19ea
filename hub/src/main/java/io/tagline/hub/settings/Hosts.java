package io.tagline.hub.settings;

/** What can be told of an address to listen on by how it is written. */
final class Hosts {

    private Hosts() {}

    /** Whether only this machine reaches it. */
    static boolean isLoopback(String host) {
        return host.equals("localhost") || host.equals("::1") || host.matches("127(\\.[0-9]{1,3}){3}");
    }
}
