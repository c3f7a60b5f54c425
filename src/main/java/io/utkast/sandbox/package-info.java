/**
 * A stand-in HubSpot in its own words; shares nothing with the client it is tested against.
 *
 * <p>HubSpot's side: {@code POST /integrators/timeline/v3/events}, {@code …/events/batch/create},
 * {@code GET …/events/{template}/{id}}, the alias {@code /crm/v3/timeline}, the dated app-events paths and
 * {@code /oauth/{version}/token}. What HubSpot has documented is copied; what it leaves open is a rule in {@link
 * io.utkast.sandbox.SandboxConfig}. The header {@code x-sandbox-contract} of a reply says which it was: {@code
 * documented}, {@code observed} or {@code assumed}.
 *
 * <p>Our side, under {@code /sandbox/api/} (JSON; {@code ?hub=} chooses the account, the first one if left out):
 *
 * <ul>
 *   <li>{@code GET state} – contacts, orphans, counters and quota; {@code ?owners=} and {@code ?events=} set how many
 *   <li>{@code GET events} – every stored event, one line {@code id<TAB>sends} each, all accounts unless {@code ?hub=}
 *   <li>{@code GET events/{id}} – one event with its latest sends
 *   <li>{@code GET stream} – server-sent events: {@code change} at most four times a second
 *   <li>{@code POST link {utk, email, firstName?, lastName?}} – what a form with {@code hutk} or an identify call does
 *   <li>{@code POST fault {on, times, when, status, body, headers, delayMs, reset}} – the next answers go wrong, see {@link
 *       io.utkast.sandbox.Fault}; {@code {"clear": true}} takes all faults back
 *   <li>{@code POST expire-tokens {refresh?}} – access tokens expire now; with {@code refresh} the grants are revoked too
 *   <li>{@code POST codes} – a code for the {@code authorization_code} grant
 *   <li>{@code POST reset} – forget everything
 * </ul>
 */
@NullMarked
package io.utkast.sandbox;

import org.jspecify.annotations.NullMarked;
