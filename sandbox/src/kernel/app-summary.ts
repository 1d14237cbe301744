import type { AppSummary } from './simulated-provider.ts'

/** What the control API lists of an app: no secret. */
export const appSummary = ({ clientId, name, redirectUri }: AppSummary): AppSummary => ({
  clientId,
  name,
  redirectUri,
})
