import { FIRST_NAME } from '../workspaces/update-workspace.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import type { ConnectContext } from './context.ts'

/** What the end user sees as the application: the name of the workspace; until it is given one, that of its OAuth app at these providers. */
export async function applicationName(
  { store }: Pick<ConnectContext, 'store'>,
  workspace: Workspace | undefined,
  slugs: readonly string[],
): Promise<string> {
  if (!workspace || workspace.name !== FIRST_NAME) return workspace?.name ?? ''
  const apps = await store.oauthApps.list(workspace.id)
  return apps.find(({ providerSlug }) => slugs.includes(providerSlug))?.name ?? workspace.name
}
