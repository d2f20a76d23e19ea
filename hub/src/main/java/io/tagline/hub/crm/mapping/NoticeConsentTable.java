package io.tagline.hub.crm.mapping;

import io.tagline.hub.notify.Channel;
import io.tagline.hub.notify.Contact;
import io.tagline.hub.store.Tx;

/** What {@code notify} knows of addresses that no notices go to any more; read, never written. */
final class NoticeConsentTable {
    private NoticeConsentTable() {}

    /** Whether its owner has stopped notices, or nobody is there. */
    static boolean isClosed(Tx tx, String address) {
        return tx.sql("SELECT COUNT(*) FROM notice_contacts WHERE channel = ? AND address = ? AND state <> ?")
                        .params(Channel.EMAIL.code(), address, Contact.State.OPEN.code())
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
