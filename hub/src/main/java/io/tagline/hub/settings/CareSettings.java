package io.tagline.hub.settings;

import io.tagline.hub.access.Role;
import io.tagline.hub.care.CareRules;
import io.tagline.hub.care.CaseKind;
import io.tagline.hub.care.ClaimLimits;
import io.tagline.hub.care.WorkHours;
import io.tagline.hub.care.mail.MailAccount;
import io.tagline.hub.promise.WorkCalendar;
import io.tagline.settings.Secret;
import io.tagline.settings.SettingsNode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Currency;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who looks after which cases, in which time, who may approve what, and where their mails come in. */
public record CareSettings(CareRules rules, Optional<MailAccount> mail) {
    private static final Pattern OWNER = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,63}");
    private static final String OWNER_FORM = "a member of staff or a desk: up to 64 letters, digits and ._@-";
    private static final Pattern SITE = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>]+@[^\\s@<>]+");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final Duration LONGEST_KEPT = Duration.ofDays(3650);

    static CareSettings of(
            SettingsNode root, ZoneId zone, Map<String, WorkCalendar> calendars, Optional<URI> publicUrl) {
        SettingsNode care = root.in("care");
        WorkHours usual = CareRules.usualHours(zone);
        WorkHours hours = hours(care, usual, calendars);
        Optional<MailAccount> mail = mail(care.in("mail"));
        CareRules rules = new CareRules(
                care.text("owner", OWNER, OWNER_FORM).orElse(CareRules.OWNER),
                care.text("supervisor", OWNER, OWNER_FORM).orElse(CareRules.SUPERVISOR),
                root.list("case-routing", 0, CareSettings::routing),
                root.list("case-targets", 0, node -> target(node, hours, calendars)),
                hours,
                claims(care.in("claims")),
                care.duration("patience", Duration.ofDays(1), LONGEST).orElse(CareRules.PATIENCE),
                care.duration("kept", Duration.ofDays(30), LONGEST_KEPT).orElse(CareRules.KEPT),
                care.text("acknowledgement").orElse(CareRules.ACKNOWLEDGEMENT),
                care.text("question").orElse(CareRules.QUESTION),
                publicUrl
                        .filter(known -> mail.isPresent())
                        .map(url -> url.toString().replaceFirst("/+$", "") + "/feedback/"));
        return new CareSettings(rules, mail);
    }

    private static CareRules.Routing routing(SettingsNode node) {
        return new CareRules.Routing(
                node.oneOf("kind", CaseKind.class).optional(),
                node.text("site", SITE, "the id of a site").optional(),
                node.text("owner", OWNER, OWNER_FORM).required(),
                node.text("supervisor", OWNER, OWNER_FORM).optional());
    }

    private static CareRules.Target target(SettingsNode node, WorkHours usual, Map<String, WorkCalendar> calendars) {
        Duration respond = node.duration("respond", MINUTE, LONGEST).required();
        Duration resolve = node.duration("resolve", MINUTE, LONGEST).required();
        if (resolve.compareTo(respond) < 0) {
            node.refuse("resolve", resolve + " is shorter than respond; expected at least as long");
        }
        return new CareRules.Target(
                node.oneOf("kind", CaseKind.class).optional(),
                node.text("service").optional(),
                node.text("segment").optional(),
                respond,
                resolve,
                hours(node, usual, calendars));
    }

    private static WorkHours hours(SettingsNode node, WorkHours usual, Map<String, WorkCalendar> calendars) {
        LocalTime opens = time(node, "opens").orElse(usual.opens());
        LocalTime closes = time(node, "closes").orElse(usual.closes());
        Optional<String> id = node.text("calendar").optional();
        if (id.isPresent() && !calendars.containsKey(id.get()) && node.has("calendar")) {
            node.refuse("calendar", id.get() + " is not in calendars; expected the id of one that is");
        }
        WorkCalendar calendar =
                id.flatMap(known -> Optional.ofNullable(calendars.get(known))).orElse(usual.calendar());
        if (!opens.isBefore(closes)) {
            node.refuse("closes", closes + " is not after " + opens + "; expected to close later than to open");
            return usual;
        }
        return new WorkHours(calendar, opens, closes, usual.zone());
    }

    private static Optional<LocalTime> time(SettingsNode node, String key) {
        return node.text(key)
                .as("a time of day such as 08:00", CareSettings::time)
                .optional();
    }

    private static LocalTime time(String text) {
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no time of day", e);
        }
    }

    private static ClaimLimits claims(SettingsNode node) {
        ClaimLimits usual = ClaimLimits.usual();
        Currency currency = node.text("currency")
                .as("a currency of ISO 4217 such as CAD", Currency::getInstance)
                .orElse(usual.currency());
        Map<Role, BigDecimal> limits = new EnumMap<>(Role.class);
        for (Role role : new Role[] {Role.REP, Role.SUPERVISOR, Role.ADMIN}) {
            int limit = node.integer(role.code(), 0, 1_000_000)
                    .orElse(Optional.ofNullable(usual.byRole().get(role))
                            .map(BigDecimal::intValueExact)
                            .orElse(0));
            if (limit > 0) {
                limits.put(role, new BigDecimal(limit));
            }
        }
        return new ClaimLimits(currency, limits);
    }

    private static Optional<MailAccount> mail(SettingsNode node) {
        Optional<URI> imap = node.url("imap", "imaps", "imap").optional();
        Optional<URI> smtp = node.url("smtp", "smtps", "smtp").optional();
        Optional<String> user = node.text("username").optional();
        Optional<Secret> password = node.secret("password").optional();
        Optional<String> from = node.text("from", ADDRESS, "a mail address").optional();
        String inbox = node.text("inbox").orElse("INBOX");
        String taken = node.text("taken").orElse("Taken");
        Duration every = node.duration("every", Duration.ofSeconds(5), Duration.ofHours(1))
                .orElse(Duration.ofSeconds(30));
        Optional<Path> caFile = node.path("ca-file").optional();
        if (caFile.isPresent() && node.has("ca-file") && !Files.isReadable(caFile.get())) {
            node.refuse("ca-file", caFile.get() + " can't be read; expected PEM certificates");
        }
        if (imap.isEmpty() && smtp.isEmpty()) {
            return Optional.empty();
        }
        if (imap.isEmpty() || smtp.isEmpty() || user.isEmpty() || password.isEmpty() || from.isEmpty()) {
            node.refuse(
                    imap.isEmpty()
                            ? "imap"
                            : smtp.isEmpty()
                                    ? "smtp"
                                    : user.isEmpty() ? "username" : password.isEmpty() ? "password" : "from",
                    "missing; expected imap, smtp, username, password-file and from, or none of them");
            return Optional.empty();
        }
        if (inbox.equalsIgnoreCase(taken)) {
            node.refuse("taken", taken + " is the inbox; expected another folder");
        }
        return Optional.of(new MailAccount(
                imap.get(),
                smtp.get(),
                user.get(),
                password.get(),
                from.get(),
                inbox,
                taken,
                every,
                caFile,
                Hosts.isLoopback(imap.get().getHost())
                        && Hosts.isLoopback(smtp.get().getHost())));
    }
}
