import type { ProviderStates } from './provider-states.ts'

/** JSON has no infinity. */
const ANY_NUMBER = Number.MAX_SAFE_INTEGER

/** Switches the providers' rate limits off. */
export function removeLimits(world: ProviderStates): void {
  world.mailchimp.switches.simultaneousCalls = ANY_NUMBER
  world.mailup.switches.callsPerSecond = ANY_NUMBER
  world.constantContact.switches.callsPerSecond = ANY_NUMBER
  world.constantContact.switches.callsPerDay = ANY_NUMBER
  world.constantContactV2.switches.callsPerSecond = ANY_NUMBER
}
