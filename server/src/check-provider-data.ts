import type { ServerDescription } from '@letterlock/sdk/wire.ts'
import { ConfigError, type Config } from './config/config.ts'
import type { ProviderData } from './store/provider-data.ts'

type Warning = ServerDescription['warnings'][number]

/**
 * Whether the providers that this server calls, simulated or real, know the accounts of its database.
 * @returns the warning for the operator; undefined if they do
 */
export function checkProviderData(
  config: Pick<Config, 'sandboxUrl' | 'ownCommand' | 'startCommand'>,
  data: ProviderData,
): Warning | undefined {
  const { ownCommand, startCommand } = config
  const { hasReal, simulatedIds } = data
  if (config.sandboxUrl !== null)
    return hasReal
      ? {
          code: 'real_data',
          detail:
            'The database has OAuth apps or accounts of real providers, and the sandbox does not know them.',
          nextStep:
            'Start without --sandbox and LETTERLOCK_SANDBOX_URL, or use another data directory (LETTERLOCK_DATA_DIR) or database.',
          facts: {},
        }
      : undefined
  if (simulatedIds.length === 0) return undefined
  const ids = [...simulatedIds]
  const detail = `The database has OAuth apps or accounts that were made with the sandbox (${ids.join(', ')}), and this server calls the real providers, which know none of them.`
  if (hasReal) {
    const commands = [`${ownCommand} connections delete ID`, `${ownCommand} oauth-apps delete ID`]
    const nextStep = `Delete those of the sandbox: ${commands.join(', then ')}.`
    return { code: 'mixed_data', detail, nextStep, facts: { ids, commands } }
  }
  const commands = [startCommand, `${ownCommand} start --data ./letterlock-real`]
  const nextStep = `Stop it. For the sandbox: ${commands[0]}. For real accounts, use another data directory: ${commands[1]}`
  return { code: 'sandbox_data', detail, nextStep, facts: { ids, commands } }
}

/**
 * Refuses to start with the sandbox if the database has real accounts: they would be disconnected, since it does not know their tokens.
 * @returns the warning of `checkProviderData`, as one text
 * @throws ConfigError
 */
export function checkProviderDataAtStart(
  config: Pick<Config, 'sandboxUrl' | 'ownCommand' | 'startCommand'>,
  data: ProviderData,
): string | undefined {
  const warning = checkProviderData(config, data)
  if (!warning) return undefined
  const { code, detail, nextStep } = warning
  if (code === 'real_data') throw new ConfigError(`${detail} ${nextStep} Nothing was changed.`)
  return `${detail} ${nextStep}`
}
