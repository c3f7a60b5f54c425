/**
 * A stand-in HubSpot in its own words; shares nothing with the client it is tested against.
 *
 * <p>HubSpot's side: the v3 timeline and its older alias, app events under their versions, OAuth with its connect page, and
 * event templates. What HubSpot has documented is copied; what it leaves open is a {@link io.utkast.sandbox.Knob}. The header
 * {@code x-sandbox-contract} of a reply names the rows of {@link io.utkast.sandbox.Contract} that it follows, and how sure
 * they are.
 *
 * <p>Our side, under {@code /sandbox/control/}, looks at what arrived, lets things go wrong, turns knobs and moves the clock.
 * {@code docs/sandbox.md} describes all of it, and a test holds it to the code.
 *
 * <p>The way of a request: a door routes it ({@code Door}, {@code OAuthDoor}, {@code TemplatesDoor}), {@code Desk} lets
 * faults happen and writes the reply, {@code Gate} asks who it is and how many came before, an API does the work, and {@code
 * Crm} keeps what was taken.
 */
@NullMarked
package io.utkast.sandbox;

import org.jspecify.annotations.NullMarked;
