package io.tagline.hub.store;

/** Whether the database answers, for those who ask after the hub's health. */
public final class Pulse {

    private Pulse() {}

    /** Asks it for nothing in particular; throws what any read would throw. */
    public static void check(Transactions transactions) {
        transactions.read(tx -> tx.sql("SELECT 1").query(Integer.class).single());
    }
}
