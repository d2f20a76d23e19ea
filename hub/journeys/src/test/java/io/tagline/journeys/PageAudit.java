package io.tagline.journeys;

import java.util.List;

/**
 * Looks at the page that is open as Lighthouse does (its audits document-title, html-has-lang, viewport, doctype, charset, font-size,
 * tap-targets, uses-text-compression, uses-long-cache-ttl, cumulative-layout-shift, render-blocking-resources, errors-in-console).
 * Contrast, names and roles are axe's. One line for each finding.
 */
final class PageAudit {
    private static final String SCRIPT =
            """
            const done = arguments[arguments.length - 1];
            const found = [];
            const check = (good, finding) => { if (!good) found.push(finding); };
            check(document.title.trim().length > 0, "no title");
            check(/^[a-z]{2}/.test(document.documentElement.lang), "no language");
            check(document.compatMode === "CSS1Compat", "no doctype");
            check(document.characterSet === "UTF-8", "charset " + document.characterSet);
            const viewport = document.querySelector("meta[name=viewport]")?.content ?? "";
            check(viewport.includes("width=device-width"), "viewport: " + viewport);
            check(!/user-scalable=no|maximum-scale/.test(viewport), "nobody can zoom: " + viewport);
            check(!document.querySelector("head script[src]:not([defer]):not([async])"), "a script blocks the page");

            const shown = (e) => e.checkVisibility() && !e.closest(".hidden");
            const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            while (texts.nextNode()) {
              const parent = texts.currentNode.parentElement;
              if (texts.currentNode.data.trim() && shown(parent) && parseFloat(getComputedStyle(parent).fontSize) < 12)
                found.push("text below 12 px: " + texts.currentNode.data.trim().slice(0, 40));
            }
            for (const target of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea")) {
              const box = target.getBoundingClientRect();
              // WCAG 2.2, 2.5.8: a link within a sentence may be as high as its line
              const inline = target.matches("p a") && target.parentElement.textContent.trim() !== target.textContent.trim();
              const label = target.closest("label") ?? target;
              const tall = Math.max(box.height, label.getBoundingClientRect().height);
              if (shown(target) && box.width > 0 && !inline && tall < 24)
                found.push("target of " + Math.round(tall) + " px: " + target.outerHTML.slice(0, 80));
            }

            const files = performance.getEntriesByType("resource").filter((file) => file.name.includes("/static/"));
            for (const text of [...performance.getEntriesByType("navigation"), ...files]) {
              if (text.decodedBodySize > 2048 && text.encodedBodySize >= text.decodedBodySize && !text.name.endsWith(".svg"))
                found.push("not compressed: " + text.name);
            }
            let shift = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => { shift += entry.value; }))
              .observe({type: "layout-shift", buffered: true});
            Promise.all(files.map(async (file) => {
              const kept = (await fetch(file.name)).headers.get("Cache-Control") ?? "";
              const seconds = Number(/max-age=(\\d+)/.exec(kept)?.[1] ?? 0);
              check(seconds >= 31536000 && kept.includes("immutable"), "kept for " + kept + ": " + file.name);
            })).catch((e) => found.push("audit: " + e)).then(() => setTimeout(() => {
              check(shift <= 0.1, "layout shifts by " + shift);
              done(found);
            }, 100));
            """;

    private PageAudit() {}

    static List<String> of(Browser browser) {
        return browser.lines(SCRIPT);
    }
}
