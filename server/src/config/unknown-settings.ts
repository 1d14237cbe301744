import { nearestName } from '../kernel/nearest-name.ts'
import { COMMAND_SETTINGS } from './command-settings.ts'
import type { Setting } from './setting.ts'
import { SETTINGS } from './settings.ts'
import { TEST_SETTINGS } from './test-settings.ts'

/** A warning for each `LETTERLOCK_` variable that is not a setting, with the most similar name: it may be a typo. */
export function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = [SETTINGS, COMMAND_SETTINGS, TEST_SETTINGS].flatMap((table) =>
    Object.values<Setting>(table).flatMap(({ name, secret }) => (secret ? [name, `${name}_FILE`] : [name])),
  )
  return Object.keys(environment)
    .filter((name) => name.toUpperCase().startsWith('LETTERLOCK_') && !known.includes(name))
    .toSorted()
    .map((name) => {
      const meant = nearestName(name.toUpperCase(), known)
      const advice =
        meant === undefined
          ? 'https://letterlock.github.io/letterlock/configuration/ lists all'
          : `did you mean ${meant}?`
      return `${name} is not a setting of Letterlock, and is ignored: ${advice}`
    })
}
