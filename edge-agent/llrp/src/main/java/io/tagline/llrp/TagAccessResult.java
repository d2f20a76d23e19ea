package io.tagline.llrp;

import java.util.ArrayList;
import java.util.List;

/**
 * What a tag answered to one access operation: a C1G2…OpSpecResult parameter.
 *
 * @param parameterType 349 read, 350 write, 351 kill, 352 lock, 353 block erase, 354 block write
 * @param result 0 for success; other numbers are the parameter's own
 * @param opSpecId which operation of the AccessSpec
 * @param wordsWritten 16-bit words written; 0 for the other operations
 * @param readData what was read, as lower-case hex; empty for the other operations
 */
public record TagAccessResult(int parameterType, int result, int opSpecId, int wordsWritten, String readData) {

    static List<TagAccessResult> of(byte[] buffer, int from, int to) {
        List<TagAccessResult> results = new ArrayList<>();
        LlrpParameters parameters = new LlrpParameters(buffer, from, to);
        try {
            while (parameters.next()) {
                int type = parameters.type();
                if (type >= LlrpParameterType.C1G2_READ_OP_SPEC_RESULT
                        && type <= LlrpParameterType.C1G2_BLOCK_WRITE_OP_SPEC_RESULT) {
                    results.add(of(parameters));
                }
            }
        } catch (LlrpBodyException e) {
            // a result too short for its fields: it and what stands behind it is left out, the read itself stays good
            return results;
        }
        return results;
    }

    private static TagAccessResult of(LlrpParameters parameter) throws LlrpBodyException {
        int type = parameter.type();
        boolean wrote = type == LlrpParameterType.C1G2_WRITE_OP_SPEC_RESULT
                || type == LlrpParameterType.C1G2_BLOCK_WRITE_OP_SPEC_RESULT;
        boolean read = type == LlrpParameterType.C1G2_READ_OP_SPEC_RESULT;
        return new TagAccessResult(
                type,
                parameter.u8(0),
                parameter.u16(1),
                wrote ? parameter.u16(3) : 0,
                read ? parameter.hex(Math.min(5, parameter.length())) : "");
    }
}
