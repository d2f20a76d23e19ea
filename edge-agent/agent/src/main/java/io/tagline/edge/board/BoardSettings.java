package io.tagline.edge.board;

import java.time.ZoneId;
import java.util.List;

/**
 * The local board.
 *
 * @param port 0 = no board
 * @param bind address of the gateway that it answers on; {@link #EVERYWHERE} for all
 * @param names host names that browsers reach it by, beside addresses and names of the local network
 * @param language where the browser asks for none that the board speaks
 * @param timeZone of the times on the page
 * @param acknowledge whether a red light can be acknowledged on the page, which asks nobody who they are
 */
public record BoardSettings(
        int port, String bind, List<String> names, Language language, ZoneId timeZone, boolean acknowledge) {
    /** All addresses of the gateway. */
    public static final String EVERYWHERE = "0.0.0.0";

    public BoardSettings {
        names = List.copyOf(names);
    }

    /** A board that there is none of: the default, since it shows tracking numbers to everybody in the network. */
    public static BoardSettings off() {
        return new BoardSettings(0, EVERYWHERE, List.of(), Language.EN, ZoneId.systemDefault(), true);
    }

    /** True if a red light can be acknowledged at this agent. */
    public boolean canAcknowledge() {
        return isOn() && acknowledge;
    }

    /** True if there is to be a board. */
    public boolean isOn() {
        return port > 0;
    }
}
