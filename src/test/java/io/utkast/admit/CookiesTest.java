package io.utkast.admit;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CookiesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hubspotutk=abc | abc",
                "a=b; hubspotutk=abc; c=d | abc",
                "a=b;hubspotutk=abc;c=d | abc",
                "xhubspotutk=no; hubspotutk=abc | abc",
                "hubspotutkx=no; hubspotutk=abc | abc",
                "a=hubspotutk=no; hubspotutk=abc | abc",
                "__hstc=1.abc.3.4.5.6 | abc",
                "__hstc=1.no.3; hubspotutk=abc | abc",
                "hubspotutk=; __hstc=1.abc.3 | abc",
                "hubspotutk=abc; hubspotutk=def | abc",
            })
    void findsUtk(String header, String utk) {
        assertThat(Cookies.utk(header)).isEqualTo(utk);
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {";", ";;;", "=", "hubspotutk", "hubspotutk;", "a=b", "__hstc=onepart", "HUBSPOTUTK=abc"})
    void findsNoUtk(@Nullable String header) {
        assertThat(Cookies.utk(header)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__hs_do_not_track=yes",
                "a=b; __hs_opt_out=yes",
                "__hs_opt_out=no; __hs_do_not_track=yes",
                "__hs_cookie_cat_pref=1:false",
                "__hs_cookie_cat_pref=1:false,2:true,3:true",
                "__hs_cookie_cat_pref=2:true_1:false_3:true",
                "__hs_cookie_cat_pref=1%3Afalse%2C2%3Atrue",
                "__hs_cookie_cat_pref=1%3afalse%2c2%3atrue"
            })
    void seesOptOut(String header) {
        assertThat(Cookies.optedOut(header)).isTrue();
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "__hs_do_not_track=no",
                "__hs_opt_out",
                "x__hs_opt_out=yes",
                "a=__hs_opt_out=yes",
                "__hs_cookie_cat_pref=1:true,2:false,3:false",
                "__hs_cookie_cat_pref=11:false",
                "__hs_cookie_cat_pref="
            })
    void seesNoOptOut(@Nullable String header) {
        assertThat(Cookies.optedOut(header)).isFalse();
    }
}
