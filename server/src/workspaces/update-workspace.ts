import type { EventData } from './event-data.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from './principal.ts'
import type { Workspace } from './workspace.ts'
import type { WorkspacesContext } from './context.ts'
import { normalizeReturnUrls } from './return-url.ts'

/** The name of the first workspace, until a user gives it another. */
export const FIRST_NAME = 'Letterlock'

/** Creates the workspace of a new installation; undefined if there is one. */
export async function firstWorkspace({
  store,
  now,
}: Pick<WorkspacesContext, 'store' | 'now'>): Promise<Workspace | undefined> {
  if (await store.workspaces.first()) return undefined
  // A fixed ID: if two processes start with a new database, one of them creates it.
  const workspace: Workspace = {
    id: 'ws_first',
    name: FIRST_NAME,
    allowedReturnUrls: [],
    color: null,
    logo: null,
    version: 0,
  }
  return (await store.workspaces.insert(workspace, now().getTime())) ? workspace : undefined
}

/** The workspace of a principal. It exists as long as the principal does. */
export async function workspaceOf(
  { store }: Pick<WorkspacesContext, 'store'>,
  principal: Principal,
): Promise<Workspace> {
  const workspace = await store.workspaces.read(principal.workspaceId)
  if (!workspace)
    throw new ProblemError('internal_error', { detail: `no workspace ${principal.workspaceId}` })
  return workspace
}

/** Absent members stay; null removes. */
export interface UpdateWorkspaceInput {
  readonly name?: string | undefined
  readonly allowedReturnUrls?: readonly string[] | undefined
  readonly color?: string | null | undefined
  readonly logo?: string | null | undefined
}

/** The changed members for the event, from and to; for the logo only whether there is one. */
function changesBetween(from: Workspace, to: Workspace): EventData['workspace.updated'] {
  const shown = ({ name, allowedReturnUrls, color, logo }: Workspace): Record<string, unknown> => ({
    name,
    allowedReturnUrls,
    color,
    logo: logo !== null,
  })
  const [before, after] = [shown(from), shown(to)]
  const changedFields = Object.keys(after).filter(
    (field) =>
      JSON.stringify(before[field]) !== JSON.stringify(after[field]) ||
      (field === 'logo' && from.logo !== to.logo),
  )
  const only = (values: Record<string, unknown>): Record<string, unknown> =>
    Object.fromEntries(changedFields.map((field) => [field, values[field]]))
  return { changedFields, from: only(before), to: only(after) }
}

/** @throws ProblemError invalid_request */
export async function updateWorkspace(
  context: WorkspacesContext,
  principal: Principal,
  change: UpdateWorkspaceInput,
): Promise<Workspace> {
  const current = await workspaceOf(context, principal)
  const allowedReturnUrls = change.allowedReturnUrls
    ? normalizeReturnUrls(change.allowedReturnUrls)
    : current.allowedReturnUrls
  const { name = current.name, color = current.color, logo = current.logo } = change
  const changed: Workspace = { ...current, name, allowedReturnUrls, color, logo }
  const data = changesBetween(current, changed)
  const event = { type: 'workspace.updated', connectionId: null, actor: principal.principalId, data } as const
  // Another request has changed the workspace since it was read: start over, so that its changes are kept.
  return (await context.store.workspaces.update(changed, event, context.now().getTime()))
    ? changed
    : updateWorkspace(context, principal, change)
}
