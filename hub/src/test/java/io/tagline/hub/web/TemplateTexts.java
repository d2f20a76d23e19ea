package io.tagline.hub.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The texts of a template that no message replaces: between its tags, and in the attributes that people are told. */
record TemplateTexts(List<String> left) {

    private static final Pattern PART = Pattern.compile("<(/?)([a-zA-Z:0-9]+)((?:\"[^\"]*\"|[^\">])*)>|([^<]+)");
    private static final Pattern TOLD = Pattern.compile("\\s(title|alt|placeholder|aria-label)=\"([^\"]*)\"");
    private static final Set<String> WITHOUT_END = Set.of("meta", "link", "input", "br", "img", "hr");

    static TemplateTexts of(String html) {
        List<String> left = new ArrayList<>();
        Deque<Boolean> replaced = new ArrayDeque<>();
        Matcher part = PART.matcher(html.replaceAll("<!DOCTYPE[^>]*>", "").replaceAll("(?s)<!--.*?-->", ""));
        while (part.find()) {
            if (part.group(4) != null) {
                String text = part.group(4).strip();
                if (!replaced.contains(true) && text.codePoints().anyMatch(Character::isLetter)) {
                    left.add(text);
                }
            } else if (!part.group(1).isEmpty()) {
                replaced.pop();
            } else {
                Matcher told = TOLD.matcher(part.group(3));
                while (told.find()) {
                    left.add(told.group(2));
                }
                if (!WITHOUT_END.contains(part.group(2))) {
                    replaced.push(part.group(3).matches("(?s).*\\bth:(text|utext|replace|insert)=.*"));
                }
            }
        }
        return new TemplateTexts(left);
    }
}
