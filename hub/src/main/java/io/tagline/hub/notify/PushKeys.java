package io.tagline.hub.notify;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;

/** Keys on P-256 in the form that push services and browsers take: an uncompressed point of 65 bytes (RFC 8291 §2.1). */
final class PushKeys {
    static final int POINT_BYTES = 65;
    private static final int HALF = 32;
    private static final byte UNCOMPRESSED = 4;
    private static final ECParameterSpec P256 = p256();

    private PushKeys() {}

    private static ECParameterSpec p256() {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    static KeyPair generate() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(P256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    static byte[] point(ECPublicKey key) {
        byte[] point = new byte[POINT_BYTES];
        point[0] = UNCOMPRESSED;
        copy(key.getW().getAffineX(), point, 1);
        copy(key.getW().getAffineY(), point, 1 + HALF);
        return point;
    }

    private static void copy(BigInteger value, byte[] to, int end) {
        byte[] bytes = value.toByteArray();
        int length = Math.min(bytes.length, HALF);
        System.arraycopy(bytes, bytes.length - length, to, end + HALF - length, length);
    }

    /** @throws IllegalArgumentException for what is no point of the curve: agreeing with one gives our key away, bit by bit */
    static ECPublicKey publicKey(byte[] point) {
        if (point.length != POINT_BYTES || point[0] != UNCOMPRESSED) {
            throw new IllegalArgumentException(
                    "public key of " + point.length + " bytes: expected an uncompressed point of " + POINT_BYTES);
        }
        BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + HALF));
        BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + HALF, POINT_BYTES));
        BigInteger p = ((ECFieldFp) P256.getCurve().getField()).getP();
        BigInteger right = x.modPow(BigInteger.valueOf(3), p)
                .add(P256.getCurve().getA().multiply(x))
                .add(P256.getCurve().getB())
                .mod(p);
        if (x.compareTo(p) >= 0
                || y.compareTo(p) >= 0
                || !y.modPow(BigInteger.TWO, p).equals(right)) {
            throw new IllegalArgumentException("public key is no point of P-256: expected one that is");
        }
        try {
            return (ECPublicKey)
                    KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(new ECPoint(x, y), P256));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("public key can't be used: expected a point of P-256", e);
        }
    }

    /** A pair from its two halves: 32 bytes and a point. */
    static KeyPair pair(byte[] secret, byte[] point) {
        try {
            return new KeyPair(
                    publicKey(point),
                    KeyFactory.getInstance("EC")
                            .generatePrivate(new ECPrivateKeySpec(new BigInteger(1, secret), P256)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("private key can't be used: expected 32 bytes of P-256", e);
        }
    }
}
