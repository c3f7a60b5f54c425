package io.utkast.collect;

/**
 * How a site embeds its snippet.
 *
 * @param current follows the site's settings within minutes
 * @param pinned names one content, which browsers check; it changes only when the site does
 */
public record SnippetTag(String current, String pinned) {

    /** @param base the gateway's address without a slash at its end; empty for paths on its own host */
    static SnippetTag of(String base, String site, Snippet snippet) {
        String start = "<script async src=\"" + base + "/u/" + site;
        return new SnippetTag(
                start + ".js\"></script>",
                start + '.' + snippet.hash() + ".js\" integrity=\"" + snippet.integrity()
                        + "\" crossorigin=\"anonymous\"></script>");
    }
}
