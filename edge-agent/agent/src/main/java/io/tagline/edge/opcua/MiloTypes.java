package io.tagline.edge.opcua;

import io.tagline.edge.opcua.PlcChange.Quality;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.jspecify.annotations.Nullable;

/** Between the types of OPC UA, as Milo has them, and ours. */
final class MiloTypes {

    private MiloTypes() {}

    static UInteger millis(long millis) {
        return Unsigned.uint(millis);
    }

    /** The name of a status code in the standard, e.g. {@code Bad_NodeIdUnknown}. */
    static String name(StatusCode status) {
        return StatusCodes.lookup(status.getValue()).map(words -> words[0]).orElseGet(() -> "status 0x%08X"
                .formatted(status.getValue()));
    }

    static PlcChange change(PlcNode node, DataValue value, boolean first, long tickNanos, PlcClock clock) {
        StatusCode status = value.getStatusCode() == null ? StatusCode.GOOD : value.getStatusCode();
        Quality quality = status.isGood() ? Quality.GOOD : status.isUncertain() ? Quality.UNCERTAIN : Quality.BAD;
        double number = quality == Quality.BAD ? Double.NaN : number(value.getValue());
        Optional<Instant> changed = instant(value.getSourceTime());
        return new PlcChange(
                node,
                number,
                changed,
                instant(value.getServerTime()),
                quality,
                first,
                tickNanos,
                changed.map(at -> clock.tickOf(at, tickNanos)).orElse(tickNanos));
    }

    /** NaN for what is no number and no Boolean. */
    private static double number(@Nullable Variant variant) {
        Object value = variant == null ? null : variant.getValue();
        if (value instanceof Boolean on) {
            return on ? 1 : 0;
        }
        // Milo's unsigned types are numbers too
        return value instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    static Optional<Instant> instant(@Nullable DateTime time) {
        return Optional.ofNullable(time).filter(given -> !given.isNull()).map(DateTime::getJavaInstant);
    }

    /** Whether a signal of this kind may have this data type. */
    static boolean fits(PlcSignal.Kind kind, OpcUaDataType type) {
        boolean bool = type == OpcUaDataType.Boolean;
        boolean whole = type.getTypeId() >= OpcUaDataType.SByte.getTypeId()
                && type.getTypeId() <= OpcUaDataType.UInt64.getTypeId();
        boolean decimal = type == OpcUaDataType.Float || type == OpcUaDataType.Double;
        return switch (kind) {
            case SWITCH -> bool;
            case WHOLE -> whole;
            case NUMBER -> whole || decimal;
            case SWITCH_OR_WHOLE -> bool || whole;
        };
    }

    /** A number in a data type; what does not fit wraps, as counters of a PLC do. */
    static Variant variant(OpcUaDataType type, long value) {
        return switch (type) {
            case Boolean -> Variant.ofBoolean((value & 1) == 1);
            case SByte -> Variant.ofSByte((byte) value);
            case Byte -> Variant.ofByte(Unsigned.ubyte(value & 0xFF));
            case Int16 -> Variant.ofInt16((short) value);
            case UInt16 -> Variant.ofUInt16(Unsigned.ushort((int) (value & 0xFFFF)));
            case Int32 -> Variant.ofInt32((int) value);
            case UInt32 -> Variant.ofUInt32(Unsigned.uint(value & 0xFFFF_FFFFL));
            case Int64 -> Variant.ofInt64(value);
            case UInt64 -> Variant.ofUInt64(Unsigned.ulong(value));
            default -> throw new IllegalArgumentException("a whole number cannot be written as " + type);
        };
    }
}
