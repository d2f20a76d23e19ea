package io.tagline.edge.passage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Trains what {@link Jury} judges by, on simulated sites: {@code PassageTraining SITES RESOURCES}. The sites of odd place
 * teach what a tag's own reads say and who travels together, those of even place what the votes add, so that votes are
 * learned as they are on docks never seen. Every fourth site of either is shifted in time: readers keep no step with us.
 */
public final class PassageTraining {
    private static final int TREES_ALONE = 220;
    private static final int TREES_TOGETHER = 340;
    /** One in so many wrong claims is enough to learn from, and one in so many right ones. */
    private static final int WRONG_TAKEN = 20;

    private static final int TAKEN = 2;

    /** Not worth asking mates about, but not hopeless either: each step of each claim is seen. */
    private static final float UNDECIDED = -4;

    private final Path resources;
    private final List<Path> sites;
    private final Random random = new Random(11);

    private PassageTraining(Path sites, Path resources) throws IOException {
        this.resources = resources;
        try (Stream<Path> dirs = Files.list(sites)) {
            this.sites = dirs.filter(dir -> Files.exists(dir.resolve("portal.json")))
                    .sorted()
                    .toList();
        }
    }

    public static void main(String[] args) throws IOException {
        PassageTraining training = new PassageTraining(Path.of(args[0]), Path.of(args[1]));
        training.alone();
        training.together();
    }

    private TrainingRun run(int site) throws IOException {
        System.err.println(sites.get(site));
        long shiftMs = site / 2 % 4 == 0 ? random.nextInt(100) : 0;
        return new TrainingRun(sites.get(site), shiftMs);
    }

    private void alone() throws IOException {
        TrainingRows rows = new TrainingRows(ClaimValues.COUNT);
        LikenessTraining pairs = new LikenessTraining();
        for (int site = 0; site < sites.size(); site += 2) {
            TrainingRun run = run(site);
            run.play(new Onlooker(Trees.always(UNDECIDED), Likeness.none()) {
                @Override
                boolean asksMates() {
                    return false;
                }

                @Override
                void judged(List<Claim> claims, List<Claim> asked, List<TagTrack> present, long now) {
                    inviteAll(present, now);
                    for (Claim claim : claims) {
                        int label = run.label(claim, now);
                        int taken = label == 1 ? TAKEN : WRONG_TAKEN;
                        if (label >= 0 && random.nextInt(taken) == 0) {
                            rows.add(claim, label == 1, taken);
                            compare(claim, present, run, pairs);
                        }
                    }
                }
            });
        }
        write("mates.csv", pairs.train());
        write(
                "alone.txt",
                "# Log-odds of a claim by the tag's own reads, see ClaimValues and Trees.\n"
                        + rows.boost(new Boosting(5, 0.12, 0.4, 0.4, 20), TREES_ALONE));
    }

    /** A tag that one side heard is asked when its mates pass; which are mates is not known yet. */
    private static void inviteAll(List<TagTrack> present, long now) {
        for (TagTrack track : present) {
            for (Visit visit : track.visits()) {
                visit.invite(Lane.FROM_INSIDE, now);
                visit.invite(Lane.FROM_OUTSIDE, now);
            }
        }
    }

    private void compare(Claim claim, List<TagTrack> present, TrainingRun run, LikenessTraining pairs) {
        TagTrack other = present.get(random.nextInt(present.size()));
        Visit there = other.visitOrNull(claim.visit().portal);
        if (other != claim.track() && there != null) {
            pairs.add(
                    Likeness.kind(claim.visit(), there),
                    Likeness.none().compare(claim.track(), claim.visit(), other, there),
                    run.onOneCart(claim.track().epc(), other.epc()));
        }
    }

    private void together() throws IOException {
        TrainingRows rows = new TrainingRows(ClaimValues.COUNT + GroupVote.VALUES);
        Trees alone = Trees.parse(new BufferedReader(new StringReader(read("alone.txt"))));
        Likeness likeness = Likeness.parse(new BufferedReader(new StringReader(read("mates.csv"))));
        for (int site = 1; site < sites.size(); site += 2) {
            TrainingRun run = run(site);
            run.play(new Onlooker(alone, likeness) {
                @Override
                void judged(List<Claim> claims, List<Claim> asked, List<TagTrack> present, long now) {
                    for (Claim claim : asked) {
                        int label = run.label(claim, now);
                        if (label >= 0 && random.nextInt(TAKEN) == 0) {
                            rows.add(claim, label == 1, TAKEN);
                        }
                    }
                }
            });
        }
        write(
                "together.txt",
                "# Log-odds of a claim with the votes of mates, see ClaimValues, GroupVote and Trees.\n"
                        + rows.boost(new Boosting(5, 0.1, 0.4, 0.4, 20), TREES_TOGETHER));
    }

    private String read(String name) throws IOException {
        return Files.readString(resources.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(resources.resolve(name), text);
    }

    /** Judges by a tag's own reads only. */
    private abstract static class Onlooker extends Jury {
        Onlooker(Trees alone, Likeness likeness) {
            super(alone, Trees.always(UNDECIDED), likeness);
        }

        @Override
        void together(List<Claim> claims) {
            // nobody's votes are weighed yet
        }

        @Override
        abstract void judged(List<Claim> claims, List<Claim> asked, List<TagTrack> present, long now);
    }
}
