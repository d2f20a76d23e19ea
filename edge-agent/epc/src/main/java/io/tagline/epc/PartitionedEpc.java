package io.tagline.epc;

import java.util.Optional;
import java.util.OptionalInt;

/** An identity of an EPC TDS 1.x scheme: company prefix and reference as numbers, the serial left where it is. */
record PartitionedEpc(Epc epc, EpcScheme identified, PartitionedLayout layout, int split, long prefix, long reference)
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
        return layout.bits();
    }

    @Override
    public OptionalInt filter() {
        return OptionalInt.of(filterValue());
    }

    @Override
    public OptionalInt partition() {
        return OptionalInt.of(split);
    }

    @Override
    public Optional<String> companyPrefix() {
        StringBuilder digits = new StringBuilder(12);
        appendPrefix(digits);
        return Optional.of(digits.toString());
    }

    @Override
    public Optional<String> gs1Key() {
        return Optional.of(keyValue());
    }

    @Override
    public Optional<String> serial() {
        return layout.serial() == PartitionedLayout.Serial.NONE ? Optional.empty() : Optional.of(serialText());
    }

    @Override
    public Optional<String> pureIdentityUri() {
        StringBuilder urn = new StringBuilder(64).append(identified.pureUrn());
        appendUrnFields(urn);
        return Optional.of(urn.toString());
    }

    @Override
    public Optional<String> tagUri() {
        StringBuilder urn = new StringBuilder(64).append(identified.tagUrn());
        appendUrnFields(urn.append((char) ('0' + filterValue())).append('.'));
        return Optional.of(urn.toString());
    }

    @Override
    public Optional<String> elementString() {
        return Optional.of(layout.key().elementString(keyValue(), qualifier()));
    }

    @Override
    public Optional<String> digitalLink() {
        return Optional.of(layout.key().digitalLink(keyValue(), qualifier()));
    }

    private int filterValue() {
        return (int) epc.field(8, 3);
    }

    private void appendUrnFields(StringBuilder urn) {
        appendPrefix(urn);
        if (layout.hasReference()) {
            appendReference(urn.append('.'));
        }
        switch (layout.serial()) {
            case NONE -> {}
            case NUMBER -> urn.append('.').append(serialNumber());
            case NUMERAL, TEXT -> UriText.appendForUrn(urn.append('.'), serialText());
        }
    }

    private void appendPrefix(StringBuilder target) {
        Characters.appendDigits(target, prefix, PartitionedLayout.prefixDigits(split));
    }

    private void appendReference(StringBuilder target) {
        if (layout.key() == Gs1Key.CPI) {
            // a part reference is the one whose length is its own, not the rest of a fixed number of digits
            target.append(reference);
        } else {
            Characters.appendDigits(target, reference, layout.referenceDigits(split));
        }
    }

    private String keyValue() {
        StringBuilder value = new StringBuilder(40);
        switch (layout.key()) {
            case SSCC, GTIN -> {
                // the reference's first digit, extension or indicator, goes before the company prefix
                int digits = layout.referenceDigits(split);
                long power = PowersOfTen.of(digits - 1);
                appendPrefix(value.append(reference / power));
                Characters.appendDigits(value, reference % power, digits - 1);
                appendCheckDigit(value, 0);
            }
            case GLN, GSRN, GSRNP -> {
                appendPrefix(value);
                appendReference(value);
                appendCheckDigit(value, 0);
            }
            case GDTI -> {
                appendPrefix(value);
                appendReference(value);
                appendCheckDigit(value, 0);
                value.append(serialText());
            }
            case GRAI -> {
                appendPrefix(value.append('0'));
                appendReference(value);
                appendCheckDigit(value, 1);
                value.append(serialText());
            }
            case GIAI -> {
                appendPrefix(value);
                value.append(serialText());
            }
            case CPI -> {
                appendPrefix(value);
                appendReference(value);
            }
        }
        return value.toString();
    }

    private static void appendCheckDigit(StringBuilder digits, int start) {
        digits.append((char) ('0' + Gs1CheckDigit.of(digits, start, digits.length())));
    }

    private String qualifier() {
        return layout.key().hasQualifier() ? serialText() : "";
    }

    private long serialNumber() {
        return epc.field(layout.serialStart(split), layout.serialBits(split));
    }

    private String serialText() {
        int start = layout.serialStart(split);
        int bits = layout.serialBits(split);
        return switch (layout.serial()) {
            case NONE -> "";
            case NUMBER -> Long.toString(serialNumber());
            case NUMERAL -> Numeral.read(epc, start, bits);
            case TEXT -> PackedText.read(epc, start, bits);
        };
    }
}
