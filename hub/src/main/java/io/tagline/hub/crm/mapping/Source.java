package io.tagline.hub.crm.mapping;

import io.tagline.hub.crm.peer.Value;
import java.util.Optional;
import java.util.Set;

/** Where the value of a field of a CRM comes from. */
sealed interface Source {

    /** What of ours it names. */
    Set<OurField> fields();

    /** What a person wrote in the mapping. */
    String said();

    /** A field of ours, as it is. */
    record From(OurField field) implements Source {
        @Override
        public Set<OurField> fields() {
            return Set.of(field);
        }

        @Override
        public String said() {
            return field.code();
        }
    }

    /** A text made of fields of ours. */
    record Text(Template template) implements Source {
        @Override
        public Set<OurField> fields() {
            return template.fields();
        }

        @Override
        public String said() {
            return "\"" + template + "\"";
        }
    }

    /** Always the same. */
    record Fixed(Value value, String said) implements Source {
        @Override
        public Set<OurField> fields() {
            return Set.of();
        }
    }

    /**
     * Another record.
     *
     * @param place whose
     * @param navigation what the way there is called, where that isn't the field's name (Dynamics)
     */
    record LinkTo(String place, Optional<String> navigation) implements Source {
        @Override
        public Set<OurField> fields() {
            return Set.of();
        }

        @Override
        public String said() {
            return "link " + place;
        }
    }
}
