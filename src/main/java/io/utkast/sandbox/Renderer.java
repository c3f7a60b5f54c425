package io.utkast.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.jknack.handlebars.Context;
import com.github.jknack.handlebars.EscapingStrategy;
import com.github.jknack.handlebars.Handlebars;
import com.github.jknack.handlebars.HandlebarsException;
import com.github.jknack.handlebars.Helper;
import com.github.jknack.handlebars.Template;
import com.github.jknack.handlebars.context.MapValueResolver;
import io.utkast.sandbox.EventTemplate.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Turns an event into the HTML of its timeline entry, as HubSpot does: Handlebars, then Markdown. Values come from web
 * visitors, so that they can add neither markup nor Markdown of their own.
 */
final class Renderer {
    private static final int CACHED = 5_000;
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Templates templates;
    private final Handlebars handlebars = new Handlebars().with((EscapingStrategy) Renderer::verbatim);
    private final Cache<Wording, Compiled> compiled =
            Caffeine.newBuilder().maximumSize(Templates.MAXIMUM).build();
    private final Cache<Version, Rendered> cache =
            Caffeine.newBuilder().maximumSize(CACHED).build();
    private final Parser markdown = Parser.builder().build();
    private final HtmlRenderer html = HtmlRenderer.builder()
            .escapeHtml(true)
            .sanitizeUrls(true)
            .attributeProviderFactory(context -> (node, tag, attributes) -> {
                if (tag.equals("a") && attributes.getOrDefault("href", "").isEmpty()) {
                    // Not an address that may be followed: leave the text.
                    attributes.clear();
                } else if (tag.equals("a")) {
                    attributes.put("target", "_blank");
                    attributes.put("rel", "noopener noreferrer nofollow");
                }
            })
            .build();

    /** Header and detail as HTML; the header is inline, the detail may be empty. */
    record Rendered(String header, String detail) {}

    /** A template's two parts, ready to apply. */
    record Compiled(Template header, Template detail) {}

    /** What a rendering depends on: the event, and its template as it reads now. */
    private record Version(StoredEvent.Key event, long sequence, Wording wording) {}

    Renderer(Templates templates) {
        this.templates = templates;
        handlebars.registerHelper("formatDate", (Helper<Object>) (value, options) -> formatDate(value));
        templates.all().forEach(template -> compiled(template.wording()));
    }

    /** Compiles a template's wording; an {@link IllegalArgumentException} if it is none. */
    Compiled compiled(Wording wording) {
        return compiled.get(wording, text -> new Compiled(compile(text.header()), compile(text.detail())));
    }

    /** Rendered once and kept for a while, since a page that is watched asks again and again. */
    Rendered render(StoredEvent event) {
        Wording wording =
                templates.find(event.template().id()).orElseGet(event::template).wording();
        return cache.get(new Version(event.key(), event.sequence(), wording), ignored -> fresh(event, wording));
    }

    private Rendered fresh(StoredEvent event, Wording wording) {
        Compiled template = compiled(wording);
        Map<String, Object> values = new HashMap<>(event.content().tokens());
        values.put("timestamp", event.timestamp().toEpochMilli());
        String header = apply(template.header(), values).replaceAll("\\s+", " ").strip();
        if (event.content().extraData() != null) {
            values.put("extraData", JsonText.plain(event.content().extraData()));
        }
        String detail = apply(template.detail(), values);
        return new Rendered(inline(html.render(markdown.parse(header))), html.render(markdown.parse(detail)));
    }

    private static String inline(String paragraph) {
        String text = paragraph.strip();
        return text.startsWith("<p>") && text.endsWith("</p>") ? text.substring(3, text.length() - 4) : text;
    }

    private Template compile(String text) {
        try {
            return handlebars.compileInline(text);
        } catch (HandlebarsException e) {
            throw new IllegalArgumentException("not a Handlebars template", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String apply(Template template, Map<String, Object> values) {
        // Only maps are looked into: no template gets at Java objects.
        Context context =
                Context.newBuilder(values).resolver(MapValueResolver.INSTANCE).build();
        try {
            return template.apply(context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A value as Markdown that shows just this value: any ASCII punctuation may be escaped (CommonMark 2.4). */
    private static CharSequence verbatim(CharSequence value) {
        StringBuilder text = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (PUNCTUATION.indexOf(c) >= 0) {
                text.append('\\').append(c);
            } else {
                text.append(Character.isWhitespace(c) || Character.isISOControl(c) ? ' ' : c);
            }
        }
        // Spaces at the ends would keep the template's own **…** from being bold.
        return text.toString().strip();
    }

    private static Object formatDate(Object value) {
        try {
            String text = String.valueOf(value);
            return DATE.format(
                    text.matches("-?\\d{1,18}") ? Instant.ofEpochMilli(Long.parseLong(text)) : Instant.parse(text));
        } catch (DateTimeException e) {
            return "";
        }
    }
}
