package io.utkast.sandbox;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The behaviours of HubSpot that the sandbox copies, one row each of the table in {@code docs/sandbox.md}, and how sure it
 * is that the real one behaves so. Each reply names its rows in the header {@code x-sandbox-contract}.
 */
enum Contract {
    /** One event: 201 and its echo. */
    S1(Evidence.DOCUMENTED),
    /** The older path {@code /crm/v3/timeline}. */
    S2(Evidence.ASSUMED),
    /** A number comes back as text. */
    S3(Evidence.DOCUMENTED),
    /** A missing field is 400. */
    S4(Evidence.OBSERVED),
    /** No id is needed: HubSpot's prose and schema disagree. */
    S5(Evidence.DISPUTED),
    /** A token that the template does not declare is 400. */
    S6(Evidence.DOCUMENTED),
    /** A declared token may be left out; values must fit their type. */
    S7(Evidence.ASSUMED),
    /** An unknown template is 404. */
    S8(Evidence.ASSUMED),
    /** 500 bytes, 510 KB, 1 MB. */
    S9(Evidence.DOCUMENTED),
    /** objectId, then utk, then e-mail; only an e-mail makes a contact. */
    S10(Evidence.DOCUMENTED),
    /** A utk that nobody knows: taken, and shown nowhere. */
    S11(Evidence.ASSUMED),
    /** A link shows what waited. */
    S12(Evidence.OWN),
    /** A utk that nobody knows, with an e-mail. */
    S13(Evidence.ASSUMED),
    /** An id that comes again (v3). */
    S14(Evidence.ASSUMED),
    /** A token that also writes a property of the contact. */
    S15(Evidence.DISPUTED),
    /** Reading back. */
    S16(Evidence.DOCUMENTED),
    /** A batch, whole or in part. */
    S17(Evidence.DOCUMENTED),
    /** The most events in a batch. */
    S18(Evidence.ASSUMED),
    /** An empty batch is 400. */
    S19(Evidence.OBSERVED),
    /** App events: the dated and v4 paths. */
    S20(Evidence.DOCUMENTED),
    /** OAuth. */
    S21(Evidence.DOCUMENTED),
    /** 401 and 403. */
    S22(Evidence.OBSERVED),
    /** A private app's token. */
    S23(Evidence.DISPUTED),
    /** Event templates and their tokens. */
    S24(Evidence.DOCUMENTED),
    /** A new app may not make templates. */
    S25(Evidence.DOCUMENTED),
    /** The rolling request limit. */
    S26(Evidence.DOCUMENTED),
    /** Faults that were asked for. */
    S27(Evidence.OWN),
    /** The form of errors, with the correlation id in the body and in two headers. */
    S28(Evidence.OBSERVED),
    /** App events that show later than they are answered. */
    S29(Evidence.DOCUMENTED),
    /** The cookie helper. */
    S30(Evidence.OWN),
    /** The sandbox's own page and controls. */
    CONTROL(Evidence.OWN);

    static final String HEADER = "x-sandbox-contract";

    private final Evidence evidence;

    Contract(Evidence evidence) {
        this.evidence = evidence;
    }

    /** How sure a behaviour is. */
    enum Evidence {
        /** By HubSpot. */
        DOCUMENTED,
        /** By people who use HubSpot. */
        OBSERVED,
        /** Our guess. */
        ASSUMED,
        /** HubSpot's own sources disagree. */
        DISPUTED,
        /** Of the sandbox; HubSpot has no such thing. */
        OWN;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Evidence evidence() {
        return evidence;
    }

    /** Such as {@code S8 assumed}. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("^s(\\d)", "S$1") + " " + evidence.text();
    }

    /** Rows as the header's value, in their order. */
    static String text(Collection<Contract> rows) {
        return rows.stream().sorted().map(Contract::text).collect(Collectors.joining(", "));
    }

    static Set<Contract> set(Contract first, Contract... others) {
        return EnumSet.of(first, others);
    }
}
