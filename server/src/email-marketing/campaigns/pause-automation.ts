import { assertSupported } from '../assert-supported.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { Automation } from '../model/insight-schemas.ts'

/**
 * Pauses all emails of an automation. Idempotent.
 * @throws ProblemError unsupported_by_provider, resource_not_found
 */
export async function pauseAutomation(
  { adapter, api, record }: AccountClient,
  id: string,
): Promise<Automation> {
  assertSupported(adapter, 'automations', 'automations')
  const automation = await adapter.automation(api, id)
  if (automation.status !== 'sending') return automation
  await adapter.pauseAutomation(api, id)
  await record({ type: 'automation.paused', data: { automationId: id, name: automation.name } })
  return adapter.automation(api, id)
}
