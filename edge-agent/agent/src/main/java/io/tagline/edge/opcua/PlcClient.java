package io.tagline.edge.opcua;

import io.tagline.wire.KnownProblem;
import java.io.IOException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.milo.opcua.sdk.client.DiscoveryClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.OpcUaClientConfig;
import org.eclipse.milo.opcua.sdk.client.identity.UsernameProvider;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.SecurityPolicy;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.enumerated.MessageSecurityMode;
import org.eclipse.milo.opcua.stack.core.types.enumerated.UserTokenType;
import org.eclipse.milo.opcua.stack.core.types.structured.EndpointDescription;
import org.eclipse.milo.opcua.stack.core.util.EndpointUtil;

/** Makes a session: asks for the endpoints, takes the one that is signed and encrypted, and logs in by name. */
final class PlcClient {
    private static final int REQUEST_MS = 5_000;
    private static final int SESSION_MS = 60_000;
    private static final int KEEP_ALIVE_MS = 2_000;

    private final PlcSettings settings;
    private final OwnCertificate own;
    private final PlcCertificates certificates;
    private final PlcResources resources;

    PlcClient(PlcSettings settings, OwnCertificate own, PlcCertificates certificates, PlcResources resources) {
        this.settings = settings;
        this.own = own;
        this.certificates = certificates;
        this.resources = resources;
    }

    /** Takes up to half a minute. @throws PlcException with what keeps it from a session */
    OpcUaClient connect() throws PlcException, InterruptedException {
        EndpointDescription endpoint = endpoint();
        checkTrust(endpoint);
        OpcUaClient client = null;
        try {
            client = OpcUaClient.create(config(endpoint), resources::configure);
            client.connectAsync().get(4L * REQUEST_MS, TimeUnit.MILLISECONDS);
            return client;
        } catch (UaException | ExecutionException | TimeoutException e) {
            if (client != null) {
                PlcSession.close(client);
            }
            throw refusal(e);
        }
    }

    private EndpointDescription endpoint() throws PlcException, InterruptedException {
        List<EndpointDescription> offered;
        try {
            offered = DiscoveryClient.getEndpoints(settings.address(), resources::configure)
                    .get(2L * REQUEST_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new PlcException(
                    KnownProblem.PLC_UNREACHABLE, settings.address() + " does not answer: " + reason(e), e);
        }
        URI url = URI.create(settings.address());
        return offered.stream()
                .filter(each -> SecurityPolicy.Basic256Sha256.getUri().equals(each.getSecurityPolicyUri()))
                .filter(each -> each.getSecurityMode() == MessageSecurityMode.SignAndEncrypt)
                .filter(PlcClient::takesUserNames)
                .findFirst()
                // a PLC often names itself by a host name that only its maker's network knows
                .map(each -> EndpointUtil.updateUrl(each, url.getHost(), url.getPort()))
                .orElseThrow(() -> new PlcException(
                        KnownProblem.PLC_UNREACHABLE,
                        settings.address()
                                + " offers no endpoint with Basic256Sha256, SignAndEncrypt and user names among its "
                                + offered.size()));
    }

    private static boolean takesUserNames(EndpointDescription endpoint) {
        return endpoint.getUserIdentityTokens() != null
                && Arrays.stream(endpoint.getUserIdentityTokens())
                        .anyMatch(policy -> policy.getTokenType() == UserTokenType.UserName);
    }

    private void checkTrust(EndpointDescription endpoint) throws PlcException {
        try {
            X509Certificate certificate =
                    PlcCertificates.decoded(endpoint.getServerCertificate().bytesOrEmpty());
            if (!certificates.trusts(certificate)) {
                throw untrusted(PlcCertificates.fingerprint(certificate));
            }
        } catch (CertificateException e) {
            throw new PlcException(
                    KnownProblem.PLC_CERTIFICATE_UNTRUSTED, settings.address() + " shows no X.509 certificate", e);
        } catch (IOException e) {
            throw new PlcException(KnownProblem.PLC_CERTIFICATE_UNTRUSTED, String.valueOf(e.getMessage()), e);
        }
    }

    private PlcException untrusted(String fingerprint) {
        return new PlcException(
                KnownProblem.PLC_CERTIFICATE_UNTRUSTED,
                settings.address() + " shows a certificate that nobody has accepted: SHA-256 " + fingerprint);
    }

    private OpcUaClientConfig config(EndpointDescription endpoint) {
        return OpcUaClientConfig.builder()
                .setApplicationName(LocalizedText.english("Tagline agent " + settings.agent()))
                .setApplicationUri(own.uri())
                .setProductUri("urn:tagline:agent")
                .setSessionName(() -> "tagline-agent " + settings.agent())
                .setEndpoint(endpoint)
                .setKeyPair(own.keys())
                .setCertificate(own.certificate())
                .setCertificateChain(new X509Certificate[] {own.certificate()})
                .setCertificateValidator((chain, uri, hosts) -> validate(chain))
                .setIdentityProvider(new UsernameProvider(
                        settings.username(), settings.password().reveal(), (chain, uri, hosts) -> validate(chain)))
                .setRequestTimeout(MiloTypes.millis(REQUEST_MS))
                .setSessionTimeout(MiloTypes.millis(SESSION_MS))
                .setKeepAliveInterval(MiloTypes.millis(KEEP_ALIVE_MS))
                .setKeepAliveTimeout(MiloTypes.millis(KEEP_ALIVE_MS))
                // its endpoints name another host than the one that we call
                .setSessionEndpointValidationEnabled(false)
                .build();
    }

    /** The PLC may show another certificate at a reconnection than at the first. */
    private void validate(List<X509Certificate> chain) throws UaException {
        try {
            if (chain.isEmpty() || !certificates.trusts(chain.get(0))) {
                throw new UaException(StatusCodes.Bad_CertificateUntrusted);
            }
        } catch (IOException e) {
            throw new UaException(StatusCodes.Bad_CertificateUntrusted, e);
        }
    }

    private PlcException refusal(Exception e) {
        long status =
                UaException.extractStatusCode(e).map(code -> code.getValue()).orElse(0L);
        if (status == StatusCodes.Bad_UserAccessDenied
                || status == StatusCodes.Bad_IdentityTokenInvalid
                || status == StatusCodes.Bad_IdentityTokenRejected) {
            return new PlcException(
                    KnownProblem.PLC_CREDENTIAL_REFUSED,
                    settings.address() + " refuses the user name " + settings.username() + ": " + reason(e),
                    e);
        }
        if (status == StatusCodes.Bad_SecurityChecksFailed
                || status == StatusCodes.Bad_CertificateUntrusted
                || status == StatusCodes.Bad_CertificateInvalid
                || status == StatusCodes.Bad_CertificateUriInvalid
                || status == StatusCodes.Bad_CertificateTimeInvalid
                || status == StatusCodes.Bad_CertificateUseNotAllowed) {
            return new PlcException(
                    KnownProblem.PLC_CERTIFICATE_UNTRUSTED,
                    settings.address() + " does not trust the agent's certificate, SHA-256 "
                            + PlcCertificates.fingerprint(own.certificate()) + ": " + reason(e),
                    e);
        }
        return new PlcException(
                KnownProblem.PLC_UNREACHABLE, settings.address() + " gives no session: " + reason(e), e);
    }

    /** The name of the status code, or the words of the innermost cause. */
    static String reason(Throwable e) {
        if (e instanceof TimeoutException) {
            return "no answer in time";
        }
        return UaException.extractStatusCode(e).map(MiloTypes::name).orElseGet(() -> {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return String.valueOf(cause.getMessage());
        });
    }
}
