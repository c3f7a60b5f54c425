package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {

    /** The authors' test vectors: key 00 to 0f, input 00, 01, 02 and so on. */
    @ParameterizedTest
    @CsvSource({
        "0, 726fdb47dd0e0e31",
        "1, 74f839c593dc67fd",
        "7, ab0200f58b01d137",
        "8, 93f5f5799a932462",
        "15, a129ca6149be45e5"
    })
    void agreesWithItsAuthors(int length, String hash) {
        byte[] input = new byte[length + 3];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) i;
        }

        long computed = new SipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L).of(input, length);

        assertThat(computed).isEqualTo(Long.parseUnsignedLong(hash, 16));
    }

    @Test
    void anotherKeyGivesAnotherHash() {
        byte[] address = {10, 0, 0, 1};

        assertThat(SipHash.random(new SecureRandom()).of(address, 4))
                .isNotEqualTo(SipHash.random(new SecureRandom()).of(address, 4));
        assertThat(SipHash.random(new SecureRandom())).hasToString("SipHash[***]");
    }
}
