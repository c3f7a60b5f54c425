package io.utkast.sandbox;

import static io.utkast.sandbox.Events.UTK;
import static io.utkast.sandbox.Events.email;
import static io.utkast.sandbox.Events.pageView;
import static io.utkast.sandbox.Events.utk;
import static org.assertj.core.api.Assertions.assertThat;

import io.utkast.sandbox.IncomingEvent.Identity;
import io.utkast.sandbox.Policy.Repeats;
import io.utkast.sandbox.SandboxConfig.MissingProperty;
import io.utkast.sandbox.Snapshot.Person;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CrmTest {
    private static final Policy LENIENT = policy(Repeats.LAST_WINS, false);

    private final Crm crm = new Crm(new FakeClock(), capacity(Map.of()), Set.of("city"));

    @Test
    void keepsAnEventOfAnUnlinkedUtkAsAnOrphan() {
        assertThat(owner(put("a", utk(UTK)))).isNull();

        assertThat(contacts()).isEmpty();
        assertThat(crm.snapshot(10, 10).orphans()).singleElement().satisfies(orphan -> {
            assertThat(orphan.utk()).isEqualTo(UTK);
            assertThat(orphan.entries().total()).isEqualTo(1);
        });
    }

    @Test
    void attachesOrphansWhenTheirUtkIsLinked() {
        put("a", utk(UTK));
        put("b", utk(UTK));

        Linked linked = link(UTK, "ada@example.com");

        assertThat(linked.attached()).isEqualTo(2);
        assertThat(crm.snapshot(10, 10).orphans()).isEmpty();
        assertThat(contacts())
                .singleElement()
                .satisfies(person -> assertThat(ids(person)).containsExactly("b", "a"));
        assertThat(owner(put("c", utk(UTK)))).isEqualTo(linked.contactId());
    }

    @Test
    void createsOneContactPerEmailWhateverItsCase() {
        String first = owner(put("a", email("Ada@example.com")));

        assertThat(owner(put("b", email("ada@EXAMPLE.com")))).isEqualTo(first);
        assertThat(contacts()).hasSize(1);
    }

    @Test
    void prefersObjectIdToUtkAndUtkToEmail() {
        String ada = link(UTK, "ada@example.com").contactId();
        String bo = owner(put("a", email("bo@example.com")));

        assertThat(owner(put("b", new Identity(null, UTK, "bo@example.com")))).isEqualTo(ada);
        assertThat(owner(put("c", new Identity(bo, UTK, null)))).isEqualTo(bo);
    }

    @Test
    void changesTheEmailOfTheContactWithTheObjectId() {
        String bo = owner(put("a", email("bo@example.com")));

        put("b", new Identity(bo, null, "bosse@example.com"));

        assertThat(owner(put("c", email("bosse@example.com")))).isEqualTo(bo);
        assertThat(owner(put("d", email("bo@example.com")))).isNotEqualTo(bo);
    }

    @Test
    void refusesAnUnknownObjectIdAndMakesNoContact() {
        Outcome outcome = put("a", new Identity("999", null, "ada@example.com"));

        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(contacts()).isEmpty();
    }

    @Test
    void linksAUtkByAnEventsEmailOnlyIfTheRuleSaysSo() {
        put("a", new Identity(null, UTK, "ada@example.com"));

        assertThat(owner(put("b", utk(UTK)))).isNull();

        crm.put(pageView("c", new Identity(null, UTK, "ada@example.com")), policy(Repeats.LAST_WINS, true));

        assertThat(owner(put("d", utk(UTK)))).isNotNull();
        assertThat(crm.snapshot(10, 10).orphans()).isEmpty();
    }

    @Test
    void keepsASharedBrowserWithTheFirstPerson() {
        String ada = link(UTK, "ada@example.com").contactId();

        Linked second = link(UTK, "bo@example.com");

        assertThat(second.ownerId()).isEqualTo(ada);
        assertThat(second.contactId()).isNotEqualTo(ada);
        assertThat(owner(put("a", utk(UTK)))).isEqualTo(ada);
    }

    @Test
    void movesARepeatedIdToItsLastOwnerAndKeepsTheHistory() {
        put("a", utk(UTK));
        String ada = owner(put("a", email("ada@example.com")));

        StoredEvent event = crm.find("1001", "a").orElseThrow();

        assertThat(event.objectId()).isEqualTo(ada);
        assertThat(event.sends().count()).isEqualTo(2);
        assertThat(event.sends().latest())
                .extracting(StoredEvent.Send::owner)
                .containsExactly(UTK, Objects.requireNonNull(ada));
        assertThat(crm.snapshot(10, 10).orphans()).isEmpty();
        assertThat(crm.all()).hasSize(1);
    }

    @Test
    void refusesARepeatedIdIfTheRuleSaysSoAndStillCountsIt() {
        put("a", utk(UTK));

        Outcome again = crm.put(pageView("a", utk(UTK)), policy(409, false));

        assertThat(again)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().status()).isEqualTo(409));
        assertThat(crm.find("1001", "a").orElseThrow().sends().count()).isEqualTo(2);
    }

    @Test
    void takesABatchWholeOrNotAtAll() {
        put("a", utk(UTK));
        Policy strict = policy(409, false);

        List<Outcome> refused = crm.putAllOrNothing(List.of(pageView("b", utk(UTK)), pageView("a", utk(UTK))), strict);

        assertThat(refused).singleElement().isInstanceOf(Outcome.Refused.class);
        assertThat(crm.find("1001", "b")).isEmpty();
        assertThat(crm.putAllOrNothing(List.of(pageView("b", utk(UTK))), strict))
                .singleElement()
                .isInstanceOf(Outcome.Taken.class);
    }

    @Test
    void dropsTheOldestAndCountsThem() {
        Crm small = new Crm(
                new FakeClock(),
                capacity(Map.of("maximum.events", "3", "maximum.contacts", "1", "maximum.orphans", "1")),
                Set.of());

        for (String id : List.of("a", "b", "c", "d")) {
            small.put(pageView(id, utk(UTK)), LENIENT);
        }
        small.put(pageView("e", utk("f".repeat(32))), LENIENT);
        small.put(pageView("f", email("ada@example.com")), LENIENT);
        small.put(pageView("g", email("bo@example.com")), LENIENT);

        Snapshot left = small.snapshot(10, 10);
        assertThat(small.all()).extracting(StoredEvent::id).containsExactly("e", "g");
        assertThat(left.totals().dropped()).isEqualTo(new Snapshot.Dropped(1, 1, 1));
        assertThat(left.contacts()).extracting(Person::email).containsExactly("bo@example.com");
    }

    private static Policy policy(int repeatedStatus, boolean linkUtkByEmail) {
        Repeats repeats = new Repeats(repeatedStatus, Contract.S14);
        return new Policy(repeats, linkUtkByEmail, 201, MissingProperty.IGNORE, Duration.ZERO);
    }

    private static Capacity capacity(Map<String, String> config) {
        return new Capacity(Configs.with(config).maximum());
    }

    private Outcome put(String id, Identity identity) {
        return crm.put(pageView(id, identity), LENIENT);
    }

    private Linked link(String utk, String email) {
        return crm.link(new Identified(utk, email, null, null), MissingProperty.IGNORE);
    }

    private List<Person> contacts() {
        return crm.snapshot(10, 10).contacts();
    }

    private static List<String> ids(Person person) {
        return person.entries().newest().stream().map(StoredEvent::id).toList();
    }

    private static @Nullable String owner(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Taken(StoredEvent event, Set<Contract> _) -> event.objectId();
            case Outcome.Refused(Refusal refusal) -> throw new AssertionError("refused: " + refusal);
        };
    }
}
