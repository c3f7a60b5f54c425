package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.support.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BotRulesTest {
    private final BotRules rules = new BotRules(Settings.defaults(BotsConfig.class));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36 Edg/146.0.0.0",
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
                "Mozilla/5.0 (Linux; Android 16; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/140.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (Linux; Android 10; CUBOT P40) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36",
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/480.0.0.30]",
                "Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 Instagram 360.0",
                "Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)",
                "Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18",
                ""
            })
    void letsPeoplePass(String userAgent) {
        assertThat(rules.refuses(browser(userAgent), false)).isFalse();
        assertThat(rules.hits().userAgents()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
                "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
                "Googlebot-Image/1.0",
                "Mozilla/5.0 (compatible; YandexBot/3.0)",
                "Mozilla/5.0 (compatible; AhrefsBot/7.0)",
                "Mozilla/5.0 (compatible; GPTBot/1.2; +https://openai.com/gptbot)",
                "Mozilla/5.0 (Linux; Android 5.0) (compatible; Bytespider)",
                "Mozilla/5.0 (compatible; Yahoo! Slurp)",
                "facebookexternalhit/1.1",
                "Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)",
                "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/146.0.0.0 Safari/537.36",
                "Mozilla/5.0 Chrome/146.0.0.0 Safari/537.36 Chrome-Lighthouse",
                "Pingdom.com_bot_version_1.4",
                "Mozilla/5.0+(compatible; UptimeRobot/2.0)",
                "Mozilla/5.0 (compatible; BingPreview/1.0b)",
                "TelegramBot (like TwitterBot)",
                "ia_archiver",
                "HTTPie/3.2.4",
                "Apache-HttpClient/4.5.14",
                "Mozilla/5.0 (compatible; EZID/1.0)",
                "curl/8.9.1",
                "Wget/1.24",
                "python-requests/2.32",
                "Go-http-client/2.0",
                "Java/25",
                "okhttp/5.0",
                "axios/1.7",
                "Scrapy/2.11"
            })
    void refusesRobots(String userAgent) {
        assertThat(rules.refuses(browser(userAgent), false)).isTrue();
        assertThat(rules.hits().userAgents()).isOne();
    }

    @Test
    void refusesAutomationByItself() {
        assertThat(rules.refuses(browser(null), true)).isTrue();
        assertThat(rules.refuses(browser(null), false)).isFalse();
        assertThat(rules.hits().automation()).isOne();
    }

    @Test
    void countOnlyLetsPassAndCountsBothRules() {
        BotRules counting = rules("count", "count");

        assertThat(counting.refuses(browser("curl/8.9.1"), true)).isFalse();

        assertThat(counting.hits().userAgents()).isOne();
        assertThat(counting.hits().automation()).isOne();
    }

    @Test
    void rulesAreSwitchedOffOneByOne() {
        BotRules automationOnly = rules("off", "refuse");

        assertThat(automationOnly.refuses(browser("curl/8.9.1"), false)).isFalse();
        assertThat(automationOnly.refuses(browser("curl/8.9.1"), true)).isTrue();
        assertThat(automationOnly.hits().userAgents()).isZero();
        assertThat(rules("refuse", "off").refuses(browser(null), true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"Chromium\";v=\"146\", \"HeadlessChrome\";v=\"146\"` | true",
                "`\"Chromium\";v=\"146\", \"Google Chrome\";v=\"146\"` | false",
                " | false"
            })
    void headlessBrowserIsCountedUnlessItIsToBeRefused(@Nullable String brands, boolean headless) {
        BotRules strict = new BotRules(Settings.read(BotsConfig.class, Map.of("utkast.bots.headless", "refuse")));
        Agent agent = new Agent("Mozilla/5.0 Firefox/140.0", brands, !headless);

        assertThat(rules.refuses(agent, false)).isFalse();
        assertThat(rules.hits().headless()).isEqualTo(headless ? 1 : 0);
        assertThat(strict.refuses(agent, false)).isEqualTo(headless);
        assertThat(strict.refuses(new Agent("Mozilla/5.0 Firefox/140.0", brands, false), false))
                .as("without a language")
                .isTrue();
    }

    @Tag("slow")
    @Test
    void remembersUserAgentsWithinItsBound() {
        for (int i = 0; i < 30_000; i++) {
            assertThat(rules.refuses(browser("Mozilla/5.0 Firefox/" + i), false))
                    .isFalse();
        }
        rules.refuses(browser("Mozilla/5.0 Firefox/29999"), false);

        assertThat(rules.names().size()).isLessThanOrEqualTo(10_000);
        assertThat(rules.names().hitRatio()).isPositive();
    }

    private static Agent browser(@Nullable String userAgent) {
        return new Agent(userAgent, null, true);
    }

    private static BotRules rules(String userAgents, String automation) {
        return new BotRules(Settings.read(
                BotsConfig.class, Map.of("utkast.bots.user-agents", userAgents, "utkast.bots.automation", automation)));
    }
}
