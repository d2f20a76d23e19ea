package io.tagline.hub.crm;

/** Whose word on a field counts. */
public enum Owner {
    /** What stands here goes there; what is written there is written over. */
    HUB,
    /** Sent once, with a new record; from then on what stands there comes here. */
    CRM,
    /** Either may change it; where both did, a person decides. */
    BOTH
}
