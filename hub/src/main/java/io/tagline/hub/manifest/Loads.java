package io.tagline.hub.manifest;

import io.tagline.hub.fleet.Fleet;
import io.tagline.hub.store.Transactions;
import io.tagline.hub.store.Tx;
import io.tagline.hub.tagging.TagBindings;
import io.tagline.hub.tracking.ParcelId;
import io.tagline.wire.AgentAddress;
import io.tagline.wire.Manifest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Which parcels are expected at which portal: put whole, as often as anybody likes. Safe for any thread. */
public final class Loads {
    private static final int MOST_PROBLEMS = 100;

    private final Transactions transactions;
    private final InstantSource clock;

    public Loads(Transactions transactions, InstantSource clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Makes the portal's load what the document says; the same again changes nothing but when it closes. A parcel without a tag comes
     * into the manifest as soon as one is bound to it.
     *
     * @throws LoadRefusedException if site or portal is no id, or a tracking number no parcel's
     * @throws LoadConflictException if a parcel is expected at another portal of the same load, or the portal's agent would have more
     *     than {@link Manifest#MOST_PARCELS}
     */
    public LoadPut put(String site, String portal, LoadDocument document)
            throws LoadRefusedException, LoadConflictException {
        return put(site, portal, document, Optional.empty());
    }

    /**
     * As above, if the load is as who puts it has seen it.
     *
     * @param seen its {@link LoadView#tag}; empty for whatever it is
     * @throws LoadStaleException if it is not, or is closed; then nothing has changed
     */
    public LoadPut put(String site, String portal, LoadDocument document, Optional<String> seen)
            throws LoadRefusedException, LoadConflictException {
        requireIds(site, portal);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Put put = transactions.write(tx -> {
            seen.ifPresent(tag -> requireSeen(tx, site, portal, tag));
            return putIn(tx, site, portal, document, now);
        });
        if (!put.unknown().isEmpty()) {
            throw new LoadRefusedException(put.unknown());
        }
        if (!put.conflicts().isEmpty()) {
            throw new LoadConflictException(put.conflicts());
        }
        return put.result().orElseThrow();
    }

    /** The open load of a portal. */
    public Optional<LoadView> find(String site, String portal) {
        return transactions.read(tx -> LoadsTable.find(tx, site, portal).map(load -> view(tx, load)));
    }

    /** The open loads of a site, by portal. */
    public List<LoadView> ofSite(String site) {
        return transactions.read(tx ->
                LoadsTable.ofSite(tx, site).stream().map(load -> view(tx, load)).toList());
    }

    /** Closes the load of a portal; false if it has none. */
    public boolean close(String site, String portal) {
        return close(site, portal, Optional.empty());
    }

    /**
     * As above, if the load is as who closes it has seen it.
     *
     * @throws LoadStaleException if it is not, or is closed
     */
    public boolean close(String site, String portal, Optional<String> seen) {
        return transactions.write(tx -> {
            seen.ifPresent(tag -> requireSeen(tx, site, portal, tag));
            Optional<OpenLoad> open = LoadsTable.find(tx, site, portal);
            return open.isPresent() && close(tx, open.get());
        });
    }

    /** Makes the row this transaction's first, so that of two who have seen the same only one goes on. */
    private static void requireSeen(Tx tx, String site, String portal, String tag) {
        boolean same = LoadsTable.find(tx, site, portal)
                .filter(load -> LoadsTable.own(tx, load))
                .map(load -> view(tx, load).tag())
                .filter(tag::equals)
                .isPresent();
        if (!same) {
            throw new LoadStaleException("load of portal \"" + site + "/" + portal
                    + "\" is another by now, or closed: expected a change of what is there");
        }
    }

    /** Closes this load; false if it has been put again meanwhile, or is closed. */
    static boolean close(Tx tx, OpenLoad load) {
        if (!LoadsTable.own(tx, load)) {
            return false;
        }
        LoadParcelsTable.clear(tx, load.site(), load.portal());
        LoadsTable.delete(tx, load);
        return true;
    }

    /** Notes that other tags are on these parcels now, or none. In the transaction that changes them. */
    public static void tagsChanged(Tx tx, Collection<ParcelId> parcels) {
        if (!parcels.isEmpty()) {
            LoadParcelsTable.forEachLoadWith(tx, parcels, (site, portal) -> LoadsTable.change(tx, site, portal));
        }
    }

    private static Put putIn(Tx tx, String site, String portal, LoadDocument document, Instant now) {
        Map<String, ParcelId> known = LoadParcelsTable.byNumber(tx, numbers(document));
        List<LoadProblem> unknown = unknown(document, known);
        List<LoadProblem> conflicts = unknown.isEmpty() ? conflicts(tx, site, portal, document, known) : List.of();
        if (!unknown.isEmpty() || !conflicts.isEmpty()) {
            return new Put(unknown, conflicts, Optional.empty());
        }
        boolean opened = LoadsTable.find(tx, site, portal).isEmpty();
        // before the parcels are looked at, since two that put the same portal at the same time wait for each other
        // here
        LoadsTable.put(tx, site, portal, document, now);
        List<LoadParcel> parcels = parcels(document, known);
        if (!LoadParcelsTable.of(tx, site, portal).equals(parcels)) {
            LoadParcelsTable.replace(tx, site, portal, parcels);
        }
        OpenLoad load = LoadsTable.find(tx, site, portal).orElseThrow();
        return new Put(List.of(), List.of(), Optional.of(new LoadPut(opened, view(tx, load))));
    }

    /** What the transaction came to. */
    private record Put(List<LoadProblem> unknown, List<LoadProblem> conflicts, Optional<LoadPut> result) {}

    private static List<String> numbers(LoadDocument document) {
        List<String> numbers = new ArrayList<>(document.expected());
        document.refuse().forEach(refused -> numbers.add(refused.trackingNumber()));
        return numbers;
    }

    /** The document's parcels in its order. All of its numbers are known. */
    private static List<LoadParcel> parcels(LoadDocument document, Map<String, ParcelId> known) {
        List<LoadParcel> parcels = new ArrayList<>(document.parcels());
        document.expected().forEach(number -> parcels.add(new LoadParcel(id(known, number), Optional.empty())));
        document.refuse()
                .forEach(refused -> parcels.add(
                        new LoadParcel(id(known, refused.trackingNumber()), Optional.of(refused.reason()))));
        return parcels;
    }

    private static ParcelId id(Map<String, ParcelId> known, String number) {
        return Objects.requireNonNull(known.get(number), number);
    }

    private static List<LoadProblem> unknown(LoadDocument document, Map<String, ParcelId> known) {
        List<LoadProblem> problems = new ArrayList<>();
        List<String> numbers = numbers(document);
        for (int i = 0; i < numbers.size() && problems.size() < MOST_PROBLEMS; i++) {
            if (!known.containsKey(numbers.get(i))) {
                problems.add(new LoadProblem(
                        path(document, i),
                        "\"" + numbers.get(i) + "\": expected the tracking number of a parcel in an order"));
            }
        }
        return problems;
    }

    private static String path(LoadDocument document, int place) {
        int expected = document.expected().size();
        return place < expected ? "$.expected[" + place + "]" : "$.refuse[" + (place - expected) + "].trackingNumber";
    }

    /**
     * On PostgreSQL two portals that are put in the same moment do not see each other: then both are told to expect the parcel, and the
     * next put of either says so.
     */
    private static List<LoadProblem> conflicts(
            Tx tx, String site, String portal, LoadDocument document, Map<String, ParcelId> known) {
        List<ParcelId> expected =
                document.expected().stream().map(number -> id(known, number)).toList();
        Map<ParcelId, String> elsewhere =
                LoadParcelsTable.expectedElsewhere(tx, site, portal, document.load(), expected);
        List<LoadProblem> problems = new ArrayList<>();
        for (int i = 0; i < expected.size() && problems.size() < MOST_PROBLEMS; i++) {
            String other = elsewhere.get(expected.get(i));
            if (other != null) {
                problems.add(new LoadProblem(
                        path(document, i),
                        "\"" + document.expected().get(i) + "\" is expected at " + other + " for load \""
                                + document.load() + "\": expected it at one portal of a load"));
            }
        }
        tooMany(tx, site, portal, document).ifPresent(problems::add);
        return problems;
    }

    private static Optional<LoadProblem> tooMany(Tx tx, String site, String portal, LoadDocument document) {
        Map<String, Long> counts = LoadParcelsTable.counts(tx, site);
        for (Map.Entry<AgentAddress, Set<String>> agent :
                Fleet.portals(tx, site).entrySet()) {
            if (agent.getValue().contains(portal)) {
                long others = agent.getValue().stream()
                        .filter(each -> !each.equals(portal))
                        .mapToLong(each -> counts.getOrDefault(each, 0L))
                        .sum();
                if (others + document.parcels() > Manifest.MOST_PARCELS) {
                    return Optional.of(new LoadProblem(
                            "$.expected",
                            document.parcels() + " parcels, beside " + others + " at other portals of agent "
                                    + agent.getKey() + ": expected at most " + Manifest.MOST_PARCELS
                                    + " for one agent"));
                }
            }
        }
        return Optional.empty();
    }

    private static LoadView view(Tx tx, OpenLoad load) {
        List<LoadParcel> parcels = LoadParcelsTable.of(tx, load.site(), load.portal());
        List<ParcelId> ids = parcels.stream().map(LoadParcel::parcel).toList();
        Map<ParcelId, String> numbers = TagBindings.trackingNumbers(tx, ids);
        Set<ParcelId> tagged = TagBindings.onParcels(tx, ids).keySet();
        Set<ParcelId> passed = LoadParcelsTable.passed(tx, load);
        return new LoadView(
                load.site(),
                load.portal(),
                load.load(),
                load.direction(),
                load.openedAt(),
                load.closesAt(),
                agents(tx, load),
                parcels.stream()
                        .map(parcel -> new LoadView.Parcel(
                                numbers.getOrDefault(parcel.parcel(), ""),
                                parcel.refused(),
                                tagged.contains(parcel.parcel()),
                                passed.contains(parcel.parcel())))
                        .toList());
    }

    private static List<String> agents(Tx tx, OpenLoad load) {
        return Fleet.portals(tx, load.site()).entrySet().stream()
                .filter(agent -> agent.getValue().contains(load.portal()))
                .map(agent -> agent.getKey().agent())
                .toList();
    }

    private static void requireIds(String site, String portal) throws LoadRefusedException {
        List<LoadProblem> problems = new ArrayList<>();
        requireId(problems, "site", site);
        requireId(problems, "portal", portal);
        if (!problems.isEmpty()) {
            throw new LoadRefusedException(problems);
        }
    }

    private static void requireId(List<LoadProblem> problems, String what, String id) {
        if (!AgentAddress.isId(id)) {
            problems.add(new LoadProblem(what, "expected an id of 1 to 64 lower-case letters, digits and hyphens"));
        }
    }
}
