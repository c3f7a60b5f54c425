package io.utkast.site;

import java.util.List;

/** Path templates such as {@code /invite/*}: a path that fits one keeps only the parts that are not starred. */
public final class PathTemplates {
    private final List<String[]> templates;

    private PathTemplates(List<String[]> templates) {
        this.templates = templates;
    }

    /** The templates in the order in which they are tried. */
    public static PathTemplates of(List<String> templates) {
        return new PathTemplates(
                templates.stream().map(template -> template.split("/", -1)).toList());
    }

    /** The path with each part that a template stars replaced by a star; a final star covers all that follows. */
    public String mask(String path) {
        if (templates.isEmpty()) {
            return path;
        }
        String[] parts = path.split("/", -1);
        for (String[] template : templates) {
            if (fits(template, parts)) {
                return String.join("/", template);
            }
        }
        return path;
    }

    private static boolean fits(String[] template, String[] parts) {
        boolean openEnd = template[template.length - 1].equals("*");
        if (parts.length < template.length || (parts.length > template.length && !openEnd)) {
            return false;
        }
        for (int i = 0; i < template.length; i++) {
            if (!template[i].equals("*") && !template[i].equals(parts[i])) {
                return false;
            }
        }
        return true;
    }
}
