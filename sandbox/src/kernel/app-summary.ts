import type { AppSummary } from './simulated-provider.ts'

/** An app in the control API, without its secret. */
export const appSummary = ({ clientId, name, redirectUri }: AppSummary): AppSummary => ({
  clientId,
  name,
  redirectUri,
})
