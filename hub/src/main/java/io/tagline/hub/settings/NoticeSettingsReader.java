package io.tagline.hub.settings;

import io.tagline.hub.notify.MailRelay;
import io.tagline.hub.notify.MailRelay.Security;
import io.tagline.hub.notify.Milestone;
import io.tagline.hub.notify.NoticeRules;
import io.tagline.hub.notify.NoticeSettings;
import io.tagline.hub.notify.QuietHours;
import io.tagline.settings.Secret;
import io.tagline.settings.Setting;
import io.tagline.settings.SettingsNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Who is told of parcels, and by which mail server. */
final class NoticeSettingsReader {
    private static final LocalTime EVENING = LocalTime.of(21, 0);
    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final int SUBMISSION = 587; // RFC 6409 §3.1
    private static final Pattern PUSH_CONTACT = Pattern.compile("(mailto:[^\\s\"@\\\\]+@|https://)[^\\s\"\\\\]+");
    private static final int MOST_PER_MINUTE = 100_000;

    /** The languages that there are words in, as their tags. */
    private enum Language {
        EN,
        FR,
        FA
    }

    private NoticeSettingsReader() {}

    static NoticeSettings of(SettingsNode notices, ZoneId zone, Optional<URI> publicUrl, Duration falseDeparture) {
        Map<String, Set<Milestone>> services = new HashMap<>();
        List<String> unused = notices.list("services", 0, node -> {
            String service = node.text("service").required();
            services.put(service, Set.copyOf(milestones(node).required()));
            return service;
        });
        NoticeRules rules = new NoticeRules(
                Set.copyOf(milestones(notices).orElse(List.copyOf(Milestone.USUAL))),
                services,
                Locale.forLanguageTag(notices.oneOf("language", Language.class)
                        .orElse(Language.EN)
                        .name()
                        .toLowerCase(Locale.ROOT)),
                zone,
                new QuietHours(
                        time(notices, "quiet-from").orElse(EVENING),
                        time(notices, "quiet-to").orElse(MORNING)),
                publicUrl.map(url -> url.toString().replaceFirst("/+$", "")),
                falseDeparture);
        Optional<String> pushContact = notices.in("push")
                .text("contact", PUSH_CONTACT, "mailto: and an address, or an https URL")
                .optional();
        boolean allowPrivate = notices.in("webhooks").bool("allow-private").orElse(false);
        return new NoticeSettings(rules, mail(notices.in("mail")), pushContact, allowPrivate);
    }

    private static Setting<List<Milestone>> milestones(SettingsNode node) {
        String expected =
                "one of " + Milestone.CHOICES.stream().map(Milestone::code).collect(Collectors.joining(", "));
        return node.values("milestones", expected, Milestone::ofChoice);
    }

    private static Setting<LocalTime> time(SettingsNode node, String key) {
        return node.text(key).as("a time of day such as 21:00", text -> {
            try {
                return LocalTime.parse(text);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("no time of day", e);
            }
        });
    }

    private static Optional<MailRelay> mail(SettingsNode mail) {
        Optional<String> host = mail.host("host").optional();
        int port = mail.port("port").orElse(SUBMISSION);
        Security security = mail.oneOf("security", Security.class).orElse(Security.STARTTLS);
        Optional<String> username = mail.text("username").optional();
        Optional<Secret> password = mail.secret("password").optional();
        Optional<String> from = mail.text("from").optional();
        int perMinute =
                mail.integer("per-domain-per-minute", 1, MOST_PER_MINUTE).orElse(120);
        if (host.isEmpty() && from.isEmpty() && username.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (host.isEmpty() || from.isEmpty()) {
            mail.refuse(host.isEmpty() ? "host" : "from", "missing; expected host and from, or neither");
            return Optional.empty();
        }
        if (username.isPresent() != password.isPresent()) {
            mail.refuse("username", "goes with a password; expected username and password-file, or neither");
        }
        if (!MailRelay.isSender(from.get())) {
            mail.refuse("from", from.get() + " is no sender; expected an address, or a name and <an address>");
        }
        if (security == Security.NONE && !Hosts.isLoopback(host.get())) {
            mail.refuse(
                    "security",
                    "none is for a mail server on this machine; expected starttls or tls, not " + "none for "
                            + host.get());
        }
        Optional<MailRelay.Login> login =
                username.flatMap(name -> password.map(secret -> new MailRelay.Login(name, secret)));
        return Optional.of(new MailRelay(host.get(), port, security, login, from.get(), perMinute));
    }
}
