package io.utkast.hubspot.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.utkast.event.PortalKey;
import io.utkast.hubspot.RefreshTokens;
import io.utkast.site.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVaultTest {
    private static final Secret KEY = new Secret("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
    private static final Secret OTHER_KEY = new Secret("YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXowMTIzNDU=");
    private static final PortalKey ACME = new PortalKey("acme");
    private static final PortalKey BOLT = new PortalKey("bolt");
    private static final Secret CONFIGURED = new Secret("configured-token");
    private static final Secret ROTATED = new Secret("rotated-token");

    @TempDir
    Path directory;

    @Test
    void storesNothingUntilHubSpotHandsOutAnother() throws Exception {
        RefreshTokens tokens = open(KEY).of(ACME, CONFIGURED);

        tokens.issued(CONFIGURED);

        assertThat(tokens.current()).hasValue(CONFIGURED);
        assertThat(file()).doesNotExist();
    }

    @Test
    void keepsARotatedTokenOverARestart() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        assertThat(open(KEY).of(ACME, CONFIGURED).current()).hasValue(ROTATED);
        assertThat(open(KEY).of(BOLT, CONFIGURED).current()).hasValue(CONFIGURED);
    }

    @Test
    void keepsEachPortalsOwn() throws Exception {
        TokenVault vault = open(KEY);
        vault.of(ACME, CONFIGURED).issued(ROTATED);
        vault.of(BOLT, null).issued(new Secret("bolts"));

        assertThat(open(KEY).of(ACME, CONFIGURED).current()).hasValue(ROTATED);
        assertThat(open(KEY).of(BOLT, null).current()).hasValue(new Secret("bolts"));
    }

    @Test
    void aChangedConfigurationWins() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        Secret corrected = new Secret("corrected-token");
        assertThat(open(KEY).of(ACME, corrected).current()).hasValue(corrected);
    }

    @Test
    void theStoredTokenServesWhenTheConfiguredOneIsTakenOut() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        assertThat(open(KEY).of(ACME, null).current()).hasValue(ROTATED);
    }

    @Test
    void storesTheConfiguredTokenAgainIfHubSpotReturnsToIt() throws Exception {
        RefreshTokens tokens = open(KEY).of(ACME, CONFIGURED);
        tokens.issued(ROTATED);

        tokens.issued(CONFIGURED);

        assertThat(open(KEY).of(ACME, CONFIGURED).current()).hasValue(CONFIGURED);
    }

    @Test
    void showsNoTokenAndIsItsOwnersOnly() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);
        String once = Files.readString(file());
        open(KEY).of(ACME, CONFIGURED).issued(new Secret("another"));
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        assertThat(once).doesNotContain(ROTATED.reveal(), CONFIGURED.reveal(), "cm90YXRlZC10b2tlbg");
        assertThat(Files.readString(file())).isNotEqualTo(once);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void aLeftoverOfACrashIsInNobodysWay() throws Exception {
        Path leftover = directory.resolve("tokens.json.new");
        Files.writeString(leftover, "half a fi");

        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        assertThat(leftover).doesNotExist();
        assertThat(open(KEY).of(ACME, CONFIGURED).current()).hasValue(ROTATED);
    }

    @Test
    void namesTheKeyThatDoesNotFitAndChangesNothing() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);
        String before = Files.readString(file());

        assertThatThrownBy(() -> open(OTHER_KEY))
                .isInstanceOf(VaultException.class)
                .hasMessageStartingWith("utkast.secret-key: ")
                .hasMessageContaining("portal acme")
                .hasMessageNotContainingAny(OTHER_KEY.reveal(), ROTATED.reveal());
        assertThat(Files.readString(file())).isEqualTo(before);
    }

    @Test
    void asksForTheKeyOfStoredTokens() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);

        assertThatThrownBy(() -> open(null))
                .isInstanceOf(VaultException.class)
                .hasMessageStartingWith("utkast.secret-key: is needed");
    }

    @Test
    void aTokenUnderAnotherPortalsNameDoesNotOpen() throws Exception {
        open(KEY).of(ACME, CONFIGURED).issued(ROTATED);
        Files.writeString(file(), Files.readString(file()).replace("\"acme\"", "\"bolt\""));

        assertThatThrownBy(() -> open(KEY)).hasMessageContaining("portal bolt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{\"format\":1,\"tok",
                "{\"format\":2,\"tokens\":{}}",
                "{\"format\":1,\"tokens\":{\"acme\":{\"configured\":\"AA==\",\"nonce\":\"AA==\"}}}",
                "{\"format\":1,\"tokens\":{\"No Key\":{}}}"
            })
    void refusesAFileThatItDidNotWrite(String content) throws Exception {
        Files.writeString(file(), content);

        assertThatThrownBy(() -> open(KEY))
                .isInstanceOf(VaultException.class)
                .hasMessageStartingWith("utkast.data-dir: ")
                .hasMessageContaining("tokens.json");
        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void saysSoWhenItHasNoKeyToStoreWith() throws Exception {
        RefreshTokens tokens = open(null).of(ACME, CONFIGURED);
        assertThat(tokens.warning()).isEmpty();

        tokens.issued(ROTATED);

        assertThat(tokens.current()).hasValue(ROTATED);
        assertThat(tokens.warning()).hasValueSatisfying(why -> assertThat(why).contains("utkast.secret-key"));
        assertThat(file()).doesNotExist();
        tokens.issued(CONFIGURED);
        assertThat(tokens.warning()).isEmpty();
    }

    @Test
    void servesFromMemoryWhileTheDiskRefusesAndStoresLater() throws Exception {
        RefreshTokens tokens = open(KEY).of(ACME, CONFIGURED);
        Path inTheWay = Files.createDirectories(directory.resolve("tokens.json.new/in-the-way"));

        tokens.issued(ROTATED);

        assertThat(tokens.current()).hasValue(ROTATED);
        assertThat(tokens.warning()).hasValueSatisfying(why -> assertThat(why).contains("utkast.data-dir"));
        Files.delete(inTheWay);
        tokens.issued(ROTATED);
        assertThat(tokens.warning()).isEmpty();
        assertThat(open(KEY).of(ACME, CONFIGURED).current()).hasValue(ROTATED);
    }

    private TokenVault open(@Nullable Secret key) throws VaultException {
        return TokenVault.open(file(), key);
    }

    private Path file() {
        return directory.resolve("tokens.json");
    }
}
