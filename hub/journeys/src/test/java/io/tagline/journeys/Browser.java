package io.tagline.journeys;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window. Tests that ask for one are skipped, with a message, where it is not installed. */
final class Browser implements AutoCloseable {
    private static final int MOST_STALE = 3;
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

    private final ChromeDriver driver;

    Browser(Path profile) {
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
                "chromium and chromium-driver are not installed (Debian packages of these names)");
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage",
                "--user-data-dir=" + profile);
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, java.util.logging.Level.WARNING);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(DRIVER.toFile())
                .withSilent(true)
                .build();
        driver = new ChromeDriver(service, options);
        // a look at a page with axe takes half a second, on a machine that does much else more than the default of 30
        driver.manage().timeouts().scriptTimeout(Duration.ofMinutes(2));
    }

    void open(String url) {
        driver.get(url);
    }

    /** Text of the first element that matches, as a person sees it. */
    String text(String cssSelector) {
        for (int again = MOST_STALE; ; again--) {
            try {
                return driver.findElement(By.cssSelector(cssSelector)).getText();
            } catch (StaleElementReferenceException e) {
                // between finding it and reading it another page has come
                if (again == 0) {
                    throw e;
                }
            }
        }
    }

    String page() {
        return text("body");
    }

    void type(String cssSelector, String text) {
        driver.findElement(By.cssSelector(cssSelector)).sendKeys(text);
    }

    void click(String cssSelector) {
        driver.findElement(By.cssSelector(cssSelector)).click();
    }

    /** Presses keys while nothing has the focus: what pages do with them is theirs. */
    void press(CharSequence keys) {
        driver.findElement(By.tagName("body")).sendKeys(keys);
    }

    /** Presses keys wherever the focus is. */
    void pressThere(CharSequence keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** Of the page that is open, without a query. */
    String path() {
        return URI.create(driver.getCurrentUrl()).getPath();
    }

    /** Width that the page needs less the width that it has: above 0, a phone scrolls sideways. */
    long sidewaysOverflow() {
        Object pixels = driver.executeScript(
                "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
        return pixels instanceof Long overflow ? overflow : Long.MAX_VALUE;
    }

    /** What sticks out sideways, for whoever has to mend it: the first few elements as {@code tag.class}. */
    String stickingOut() {
        return String.valueOf(
                driver.executeScript(
                        """
                        const width = document.documentElement.clientWidth;
                        return [...document.body.querySelectorAll('*')]
                          .filter(e => !e.closest('.scroll *') && !e.closest('.hidden'))
                          .filter(e => { const r = e.getBoundingClientRect(); return r.width > 0 && (r.left < -1 || r.right > width + 1); })
                          .slice(0, 5).map(e => e.tagName.toLowerCase() + '.' + e.className + '#' + e.id).join(' ');
                        """));
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** {@code light} or {@code dark}, as the system would say. */
    void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Bytes that came over the line for the page that is open, as the browser counts them. */
    long transferredBytes() {
        Object bytes = driver.executeScript(
                "return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]"
                        + ".reduce((sum, entry) => sum + entry.transferSize, 0)");
        return bytes instanceof Number number ? number.longValue() : Long.MAX_VALUE;
    }

    /** A slow line, as browsers play one: so long until a request is answered, and so many bits a second. */
    enum Line {
        /** Lighthouse's slow 4G: what a network of this kind does to packets. */
        SLOW_4G(150, 1_600, 750),
        /** Chromium's preset of the same name: the answer to each request waits for the handshakes of its connection too. */
        SLOW_4G_PRESET(562.5, 1_440, 675);

        private final double latencyMs;
        private final int downKbps;
        private final int upKbps;

        Line(double latencyMs, int downKbps, int upKbps) {
            this.latencyMs = latencyMs;
            this.downKbps = downKbps;
            this.upKbps = upKbps;
        }

        String text() {
            return "slow 4G, " + latencyMs + " ms a request, " + downKbps + " kbit/s";
        }
    }

    /**
     * How a page came up, in ms since it was asked for.
     *
     * @param firstByteMs of the page
     * @param paintedMs its largest part was painted, and in its final form
     * @param readyMs its scripts have run
     */
    record Timing(long firstByteMs, long paintedMs, long readyMs) {
        /** It can be read and its links work: it needs no script for that. */
        long usableMs() {
            return paintedMs;
        }
    }

    /** Opens a page for the first time, on a slow line and with a slow processor; both are quick again afterwards. */
    Timing openSlowly(String url, Line line, int timesSlower) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
        driver.get("about:blank");
        conditions(line.latencyMs, line.downKbps * 125L, line.upKbps * 125L);
        driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", timesSlower));
        try {
            driver.get(url);
            Object times = driver.executeAsyncScript(
                    """
                    const done = arguments[arguments.length - 1];
                    const page = performance.getEntriesByType('navigation')[0];
                    new PerformanceObserver((list) => {
                      const largest = list.getEntries().pop();
                      done([page.responseStart, largest.startTime, page.domContentLoadedEventEnd].map(Math.round));
                    }).observe({type: 'largest-contentful-paint', buffered: true});
                    """);
            if (times instanceof List<?> three && three.size() == 3) {
                return new Timing(number(three.get(0)), number(three.get(1)), number(three.get(2)));
            }
            throw new AssertionError("times of " + url + ": " + times);
        } finally {
            driver.executeCdpCommand("Emulation.setCPUThrottlingRate", Map.of("rate", 1));
            conditions(0, -1, -1);
        }
    }

    private void conditions(double latencyMs, long downBytes, long upBytes) {
        driver.executeCdpCommand(
                "Network.emulateNetworkConditions",
                Map.of(
                        "offline",
                        false,
                        "latency",
                        latencyMs,
                        "downloadThroughput",
                        downBytes,
                        "uploadThroughput",
                        upBytes));
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : Long.MAX_VALUE;
    }

    /** What a script hands to the function that is its last argument. */
    List<String> lines(String asyncScript) {
        Object lines = driver.executeAsyncScript(asyncScript);
        return lines instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of("script: " + lines);
    }

    /** Waits until an element changes, and gives the browser's clock, in ms since 1970, once that has been painted. */
    long paintedNext(String cssSelector) {
        return number(driver.executeAsyncScript(
                """
                        const done = arguments[1];
                        new MutationObserver((changes, observer) => {
                          observer.disconnect();
                          requestAnimationFrame(() => {
                            const painted = new MessageChannel();
                            painted.port1.onmessage = () => done(Date.now());
                            painted.port2.postMessage(0);
                          });
                        }).observe(document.querySelector(arguments[0]), {childList: true, subtree: true});
                        """,
                cssSelector));
    }

    /** What axe finds on the page by the rules of WCAG 2.2 A and AA and by good practice, one line for each. */
    List<String> axe() throws IOException {
        driver.executeScript(AxeScript.text());
        return lines(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                  .then((result) => done(result.violations.flatMap((rule) =>
                    rule.nodes.map((node) => rule.id + " " + node.html.slice(0, 120)))), (e) => done(["axe: " + e]));
                """);
    }

    /** What the browser complained of: script errors, refused resources. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .map(entry -> entry.getLevel() + " " + entry.getMessage())
                .toList();
    }

    /** Leaves a mark in the page that is gone when the page is loaded again. */
    void mark() {
        driver.executeScript("window.journeyMark = true");
    }

    boolean marked() {
        return Boolean.TRUE.equals(driver.executeScript("return window.journeyMark === true"));
    }

    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
