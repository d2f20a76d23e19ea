package io.tagline.hub.crm.drop;

import io.tagline.settings.Secret;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClient.OpenMode;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder of an SFTP server whose key is known (RFC 4253 §4.1: who doesn't check it may speak to anybody). Keeps one session open, and
 * opens another after a failure.
 */
final class SftpFolder implements DropFolder {
    private static final Logger log = LoggerFactory.getLogger(SftpFolder.class);
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int SSH = 22;

    private final URI url;
    private final Access access;
    private final Duration longest;
    private @Nullable SshClient ssh;
    private @Nullable ClientSession session;
    private @Nullable SftpClient sftp;

    /**
     * Who we are there, and who they are.
     *
     * @param hostKey {@code SHA256:} and the fingerprint of the server's key
     * @param privateKey PEM, instead of the password
     */
    record Access(String username, Optional<Secret> password, Optional<Secret> privateKey, String hostKey) {}

    SftpFolder(URI url, Access access, Duration longest) {
        this.url = url;
        this.access = access;
        this.longest = longest;
    }

    @Override
    public String where() {
        return access.username() + " at " + url;
    }

    @Override
    public void put(String name, byte[] content) throws IOException {
        SftpClient client;
        String part = folder() + "." + name + ".part";
        try {
            client = open();
            try (OutputStream out = client.write(part, OpenMode.Create, OpenMode.Write, OpenMode.Truncate)) {
                out.write(content);
            }
        } catch (NotLetInException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw new NotPutException(e);
        }
        try {
            // of version 3, which all servers speak: it never writes over a file (draft-ietf-secsh-filexfer-02 §6.5)
            client.rename(part, folder() + name);
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    @Override
    public List<String> names() throws IOException {
        try {
            List<String> names = new ArrayList<>();
            for (SftpClient.DirEntry entry : open().readDir(folder())) {
                // itself, its parent, and what isn't whole yet
                if (!entry.getFilename().startsWith(".")) {
                    names.add(entry.getFilename());
                }
            }
            return names;
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    private String folder() {
        String path = url.getPath() == null || url.getPath().isEmpty() ? "/" : url.getPath();
        return path.endsWith("/") ? path : path + "/";
    }

    private SftpClient open() throws IOException {
        SftpClient known = sftp;
        if (known != null && known.isOpen()) {
            return known;
        }
        close();
        SshClient client = SshClient.setUpDefaultClient();
        ssh = client;
        client.setServerKeyVerifier((with, address, key) -> isKnown(key));
        // no keys and settings of whoever runs the hub
        client.setKeyIdentityProvider(none -> List.of());
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.start();
        int port = url.getPort() > 0 ? url.getPort() : SSH;
        ClientSession opened = client.connect(access.username(), url.getHost(), port)
                .verify(CONNECT)
                .getSession();
        session = opened;
        access.password().ifPresent(password -> opened.addPasswordIdentity(password.reveal()));
        if (access.privateKey().isPresent()) {
            keys(access.privateKey().get()).forEach(opened::addPublicKeyIdentity);
        }
        authenticate(opened);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(opened, CONNECT);
        // a server that says nothing for so long is left; so is a session that nobody uses
        CoreModuleProperties.IDLE_TIMEOUT.set(opened, longest);
        SftpClient fresh = SftpClientFactory.instance().createSftpClient(opened);
        sftp = fresh;
        return fresh;
    }

    /** The server's key is looked at on the way. */
    private void authenticate(ClientSession opened) throws IOException {
        try {
            opened.auth().verify(CONNECT);
        } catch (SshException e) {
            if (e.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE) {
                throw new NotLetInException("it refuses the password or key of \"" + access.username() + "\"", e);
            }
            PublicKey key = opened.getServerKey();
            if (key != null && !isKnown(key)) {
                throw new NotLetInException(
                        "its key is " + KeyUtils.getFingerPrint(BuiltinDigests.sha256, key) + ": expected "
                                + access.hostKey() + ", as the settings say",
                        e);
            }
            throw e;
        }
    }

    private boolean isKnown(PublicKey key) {
        return access.hostKey().replaceFirst("=+$", "").equals(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
    }

    private static Iterable<KeyPair> keys(Secret pem) throws IOException {
        try {
            return SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName("private key"),
                    new ByteArrayInputStream(pem.reveal().getBytes(StandardCharsets.UTF_8)),
                    null);
        } catch (GeneralSecurityException e) {
            // without its message, which may quote the key
            throw new IOException("the private key for SFTP: expected PEM without a passphrase");
        }
    }

    @Override
    public void close() {
        closed(sftp);
        closed(session);
        SshClient client = ssh;
        if (client != null) {
            client.stop();
        }
        sftp = null;
        session = null;
        ssh = null;
    }

    private static void closed(@Nullable Closeable thing) {
        if (thing != null) {
            try {
                thing.close();
            } catch (IOException e) {
                // it is gone one way or the other
                log.atDebug().setCause(e).log("SFTP session did not end well");
            }
        }
    }
}
