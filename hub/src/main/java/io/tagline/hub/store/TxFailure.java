package io.tagline.hub.store;

import java.sql.SQLException;

/** Carries a driver's exception out of a transaction to where it is understood. */
final class TxFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TxFailure(String statement, SQLException cause) {
        super(statement + ": " + cause.getMessage(), cause);
    }
}
