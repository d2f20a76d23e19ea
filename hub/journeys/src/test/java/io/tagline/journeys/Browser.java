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
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium without a window. Tests that ask for one are skipped, with a message, where it is not installed. */
final class Browser implements AutoCloseable {
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
        return driver.findElement(By.cssSelector(cssSelector)).getText();
    }

    String page() {
        return driver.findElement(By.tagName("body")).getText();
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

    /** What axe finds on the page by the rules of WCAG 2.2 A and AA and by good practice, one line for each. */
    List<String> axe() throws IOException {
        driver.executeScript(AxeScript.text());
        Object found = driver.executeAsyncScript(
                """
                const done = arguments[arguments.length - 1];
                axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                  .then((result) => done(result.violations.flatMap((rule) =>
                    rule.nodes.map((node) => rule.id + " " + node.html.slice(0, 120)))), (e) => done(["axe: " + e]));
                """);
        return found instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : List.of("axe: " + found);
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
