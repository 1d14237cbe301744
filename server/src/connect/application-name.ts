import { FIRST_NAME } from '../workspaces/update-workspace.ts'
import type { Workspace } from '../workspaces/workspace.ts'
import type { ConnectContext } from './context.ts'

/**
 * The application's name on the connect page: the workspace's name or, until it is changed from the default, the name of its OAuth app at
 * one of these providers.
 * @returns an empty string without a workspace
 */
export async function applicationName(
  { store }: Pick<ConnectContext, 'store'>,
  workspace: Workspace | undefined,
  slugs: readonly string[],
): Promise<string> {
  if (!workspace || workspace.name !== FIRST_NAME) return workspace?.name ?? ''
  const apps = await store.oauthApps.list(workspace.id)
  return apps.find(({ providerSlug }) => slugs.includes(providerSlug))?.name ?? workspace.name
}
