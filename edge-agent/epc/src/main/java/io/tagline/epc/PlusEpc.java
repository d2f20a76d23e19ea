package io.tagline.epc;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * An identity of a "+" scheme. GS1 defines no EPC URN for these; their text forms are element string and Digital Link.
 *
 * @param textStart where the serial begins; equal to {@code end} if there is none
 */
record PlusEpc(Epc epc, EpcScheme identified, Gs1Key key, int keyDigits, int textStart, int end)
        implements EpcIdentity {
    @Override
    public Kind kind() {
        return Kind.IDENTIFIED;
    }

    @Override
    public Optional<EpcScheme> scheme() {
        return Optional.of(identified);
    }

    @Override
    public int identityBits() {
        return end;
    }

    @Override
    public OptionalInt filter() {
        return OptionalInt.of((int) epc.field(9, 3));
    }

    @Override
    public Optional<String> gs1Key() {
        return Optional.of(keyValue());
    }

    @Override
    public Optional<String> serial() {
        // where an asset's company prefix ends, and so its reference begins, is unknown
        return textStart == end || key == Gs1Key.GIAI ? Optional.empty() : Optional.of(text());
    }

    @Override
    public Optional<String> elementString() {
        return Optional.of(key.elementString(keyValue(), qualifier()));
    }

    @Override
    public Optional<String> digitalLink() {
        return Optional.of(key.digitalLink(keyValue(), qualifier()));
    }

    private String keyValue() {
        StringBuilder value = new StringBuilder(40);
        for (int i = 0; i < keyDigits; i++) {
            value.append((char) ('0' + PlusLayout.digit(epc, i)));
        }
        return key.hasQualifier() ? value.toString() : value.append(text()).toString();
    }

    private String qualifier() {
        return key.hasQualifier() ? text() : "";
    }

    private String text() {
        return textStart == end ? "" : VariableText.read(epc, textStart);
    }
}
