package io.tagline.edge.health;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import java.nio.charset.StandardCharsets;

/** systemd's end of the notify socket, which the JDK cannot make. */
final class DatagramSocketStub implements AutoCloseable {
    private static final int LONGEST = 4_096;
    private static final int DONT_WAIT = 0x40;

    private final NativeLibrary c = NativeLibrary.getInstance("c");
    private final int fd;

    /** @param name path, or abstract name with a leading @ */
    DatagramSocketStub(String name) {
        fd = c.getFunction("socket").invokeInt(new Object[] {1, 2, 0});
        byte[] path = name.getBytes(StandardCharsets.UTF_8);
        if (path[0] == '@') {
            path[0] = 0;
        }
        try (var address = new Memory(110)) {
            address.clear();
            address.setShort(0, (short) 1);
            address.write(2, path, 0, path.length);
            if (c.getFunction("bind").invokeInt(new Object[] {fd, address, 2 + path.length}) != 0) {
                throw new IllegalStateException("bind " + name);
            }
        }
    }

    /** The next datagram, or empty if there is none. */
    String receive() {
        try (var buffer = new Memory(LONGEST)) {
            int length = c.getFunction("recv").invokeInt(new Object[] {fd, buffer, new NativeLong(LONGEST), DONT_WAIT});
            return length <= 0 ? "" : new String(buffer.getByteArray(0, length), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() {
        c.getFunction("close").invokeInt(new Object[] {fd});
    }
}
